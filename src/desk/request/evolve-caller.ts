import { PROOF_LIFETIME } from '../times.ts';
import { askOf, withAlarm, withAnswer, withAsk, withAskAs } from './caller.ts';
import { done, failed, over } from './endings.ts';
import type { EventOf } from './events.ts';
import type { ChosenTarget } from './people.ts';
import type { Refusal } from './refusal.ts';
import type { Approved, Open, Request } from './request.ts';

/** It waits at least as long as whoever is asked may take. */
export function proofAsked(request: Open | Approved, { ask }: EventOf<'proof-asked'>): Open | Approved {
  return { ...request, caller: withAsk(request, ask), dueAt: Math.max(request.dueAt, ask.until) };
}

/** Nobody can answer what was never asked. */
export function proofAskUnsent(
  request: Open | Approved,
  { ask, why }: EventOf<'proof-ask-unsent'>,
): Open | Approved | undefined {
  if (!isUnanswered(request, ask)) return undefined;
  return { ...request, caller: withAskAs(request, ask, { unsent: why, ended: 'over' }) };
}

/** Of several answers at the same moment the first one counts, and no other. */
export function proofAnswered(
  request: Open | Approved,
  { ask, ended }: EventOf<'proof-answered'>,
  now: number,
): Open | Approved | undefined {
  if (!isUnanswered(request, ask)) return undefined;
  const dueAt = ended === 'proved' ? Math.max(request.dueAt, now + PROOF_LIFETIME) : request.dueAt;
  return { ...request, caller: withAnswer(request, ask, ended, now), dueAt };
}

function isUnanswered(request: Request, id: string): boolean {
  const ask = askOf(request, id);
  return ask !== undefined && ask.ended === undefined;
}

/**
 * Somebody says that the person never called: what has not begun ends, what waits for its requester is over at once, and what is
 * being called for is told by its mark.
 */
export function alarmRaised(request: Request, { alarm }: EventOf<'alarm-raised'>, now: number): Request | undefined {
  if (request.caller?.alarm) return undefined;
  const caller = withAlarm(request, alarm);
  switch (request.state) {
    case 'choosing':
      return undefined;
    case 'open':
    case 'awaiting-approval':
    case 'approved':
      return { ...over(request, now), caller, state: 'refused', refusal: neverCalled(request.target) };
    case 'unknown':
      return failed({ ...request, caller }, neverCalled(request.target), now);
    case 'carried-out':
      return done({ ...request, caller }, 'erased', now);
    default:
      return { ...request, caller };
  }
}

/** Why a request ends of which somebody says that the person never called. */
export function neverCalled({ displayName: target }: Pick<ChosenTarget, 'displayName'>): Refusal {
  return { rule: 'caller-denied', values: { target } };
}
