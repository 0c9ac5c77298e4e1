import { advance, type Desk, settle } from './desk.ts';
import type { HandoverTrouble, Place, ResetRequest } from './request/request.ts';
import { whyUndelivered } from './request/work.ts';

/**
 * The temporary password, for the one answer to the requester's own click. Written to the record first: a password that
 * can't be put on record is not shown. `undefined`: it has been handed over or erased.
 */
export async function show(desk: Desk, request: ResetRequest): Promise<string | undefined> {
  if (request.state !== 'reset' || !request.sealedPassword) return undefined;
  if (request.dueAt !== undefined && request.dueAt <= desk.now()) return undefined;
  const password = desk.seal.unseal(request.sealedPassword, request.id);
  const shown = await advance(desk, request, { type: 'password-shown' }, 'password-shown');
  return shown && password;
}

/** The requester has passed it on: nothing of it is kept. `undefined`: that had happened already. */
export function handOver(desk: Desk, request: ResetRequest): Promise<ResetRequest | undefined> {
  return advance(desk, request, { type: 'handed-over' }, 'password-handed-over');
}

/** The handover card is in the requester's personal chat. */
export function delivered(desk: Desk, requestId: string, place: Place): Promise<ResetRequest | undefined> {
  return settle(desk, requestId, { type: 'handover-sent', place }, 'handover-delivered');
}

/** The handover card could not be sent: the password waits sealed, and the sweep tries again. */
export async function waiting(desk: Desk, request: ResetRequest, undelivered: HandoverTrouble): Promise<ResetRequest> {
  if (whyUndelivered(request) === undelivered) return request;
  return (await settle(desk, request.id, { type: 'handover-waits', undelivered }, 'handover-waiting')) ?? request;
}
