import assert from 'node:assert/strict';
import type { Request, RequestState } from '../../../src/desk/request/request.ts';
import { action, answeredCard } from '../chat.ts';
import { passwordOn } from '../reveal.ts';
import { stands } from '../sign-in.ts';
import { MINUTE } from '../story.ts';
import type { Stage } from './stage.ts';

/** The buttons with which people go on in each state, the usual one first. */
const NEXT: Readonly<Partial<Record<RequestState, readonly string[]>>> = {
  choosing: ['pick'],
  open: ['confirm', 'pick', 'take-over'],
  'awaiting-approval': ['approve'],
  approved: ['run'],
  unknown: ['retry'],
  'carried-out': ['show'],
};
/** More clicks than any request needs. */
const MOST_CLICKS = 8;

/**
 * People press what the cards of the newest request offer them, until it has ended. Returns its last state; the one in
 * which it waits, where no card has a button for it.
 * @throws AssertionError when a password is shown with which its target can't sign in
 */
export async function goOn(stage: Stage): Promise<RequestState | undefined> {
  for (let clicks = 0; clicks < MOST_CLICKS; clicks += 1) {
    const [request] = await stage.requests();
    const verb = request && NEXT[request.state]?.find(each => stage.button(each, request.id));
    if (!verb) return request?.state;
    await pressAs(stage, verb, request.id);
  }
  return assert.fail(`it goes on for ever: ${JSON.stringify(await stage.requests())}`);
}

async function pressAs(stage: Stage, verb: string, request: string): Promise<void> {
  const { chat, message, pressed } = stage.button(verb, request) ?? assert.fail();
  if (verb === 'run') await stands(stage.world, stage.erik, { state: 'signed-in' });
  const person = verb === 'approve' ? stage.johanna : stage.erik;
  const card = answeredCard(await chat.as(person).pressAction(pressed, message.id));
  if (verb !== 'show') return;
  stage.passwords.add(passwordOn(card));
  assert.ok(await stage.isSet(), 'the password that is shown is the one that was set');
  answeredCard(await chat.pressAction(action(card, 'handed-over'), message.id));
}

/** All the time passes that a request can take. Returns every request as it then is. */
export async function letEnd(stage: Stage): Promise<Request[]> {
  await stage.pass(75 * MINUTE);
  await stage.pass(MINUTE);
  return stage.requests();
}

/** Presses what still has a button: it is answered, and does nothing. Returns which buttons there were. */
export async function pressLeftovers(stage: Stage, requests: readonly Request[]): Promise<string[]> {
  const left: string[] = [];
  for (const { id } of requests) {
    for (const verb of new Set(['cancel', 'decline', ...Object.values(NEXT).flat()])) {
      for (const { chat, message, pressed } of stage.buttons(verb, id)) {
        left.push(verb);
        const person = ['approve', 'decline'].includes(verb) ? stage.johanna : stage.erik;
        const answer = await chat.as(person).pressAction(pressed, message.id);
        assert.equal(answer.statusCode, 200, JSON.stringify(answer));
        assert.throws(() => passwordOn(answer.value));
      }
    }
  }
  return left;
}
