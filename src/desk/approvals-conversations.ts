import { CLOCK, type Desk } from './desk.ts';
import type { AskedIn } from './request/approval.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import type { Place } from './request/people.ts';
import { conversationOf, eachOnce, sameConversation } from './request/place.ts';
import { approvalOf, type Request, targetOf } from './request/request.ts';
import type { ApprovalsConversation, Settings, Unit, UnitApprovals } from './settings.ts';

/** Where requests are approved, at the latest address at which Teams was reached for it: those of no unit with one of its own. */
export async function approvalsConversation({ store }: Desk): Promise<ApprovalsConversation | undefined> {
  return atLatestAddress(store, await store.setting('approvals'));
}

/** The same conversation, at its latest address. */
export async function atLatestAddress(
  store: Desk['store'],
  approvals: ApprovalsConversation | undefined,
): Promise<ApprovalsConversation | undefined> {
  const address = approvals && (await store.setting('approvalsAddress'));
  // Those of units are kept at their latest.
  if (!approvals || approvals.unit || !address) return approvals;
  const isNewer = address.conversationId === approvals.place.conversationId && address.notedAt >= approvals.setAt;
  return isNewer ? { ...approvals, place: { ...approvals.place, serviceUrl: address.serviceUrl } } : approvals;
}

/** The conversations of units, in the order in which they were chosen. */
export async function unitConversations({ store }: Desk): Promise<readonly UnitApprovals[]> {
  return (await store.setting('unitApprovals')) ?? [];
}

/** Where requests about members of this unit are approved now, or without one about everybody else. */
export async function conversationFor(desk: Desk, unit?: Unit): Promise<ApprovalsConversation | undefined> {
  const own = unit && (await unitConversations(desk)).find(each => each.unit.id === unit.id);
  return own ?? approvalsConversation(desk);
}

/**
 * Where a request about somebody in these units is approved: in the conversations of all those units that have one, else in the
 * general one. Empty: nowhere. `unitIds` undefined: which units they are in is unknown, and the general one is asked.
 */
export async function approvalsFor(desk: Desk, unitIds: readonly string[] = []): Promise<readonly AskedIn[]> {
  const theirs = (await unitConversations(desk)).filter(({ unit }) => unitIds.includes(unit.id));
  if (theirs.length > 0) return eachOnce(theirs.map(askedIn));
  const general = await approvalsConversation(desk);
  return general ? [askedIn(general)] : [];
}

/** Who is alerted of what happens in a request: the general conversation, and where it is, or would be, approved. */
export async function alertedConversations(desk: Desk, request: Request): Promise<readonly AskedIn[]> {
  const general = await approvalsConversation(desk);
  const theirs = await approvalsFor(desk, targetOf(request)?.unitIds);
  return eachOnce([...(general ? [askedIn(general)] : []), ...theirs, ...(approvalOf(request)?.places ?? [])]);
}

/**
 * Keeps where Teams is reached for an approvals conversation, on record, where an activity from there says that it has changed:
 * the next question may be asked by another bot, or after a restart.
 * @throws StoreError
 */
export async function keepAddress(desk: Desk, here: Place, correlationId: string): Promise<void> {
  const isStale = ({ place }: { place: Place }) =>
    sameConversation(place, here) && place.serviceUrl !== here.serviceUrl;
  const [conversationId, { serviceUrl }, at] = [conversationOf(here), here, desk.now()];
  const by = { actorId: CLOCK.id, actorName: CLOCK.name };
  const row: AuditEntry = { at, event: 'approvals-address', correlationId, ...by, conversationId, detail: serviceUrl };
  const general = await approvalsConversation(desk);
  if (general && isStale(general)) {
    await desk.store.putSetting('approvalsAddress', { conversationId, serviceUrl, notedAt: at }, row);
  }
  const before = await desk.store.setting('unitApprovals');
  if (!before?.some(isStale)) return;
  const after = before.map(each => (isStale(each) ? { ...each, place: { ...each.place, serviceUrl } } : each));
  // Where somebody moves one at the same moment, the next activity from there tells it again.
  await desk.store.replaceSetting('unitApprovals', { before, after }, row);
}

function askedIn({ place, locale, timeZone }: Settings['approvals']): AskedIn {
  return { place, viewer: { locale, timeZone } };
}
