import type { Terms } from '../../../src/desk/actions/kept.ts';
import { askInstead } from '../../../src/desk/instead.ts';
import { lookForReceipt, openReceipts, readReceipt } from '../../../src/desk/read-receipt.ts';
import { owes } from '../../../src/desk/request/duties.ts';
import { withdraw } from '../../../src/desk/withdraw.ts';
import { askerOf } from '../model/people.ts';
import { asks, confirms, privately } from './deeds.ts';
import { handoverArrives } from './happenings.ts';
import type { Step } from './spec.ts';
import { answered, nameOf } from './told.ts';

const PASS = 'temporary-access-pass';

/** Johanna, or somebody else, asks for a pass for this person. */
export function asksForPass(target = 'anna', by = 'johanna'): Step {
  return asks(target, { by, action: PASS });
}

/** She confirms, with these terms or the usual ones. */
export function confirmsPass(terms?: Terms, by = 'johanna'): Step {
  return confirms({ by, terms });
}

/** A pass for Anna waits for Johanna, and its card is in her chat. */
export const READY: readonly Step[] = [asksForPass(), confirmsPass(), handoverArrives('johanna')];

/** Its requester presses Withdraw; or somebody else does. */
export function withdraws(pressedBy = 'johanna'): Step {
  return async scene => {
    const command = { does: 'withdraw', ...privately(pressedBy) } as const;
    return answered(await withdraw(scene.desk, scene.session(pressedBy), await scene.request(0, 'johanna'), command));
  };
}

/** Whether it is still owed that what was made is taken back. */
export function looksWhatIsOwed(): Step {
  return async scene => (owes(await scene.request(0, 'johanna'), 'withdraw') ? 'to be taken back' : 'nothing owed');
}

/** Its requester asks whether it has been used. Told with what was read. */
export function readsReceipt(pressedBy = 'johanna'): Step {
  return async scene => {
    const command = { does: 'read-receipt', ...privately(pressedBy) } as const;
    const request = await scene.request(0, 'johanna');
    const answer = await readReceipt(scene.desk, scene.session(pressedBy), request, command);
    if (answer.kind !== 'done') return answered(answer);
    const receipt = 'receipt' in answer.request ? answer.request.receipt : undefined;
    return `${nameOf(answer.request)}, ${receipt?.status}`;
  };
}

/** Somebody writes to the bot, which looks what has become of all that they handed over. Told is what is new. */
export function readsAllReceipts(by = 'johanna'): Step {
  return async scene => {
    const news: string[] = [];
    for (const open of await openReceipts(scene.desk, by)) {
      const request = await lookForReceipt(scene.desk, scene.session(by), open);
      if (request && 'receipt' in request) news.push(`${request.target.id}: ${request.receipt?.status}`);
    }
    return news.join(', ') || 'nothing new';
  };
}

/** The requester wants the other action for the same person. */
export function wantsInstead(
  action: 'reset-password' | typeof PASS,
  { by = 'johanna', pressedBy = by, back = 0 }: { by?: string; pressedBy?: string; back?: number } = {},
): Step {
  return async scene => {
    const request = await scene.request(back, by);
    const command = { does: 'instead', by: askerOf(pressedBy), at: request.place } as const;
    const turn = { asker: askerOf(pressedBy), correlationId: 'correlation-2' };
    const answer = await askInstead({ desk: scene.desk, turn }, scene.session(pressedBy), { request, action }, command);
    if (answer.kind === 'refused') return `refused: ${answer.refusal.rule}`;
    return answer.kind === 'not-admitted' ? answer.why : answer.kind;
  };
}
