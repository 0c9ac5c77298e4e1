import { act, notHappening } from './act.ts';
import { judgeAlarm } from './alarms.ts';
import { type Answered, STALE } from './answers.ts';
import { type Desk, settle } from './desk.ts';
import { actorOf } from './judging/identify.ts';
import type { DirectorySession } from './ports.ts';
import { raisedAlarm } from './request/caller.ts';
import type { Command } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Place } from './request/people.ts';
import type { HandoverTrouble } from './request/refusal.ts';
import type { CarriedOut, Request } from './request/request.ts';
import { whyNotShown } from './why-not-shown.ts';

/** The secret, for the one answer to the requester's own press. */
export type Shown = Exclude<Answered, { kind: 'done' }> | { kind: 'shown'; secret: string; request: CarriedOut };

/**
 * Shows the secret to its requester, whose account must be theirs, in use, and still hold a role. Written to the record first: a
 * secret that can't be put on record is not shown. An alarm that comes while it is written keeps it back all the same.
 * @throws DirectoryError; the secret stays where it is
 */
export async function show(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'show'>,
): Promise<Shown> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'carried-out') return STALE;
  const requester = actorOf(desk.policy.adminAccounts, request.requester);
  const why = (await whyNotShown(desk, session, request)) ?? (await judgeAlarm(desk, request, requester)).why;
  const decision = decide(request, command, why ?? { kind: 'passed' }, desk.now());
  if (decision.kind !== 'happens') return notHappening(desk, request, command, decision);
  const secret = desk.seal.unseal(request.sealed, request.id);
  const shown = await act(desk, request, command, decision);
  if (shown.kind !== 'done') return shown;
  // Since it was judged an alarm may have come, of this request or of another one; or it was passed on, taken back or erased.
  const late = (await judgeAlarm(desk, request, requester)).why;
  const present = await desk.store.get(request.id);
  if (present?.state !== 'carried-out' || raisedAlarm(present) || desk.now() >= present.dueAt) return STALE;
  if (!late) return { kind: 'shown', secret, request };
  const kept = decide(request, command, late, desk.now());
  return kept.kind === 'happens' ? STALE : notHappening(desk, request, command, kept);
}

/** The requester has passed it on: nothing of it is kept. */
export function handOver(desk: Desk, request: Request, command: Command<'handed-over'>): Promise<Answered> {
  return act(desk, request, command, decide(request, command, undefined, desk.now()));
}

/** The card that leads to the secret is in the requester's personal chat. */
export function handoverSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'handover-sent', place });
}

/** That card could not be sent: the secret waits sealed, and it is tried again. */
export async function handoverWaits(desk: Desk, request: CarriedOut, undelivered: HandoverTrouble): Promise<Request> {
  const known = request.undelivered === undelivered;
  const event = known
    ? ({ type: 'duty-failed', duty: 'handover' } as const)
    : ({ type: 'handover-waits', undelivered } as const);
  return (await settle(desk, request.id, event)) ?? request;
}
