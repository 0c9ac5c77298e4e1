import { setImmediate } from 'node:timers/promises';
import type { ActionKind } from '../../../src/action-kinds.ts';
import type { Terms } from '../../../src/desk/actions/kept.ts';
import { moveApprovals } from '../../../src/desk/approvals.ts';
import { approvalsConversation } from '../../../src/desk/approvals-conversations.ts';
import { answerQuestion } from '../../../src/desk/approve.ts';
import { ask } from '../../../src/desk/ask.ts';
import { cancel } from '../../../src/desk/cancel.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import { handOver, show } from '../../../src/desk/handover.ts';
import { historyFor, waitingForApproval } from '../../../src/desk/history.ts';
import { confirmAgain, pick } from '../../../src/desk/pick.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import type { Word } from '../../../src/desk/request/proof.ts';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { Gathering } from '../../../src/desk/roster.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { takeOver } from '../../../src/desk/take-over.ts';
import { askerOf } from '../model/people.ts';
import type { Step } from './spec.ts';
import { answered, nameOf } from './told.ts';

/** Where requests are made. */
export const CHANNEL: Place = { serviceUrl: 'https://teams.example', conversationId: 'channel', personal: false };
/** Somebody's chat with the bot. */
export function chatOf(who: string): Place {
  return { serviceUrl: 'https://teams.example', conversationId: `chat-${who}`, personal: true };
}

/** A press of the requester's where the request is. */
function byErik({ place }: Request) {
  return { by: askerOf('erik'), at: place };
}

/** A press of the requester's in their chat with the bot. */
export function privately(by: string) {
  return { by: askerOf(by), at: chatOf(by) };
}

interface Asked {
  by?: string;
  personal?: boolean;
  action?: ActionKind;
}

/** Somebody asks for a target by object id; for `nobody` or `somebody` by name. */
export function asks(target: string, { by = 'erik', personal = false, action = 'reset-password' }: Asked = {}): Step {
  return async scene => {
    const named = target === 'nobody' || target === 'somebody';
    const turn = { asker: askerOf(by), correlationId: 'correlation-1' };
    const answer = await ask(scene.desk, scene.session(by), turn, {
      query: named ? { by: 'name', value: target } : { by: 'object-id', value: target },
      action,
      label: target,
      typedPassword: false,
      place: personal ? chatOf(by) : CHANNEL,
    });
    scene.now += 1;
    return answer.kind === 'refused' ? `refused: ${answer.refusal.rule}` : answer.kind;
  };
}

/** The requester picks one of several people by their place. */
export function picks(choice: number): Step {
  return async scene => {
    const request = await scene.request();
    const command = { does: 'pick', choice, ...byErik(request) } as const;
    const answer = await pick(scene.desk, scene.session('erik'), request, command);
    return answer.kind === 'ended' ? `refused: ${answer.refusal.rule}` : answer.kind;
  };
}

/** The requester presses a card that the request has left behind, and gets the confirm card once more. */
export function looksAgain(): Step {
  return async scene => {
    const answer = await confirmAgain(scene.desk, scene.session('erik'), await scene.request());
    return answer.kind === 'refused' ? `refused: ${answer.refusal.rule}` : answer.kind;
  };
}

interface Confirming {
  signOut?: boolean;
  back?: number;
  by?: string;
  terms?: Terms;
  /** How the requester says that they know who calls. */
  word?: Word;
  /** A second person is to be asked in the place of what would show it. */
  withoutProof?: boolean;
}

/** The requester confirms the latest request, or an earlier one. */
export function confirms({ back = 0, by = 'erik', withoutProof, ...put }: Confirming = {}): Step {
  return async scene => {
    const request = await scene.request(back, by);
    const press = { by: askerOf(by), at: request.place, withoutProof };
    const input = { reason: 'forgot', signOut: false, ...put } as const;
    const command = { does: 'confirm', input, ...press } as const;
    return answered(await confirm(scene.desk, scene.session(by), request, command));
  };
}

/** The requester confirms, and Graph does not answer. */
export function confirmsInVain(): Step {
  return async scene => {
    const request = await scene.request();
    const session = { ...scene.session('erik'), resetPassword: () => new Promise<never>(() => undefined) };
    const command = { does: 'confirm', input: { reason: 'forgot', signOut: false }, ...byErik(request) } as const;
    void confirm(scene.desk, session, request, command);
    while ((await scene.request()).state === 'open') await setImmediate();
    return nameOf(await scene.request());
  };
}

/** Somebody presses Take over on their latest card; `pressedBy`: another one presses it. */
export function takesOver(by: string, { pressedBy = by, back = 0 } = {}): Step {
  return async scene => {
    const request = await scene.request(back, by);
    const command = { does: 'take-over', by: askerOf(pressedBy), at: request.place } as const;
    const answer = await takeOver(scene.desk, scene.session(pressedBy), request, command);
    if (answer.kind === 'held') return `held by ${answer.holder.requester.id}`;
    if (answer.kind !== 'confirm') return answered(answer);
    const { tookOver, because } = answer;
    return [answer.kind, tookOver && `took over from ${tookOver.from}`, because?.rule].filter(Boolean).join(', ');
  };
}

/** A second person approves Erik's latest request, or that of somebody else. */
export function approves(who: string, { of = 'erik' } = {}): Step {
  return decides(who, { does: 'approve' }, of);
}

/** A second person declines, and says why. */
export function declines(who: string): Step {
  return decides(who, { does: 'decline', reason: 'not on shift' });
}

function decides(who: string, said: { does: 'approve' } | { does: 'decline'; reason: string }, of = 'erik'): Step {
  return async scene => {
    const command = { ...said, by: askerOf(who), at: CHANNEL };
    return answered(await answerQuestion(scene.desk, scene.session(who), await scene.request(0, of), command));
  };
}

/** `unpressed`: it begins with the approval. */
interface Running {
  back?: number;
  by?: string;
  word?: Word;
  unpressed?: true;
}

/** The requester runs what was approved: the latest request, or an earlier one. */
export function runs({ back = 0, by = 'erik', ...wanted }: Running = {}): Step {
  return async scene => {
    const command = { does: 'run', ...wanted, ...privately(by) } as const;
    return answered(await runApproved(scene.desk, scene.session(by), await scene.request(back, by), command));
  };
}

/** The requester tries again after a lost answer. */
export function retries(by = 'erik'): Step {
  return async scene => {
    const command = { does: 'retry', ...privately(by) } as const;
    return answered(await retry(scene.desk, scene.session(by), await scene.request(0, by), command));
  };
}

/** The requester cancels; or somebody else presses that button. */
export function cancels(who = 'erik'): Step {
  return async scene => {
    const request = await scene.request();
    return answered(await cancel(scene.desk, request, { does: 'cancel', by: askerOf(who), at: request.place }));
  };
}

/** The requester presses Show; what is shown is told by whether it is the password in force, or the pass that works. */
export function shows(by = 'erik'): Step {
  return async scene => {
    const request = await scene.request(0, by);
    const shown = await show(scene.desk, scene.session(by), request, { does: 'show', ...privately(by) });
    if (shown.kind !== 'shown') return answered(shown);
    const target = targetOf(request)?.id ?? '';
    if (request.action === 'temporary-access-pass') {
      const works = scene.entra.passes.live().some(pass => pass.targetId === target && pass.secret === shown.secret);
      return works ? 'the pass that works' : 'another pass';
    }
    const inForce = scene.entra.passwordOf(target);
    return inForce.password === shown.secret ? 'the password in force' : 'another password';
  };
}

/** The requester has passed it on. */
export function handsOver(by = 'erik'): Step {
  return async scene =>
    answered(await handOver(scene.desk, await scene.request(0, by), { does: 'handed-over', ...privately(by) }));
}

/** Somebody asks what was done to a target. */
export function asksHistoryOf(target: string, by = 'erik'): Step {
  return async scene => {
    const named = target === 'nobody' || target === 'somebody';
    const answer = await historyFor(
      scene.desk,
      scene.session(by),
      { asker: askerOf(by), correlationId: 'correlation-1' },
      {
        query: named ? { by: 'name', value: target } : { by: 'object-id', value: target },
        label: target,
        limit: 2,
      },
    );
    if (answer.kind === 'refused') return `refused: ${answer.refusal.rule}`;
    return answer.kind === 'history' ? answer.requests.map(nameOf).join(', ') || 'nothing yet' : answer.kind;
  };
}

/** Somebody asks what waits for a second person. */
export function asksWhatWaits(by: string): Step {
  return async scene => {
    const turn = { asker: askerOf(by), correlationId: 'correlation-1' };
    const waitingOnes = await waitingForApproval(scene.desk, scene.session(by), turn);
    return waitingOnes ? waitingOnes.map(nameOf).join(', ') || 'nothing waits' : 'not told';
  };
}

const TWO_PEOPLE: Gathering = { kind: 'whole', objectIds: ['gunnar', 'ulla'], names: ['gunnar', 'ulla'], outsiders: 0 };

/** Somebody writes "approvals here" in a conversation with these people. */
export function wantsApprovalsHere(by: string, gathering: Gathering = TWO_PEOPLE): Step {
  return async scene => {
    const turn = { asker: askerOf(by), correlationId: 'correlation-1' };
    const place = { ...CHANNEL, conversationId: 'approvals' };
    const move = await moveApprovals(scene.desk, scene.session(by), turn, { place, gathering: async () => gathering });
    const now = (await approvalsConversation(scene.desk))?.place.conversationId ?? 'nowhere';
    return `${move.kind === 'refused' ? `refused: ${move.refusal.rule}` : move.kind}, approved ${now}`;
  };
}
