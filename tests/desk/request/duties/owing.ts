import assert from 'node:assert/strict';
import type { Duty, DutyKind } from '../../../../src/desk/request/duty.ts';
import type { RequestEvent } from '../../../../src/desk/request/events.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import type { Request } from '../../../../src/desk/request/request.ts';
import { APPROVAL, APPROVED, ASK, EVENTS, NOW, requestIn } from '../../support/requests.ts';

/** The second person has approved. */
export const DECIDED = { approval: { ...APPROVAL, decision: APPROVED } };

/** A request in whose state this may be owed. */
export const OWING: Readonly<Record<DutyKind, Request>> = {
  proof: requestIn('open', { caller: { proofs: [], asks: [ASK] } }),
  'ask-over': requestIn('open', { caller: { proofs: [], asks: [ASK] } }),
  alert: requestIn('refused', { caller: { proofs: [], asks: [], alarm: EVENTS['alarm-raised'].alarm } }),
  question: requestIn('awaiting-approval'),
  'find-out': requestIn('unknown'),
  handover: requestIn('carried-out'),
  'sign-out': requestIn('done', { signOut: true }),
  cards: requestIn('cancelled'),
  'run-card': requestIn('approved'),
  notice: requestIn('declined'),
  verify: requestIn('done', { verification: 'pending' }),
  tell: requestIn('done'),
  withdraw: requestIn('done', { action: 'temporary-access-pass', ending: 'erased' }),
};

/** Owed at this time, after so many tries in a row that have failed. */
export function duty(what: DutyKind, at: number, tries = 0): Duty {
  return { what, at, tries };
}

/** A request that owes this and nothing else. */
export function owing(what: DutyKind, tries = 0): Request {
  return { ...OWING[what], duties: [duty(what, NOW, tries)] };
}

/** The request after this event, which may happen to it. */
export function following(request: Request, event: RequestEvent): Request {
  const next = evolve(request, event, NOW);
  assert.ok(next, `${request.state} + ${event.type}`);
  return next;
}

/** What a request owes. */
export function kinds({ duties }: Request): DutyKind[] {
  return duties.map(({ what }) => what);
}
