import { verify } from '../../../src/desk/actions/reset-password/verify.ts';
import { approvalsConversation, moveApprovals } from '../../../src/desk/approvals.ts';
import { decide } from '../../../src/desk/approve.ts';
import { ask, confirmAgain, pick } from '../../../src/desk/ask.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import { advance } from '../../../src/desk/desk.ts';
import { delivered, handOver, show, waiting } from '../../../src/desk/handover.ts';
import { historyFor, waitingForApproval } from '../../../src/desk/history.ts';
import { mayNotShow } from '../../../src/desk/may-show.ts';
import type { Place, Refusal, RequestState, ResetRequest } from '../../../src/desk/request/request.ts';
import type { Gathering } from '../../../src/desk/roster.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { signOutEverywhere } from '../../../src/desk/sign-out.ts';
import { claim, lapse, takeUp } from '../../../src/desk/sweep.ts';
import type { ResetFault, Trouble } from '../model/events.ts';
import { askerOf, type Standing } from '../model/people.ts';
import type { Step } from './spec.ts';

const NAMES: Readonly<Partial<Record<RequestState, string>>> = { resetting: 'running', reset: 'carried out' };
const CHANNEL: Place = { serviceUrl: 'https://teams.example', conversationId: 'channel', personal: false };
const PERSONAL: Place = { serviceUrl: 'https://teams.example', conversationId: 'chat-erik', personal: true };

/** What became of a request, in a word, with the rule where it ended by one. */
function nameOf({ state, refusal }: ResetRequest): string {
  return `${NAMES[state] ?? state}${refusal ? `: ${refusal.rule}` : ''}`;
}

function answered(outcome: ResetRequest | { request: ResetRequest } | Refusal | undefined): string {
  if (outcome === undefined) return 'stale';
  if ('rule' in outcome) return `not allowed: ${outcome.rule}`;
  return nameOf('request' in outcome ? outcome.request : outcome);
}

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
    const answer = await pick(scene.desk, scene.session('erik'), await scene.request(), choice);
    if (!answer) return 'stale';
    return answer.kind === 'refused' ? `refused: ${answer.refusal.rule}` : answer.kind;
  };
}

/** The requester presses a card that the request has left behind, and gets the confirm card once more. */
export function looksAgain(): Step {
  return async scene => {
    const answer = await confirmAgain(scene.desk, scene.session('erik'), await scene.request());
    if (!answer) return 'stale';
    return answer.kind === 'refused' ? `refused: ${answer.refusal.rule}` : answer.kind;
  };
}

/** The requester confirms the latest request, or an earlier one. */
export function confirms({ signOut = false, back = 0 } = {}): Step {
  return async scene => {
    const request = await scene.request(back);
    return answered(await confirm(scene.desk, scene.session('erik'), request, { reason: 'forgot', signOut }));
  };
}

/** A second person approves. */
export function approves(who: string): Step {
  return decides(who, { verdict: 'approved' });
}

/** A second person declines, and says why. */
export function declines(who: string): Step {
  return decides(who, { verdict: 'declined', reason: 'not on shift' });
}

function decides(who: string, said: Parameters<typeof decide>[4]): Step {
  return async scene => {
    const request = await scene.request();
    return answered(await decide(scene.desk, scene.session(who), request, { ...askerOf(who), at: CHANNEL }, said));
  };
}

/** The requester runs what was approved. */
export function runs(): Step {
  return async scene => answered(await runApproved(scene.desk, scene.session('erik'), await scene.request()));
}

/** The requester tries again after a lost answer. */
export function retries(): Step {
  return async scene => answered(await retry(scene.desk, scene.session('erik'), await scene.request()));
}

/** The requester cancels. */
export function cancels(): Step {
  return async scene =>
    answered(await advance(scene.desk, await scene.request(), { type: 'cancelled' }, 'request-cancelled'));
}

/** The requester presses Show; what is shown is told by whether it is the password in force. */
export function shows(): Step {
  return async scene => {
    const request = await scene.request();
    const denied = await mayNotShow(scene.desk, scene.session('erik'), request);
    if (denied) return answered(denied);
    const password = await show(scene.desk, request);
    if (password === undefined) return 'stale';
    const inForce = scene.entra.passwordOf(request.target?.id ?? '');
    return inForce.password === password ? 'the password in force' : 'another password';
  };
}

/** The requester has passed it on. */
export function handsOver(): Step {
  return async scene => answered(await handOver(scene.desk, await scene.request()));
}

/** The card that leads to the password reaches the requester's personal chat. */
export function handoverArrives(): Step {
  return async scene => answered(await delivered(scene.desk, (await scene.request()).id, { ...PERSONAL, cardId: '1' }));
}

/** That card could not be sent: the bot is not installed there. */
export function handoverFails(): Step {
  return async scene => answered(await waiting(scene.desk, await scene.request(), 'not-installed'));
}

/** So much time passes, and nothing looks at it. Milliseconds. */
export function passes(milliseconds: number): Step {
  return async scene => {
    scene.now += milliseconds;
    return undefined;
  };
}

/** What is due by now is done, as the timer does it. */
export function sweeps(): Step {
  return async scene => {
    const names: string[] = [];
    for (const request of await scene.store.due(scene.now, 9)) {
      const claimed = await claim(scene.desk, request);
      if (claimed) names.push(nameOf(await takeUp(scene.desk, claimed)));
    }
    return names.join(', ') || 'nothing was due';
  };
}

/** Only the end of the latest request's time is looked at, as before each press. */
export function lapses(): Step {
  return async scene => answered(await lapse(scene.desk, await scene.request()));
}

/** It is followed until it is known how the reset ended. */
export function verifies(): Step {
  return async scene => {
    const request = await verify(scene.desk, scene.session('erik'), await scene.request());
    return request ? `${nameOf(request)}, ${request.verification ?? 'not known'}` : 'stale';
  };
}

/** The target is signed out everywhere, if that was wanted. */
export function signsOut(): Step {
  return async scene => {
    const { signOut } = await signOutEverywhere(scene.desk, scene.session('erik'), await scene.request());
    return signOut ?? 'not wanted';
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
