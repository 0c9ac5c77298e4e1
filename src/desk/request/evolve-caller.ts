import { APPROVED_LIFETIME, PROOF_LIFETIME } from '../times.ts';
import { askOf, isSpent, openAskOf, raisedAlarm, withAlarm, withAnswer, withAsk, withAskAs } from './caller.ts';
import { done, endedInFailure, over } from './endings.ts';
import type { EventOf } from './events.ts';
import type { ChosenTarget } from './people.ts';
import type { Refusal } from './refusal.ts';
import type { Approved, Choosing, Failed, Open, Request, Running } from './request.ts';

/** Whether a call may have been made before it was said. */
type Done = 'not-done' | 'perhaps-done';

/**
 * It waits as long as whoever is asked may take, and no approval stands longer than APPROVED_LIFETIME. Whoever is asked already, or has answered and not shown it, is not asked
 * once more, however many presses there are at the same moment.
 */
export function proofAsked(
  request: Open | Approved,
  { ask }: EventOf<'proof-asked'>,
  now: number,
): Open | Approved | undefined {
  if (isSpent(request, ask.kind) || openAskOf(request, now)?.kind === ask.kind) return undefined;
  return { ...request, caller: withAsk(request, ask), dueAt: waitingFor(request, ask.until) };
}

/** Nobody can answer what was never asked. */
export function askUnsent(
  request: Open | Approved,
  { ask, why }: EventOf<'proof-ask-unsent'>,
): Open | Approved | undefined {
  if (!isUnanswered(request, ask)) return undefined;
  return { ...request, caller: withAskAs(request, ask, { unsent: why, ended: 'over' }) };
}

/** Of several answers at the same moment the first one counts, and no other, and none that comes too late. */
export function proofAnswered(
  request: Open | Approved,
  { ask, ended }: EventOf<'proof-answered'>,
  now: number,
): Open | Approved | undefined {
  if (ended === 'over' ? !isUnanswered(request, ask) : openAskOf(request, now)?.id !== ask) return undefined;
  const dueAt = ended === 'proved' ? waitingFor(request, now + PROOF_LIFETIME) : request.dueAt;
  return { ...request, caller: withAnswer(request, ask, ended, now), dueAt };
}

/** Until when it waits, where it is to wait until then: never for less than before. */
function waitingFor(request: Open | Approved, until: number): number {
  const latest = request.state === 'approved' ? request.approval.decision.at + APPROVED_LIFETIME : until;
  return Math.max(request.dueAt, Math.min(until, latest));
}

function isUnanswered(request: Request, id: string): boolean {
  const ask = askOf(request, id);
  return ask !== undefined && ask.ended === undefined;
}

/**
 * Somebody says that the person never called: what has not begun ends, what waits for its requester is over at once, and what is
 * being called for is told by its mark.
 */
export function alarmRaised(
  request: Exclude<Request, Choosing>,
  { alarm }: EventOf<'alarm-raised'>,
  now: number,
): Request | undefined {
  if (raisedAlarm(request)) return undefined;
  const caller = withAlarm(request, alarm);
  switch (request.state) {
    case 'open':
    case 'awaiting-approval':
    case 'approved':
      return { ...over(request, now), caller, state: 'refused', refusal: neverCalled(request.target, 'not-done') };
    case 'unknown':
      return endedInFailure({ ...request, caller }, neverCalled(request.target, 'perhaps-done'), now);
    case 'carried-out':
      return done({ ...request, caller }, 'erased', now);
    default:
      return { ...request, caller };
  }
}

/**
 * Somebody has said so while the directory was being called for it: it does not go back to where it can be called for again. undefined:
 * nobody has.
 */
export function endedByAlarm(request: Running, done: Done, now: number): Failed | undefined {
  return raisedAlarm(request) && endedInFailure(request, neverCalled(request.target, done), now);
}

/** Why a request ends of which somebody says that the person never called. */
export function neverCalled({ displayName: target }: Pick<ChosenTarget, 'displayName'>, done: Done): Refusal {
  return { rule: done === 'not-done' ? 'caller-denied' : 'caller-denied-late', values: { target } };
}
