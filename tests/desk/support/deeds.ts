import type { Answered } from '../../../src/desk/answers.ts';
import { approvalsConversation, moveApprovals } from '../../../src/desk/approvals.ts';
import { answerQuestion } from '../../../src/desk/approve.ts';
import { ask } from '../../../src/desk/ask.ts';
import { cancel } from '../../../src/desk/cancel.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import { handOver, handoverSent, handoverWaits, show } from '../../../src/desk/handover.ts';
import { historyFor, waitingForApproval } from '../../../src/desk/history.ts';
import { confirmAgain, pick } from '../../../src/desk/pick.ts';
import { dueDuties } from '../../../src/desk/request/duties.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import { type Request, type RequestState, refusalOf, targetOf } from '../../../src/desk/request/request.ts';
import type { Gathering } from '../../../src/desk/roster.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { signOutEverywhere } from '../../../src/desk/sign-out.ts';
import { claimDuties, findOut, lapse, ownSession } from '../../../src/desk/sweep.ts';
import { verify, verifyOnce } from '../../../src/desk/verify.ts';
import type { ResetFault, Trouble } from '../model/events.ts';
import { askerOf, type Standing } from '../model/people.ts';
import type { Scene, Step } from './spec.ts';

const NAMES: Readonly<Partial<Record<RequestState, string>>> = { 'carried-out': 'carried out' };
const CHANNEL: Place = { serviceUrl: 'https://teams.example', conversationId: 'channel', personal: false };
const PERSONAL: Place = { serviceUrl: 'https://teams.example', conversationId: 'chat-erik', personal: true };

/** What became of a request, in a word, with the rule where it ended by one. */
function nameOf(request: Request): string {
  const refusal = refusalOf(request);
  return `${NAMES[request.state] ?? request.state}${refusal ? `: ${refusal.rule}` : ''}`;
}

function nameOrStale(request: Request | undefined): string {
  return request ? nameOf(request) : 'stale';
}

function answered(outcome: Answered): string {
  switch (outcome.kind) {
    case 'done':
      return nameOf(outcome.request);
    case 'refused':
      return `not allowed: ${outcome.refusal.rule}`;
    case 'not-admitted':
      return outcome.why;
    case 'stale':
      return 'stale';
  }
}

/** A press of the requester's where the request is. */
function byErik({ place }: Request) {
  return { by: askerOf('erik'), at: place };
}

/** A press of the requester's in their chat with the bot. */
const PRIVATELY = { by: askerOf('erik'), at: PERSONAL };

interface Asked {
  by?: string;
  personal?: boolean;
}

/** Somebody asks for a target by object id; for `nobody` or `somebody` by name. */
export function asks(target: string, { by = 'erik', personal = false }: Asked = {}): Step {
  return async scene => {
    const named = target === 'nobody' || target === 'somebody';
    const turn = { asker: askerOf(by), correlationId: 'correlation-1' };
    const answer = await ask(scene.desk, scene.session(by), turn, {
      query: named ? { by: 'name', value: target } : { by: 'object-id', value: target },
      action: 'reset-password',
      label: target,
      typedPassword: false,
      place: personal ? PERSONAL : CHANNEL,
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
    return answer.kind;
  };
}

/** The requester confirms the latest request, or an earlier one. */
export function confirms({ signOut = false, back = 0 } = {}): Step {
  return async scene => {
    const request = await scene.request(back);
    const command = { does: 'confirm', input: { reason: 'forgot', signOut }, ...byErik(request) } as const;
    return answered(await confirm(scene.desk, scene.session('erik'), request, command));
  };
}

/** A second person approves. */
export function approves(who: string): Step {
  return decides(who, { does: 'approve' });
}

/** A second person declines, and says why. */
export function declines(who: string): Step {
  return decides(who, { does: 'decline', reason: 'not on shift' });
}

function decides(who: string, said: { does: 'approve' } | { does: 'decline'; reason: string }): Step {
  return async scene => {
    const command = { ...said, by: askerOf(who), at: CHANNEL };
    return answered(await answerQuestion(scene.desk, scene.session(who), await scene.request(), command));
  };
}

/** The requester runs what was approved: the latest request, or an earlier one. */
export function runs({ back = 0 } = {}): Step {
  return async scene => {
    const command = { does: 'run', ...PRIVATELY } as const;
    return answered(await runApproved(scene.desk, scene.session('erik'), await scene.request(back), command));
  };
}

/** The requester tries again after a lost answer. */
export function retries(): Step {
  return async scene => {
    const command = { does: 'retry', ...PRIVATELY } as const;
    return answered(await retry(scene.desk, scene.session('erik'), await scene.request(), command));
  };
}

/** The requester cancels; or somebody else presses that button. */
export function cancels(who = 'erik'): Step {
  return async scene => {
    const request = await scene.request();
    return answered(await cancel(scene.desk, request, { does: 'cancel', by: askerOf(who), at: request.place }));
  };
}

/** The requester presses Show; what is shown is told by whether it is the password in force. */
export function shows(): Step {
  return async scene => {
    const request = await scene.request();
    const shown = await show(scene.desk, scene.session('erik'), request, { does: 'show', ...PRIVATELY });
    if (shown.kind !== 'shown') return answered(shown);
    const inForce = scene.entra.passwordOf(targetOf(request)?.id ?? '');
    return inForce.password === shown.secret ? 'the password in force' : 'another password';
  };
}

/** The requester has passed it on. */
export function handsOver(): Step {
  return async scene =>
    answered(await handOver(scene.desk, await scene.request(), { does: 'handed-over', ...PRIVATELY }));
}

/** The card that leads to the password reaches the requester's personal chat. */
export function handoverArrives(): Step {
  return async scene =>
    nameOrStale(await handoverSent(scene.desk, (await scene.request()).id, { ...PERSONAL, cardId: '1' }));
}

/** That card could not be sent: the bot is not installed there. */
export function handoverFails(): Step {
  return async scene => {
    const request = await scene.request();
    if (request.state !== 'carried-out') return 'stale';
    return nameOf(await handoverWaits(scene.desk, request, 'not-installed'));
  };
}

/** So much time passes, and nothing looks at it. Milliseconds. */
export function passes(milliseconds: number): Step {
  return async scene => {
    scene.now += milliseconds;
    return undefined;
  };
}

/** What is due by now is done, as the two timers do it, but for what is said to people. */
export function sweeps(): Step {
  return async scene => {
    const names: string[] = [];
    for (const request of await scene.store.lapsed(scene.now, 9)) {
      const lapsed = await lapse(scene.desk, request);
      if (lapsed) names.push(nameOf(await takeUp(scene, lapsed)));
    }
    for (const request of await scene.store.due(scene.now, 9)) {
      const isDue = dueDuties(request, scene.now).length > 0;
      const claimed = isDue ? await claimDuties(scene.desk, request) : undefined;
      if (claimed) names.push(nameOf(await takeUp(scene, claimed.request)));
    }
    return names.join(', ') || 'nothing was due';
  };
}

async function takeUp({ desk }: Scene, request: Request): Promise<Request> {
  const target = targetOf(request);
  const session = target && (await ownSession(desk, request, target));
  const found = await findOut(desk, session, request);
  const signedOut = await signOutEverywhere(desk, session, found);
  const looked = await verifyOnce(desk, session, signedOut);
  return looked.kind === 'ended' ? (looked.request ?? signedOut) : signedOut;
}

/** Only the end of the latest request's time is looked at, as before each press. */
export function lapses(): Step {
  return async scene => nameOrStale(await lapse(scene.desk, await scene.request()));
}

/** It is followed until it is known how the reset ended. */
export function verifies(): Step {
  return async scene => {
    const request = await verify(scene.desk, scene.session('erik'), await scene.request());
    if (!request) return 'stale';
    return `${nameOf(request)}, ${'verification' in request ? request.verification : 'not known'}`;
  };
}

/** The target is signed out everywhere, if that was wanted. */
export function signsOut(): Step {
  return async scene => {
    const request = await signOutEverywhere(scene.desk, scene.session('erik'), await scene.request());
    if ('signedOut' in request && request.signedOut) return request.signedOut;
    return 'signOut' in request && request.signOut ? 'wanted' : 'not wanted';
  };
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

/** A person's roles are others from now on. */
export function stands(who: string, standing: Standing): Step {
  return async ({ entra }) => {
    entra.person(who).standing = standing;
    return undefined;
  };
}

/** A person's sign-in holds no more. */
export function signInEnds(who: string): Step {
  return async ({ entra }) => {
    entra.signedIn.delete(who);
    return undefined;
  };
}

/** A person's account is blocked. */
export function isBlocked(who: string): Step {
  return async ({ blocked }) => {
    blocked.add(who);
    return undefined;
  };
}

/** What Graph makes of the next reset calls, and what is wrong with the rest of it. */
export function graph(resets: readonly ResetFault[], trouble: Trouble = 'none'): Step {
  return async ({ entra }) => {
    entra.resetFaults = [...resets];
    entra.trouble = trouble;
    return undefined;
  };
}

/** Windows Server AD has taken the password, or not. */
export function operationEnds(status: 'succeeded' | 'failed'): Step {
  return async ({ entra }) => {
    entra.endOperations(status);
    return undefined;
  };
}
