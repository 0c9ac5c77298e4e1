import { CLOCK, type Desk, type Turn } from './desk.ts';
import type { Place } from './request/people.ts';
import type { Request } from './request/request.ts';
import { rowAbout } from './request/row-of-event.ts';
import type { NotAdmitted } from './request/who-may-press.ts';

/** How it stands on record that a button does not count. */
const RULES: Readonly<Record<NotAdmitted, string>> = { 'not-theirs': 'not-yours', elsewhere: 'elsewhere' };

/** Puts on record that somebody pressed a button of a request that is another person's, or where no card has it. */
export async function recordTurnedAway(
  desk: Desk,
  { asker, correlationId }: Turn,
  request: Request,
  { why, at }: { why: NotAdmitted; at: Place },
): Promise<void> {
  const row = rowAbout(request, { by: asker, at, now: desk.now() });
  await desk.store.record({ ...row, correlationId, event: 'not-allowed', rule: RULES[why] });
}

/** Puts on record that people from outside read a question: so many, who have joined since the conversation was chosen. */
export async function recordOutsiders(desk: Desk, request: Request, at: Place, count: number): Promise<void> {
  const row = rowAbout(request, { by: CLOCK, at, now: desk.now() });
  await desk.store.record({ ...row, event: 'approvals-outsiders', detail: String(count) });
}
