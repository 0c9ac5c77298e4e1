import { atLatestAddress } from './approvals-conversations.ts';
import type { Desk } from './desk.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import { sameConversation } from './request/place.ts';
import type { ApprovalsConversation, Proposal, Unit, UnitApprovals } from './settings.ts';

/** Requests are approved somewhere from now on; `before`: where they were. */
export interface SetConversation {
  kind: 'set';
  before: ApprovalsConversation | undefined;
  unit?: Unit;
}

/** What is set when a move begins: it happens only while that is so. */
interface ApprovalsNow {
  general: ApprovalsConversation | undefined;
  units: readonly UnitApprovals[] | undefined;
}

/** What is set now. */
export async function readPresent({ store }: Desk): Promise<ApprovalsNow> {
  return { general: await store.setting('approvals'), units: await store.setting('unitApprovals') };
}

/** Somebody has moved the same since; of a unit without a conversation of its own, what it was to become it is. */
export function isOvertaken(
  { approvals: { unit, place }, proposedAt }: Proposal,
  { general, units = [] }: ApprovalsNow,
): boolean {
  const own = unit ? units.find(each => each.unit.id === unit.id) : general;
  if (own) return own.setAt >= proposedAt;
  return general !== undefined && sameConversation(general.place, place);
}

/**
 * Sets where requests are approved, on record. Undefined where somebody else has moved them since `present` was read: whoever
 * reads on then sees the other one's move. A unit whose requests go to the general conversation has none of its own any more.
 */
export async function setApprovals(
  desk: Desk,
  present: ApprovalsNow,
  approvals: Proposal['approvals'],
  row: AuditEntry,
): Promise<SetConversation | undefined> {
  const { general, units } = present;
  const { unit } = approvals;
  const after = { ...approvals, setAt: desk.now() };
  if (!unit) {
    const isSet = await desk.store.replaceSetting('approvals', { before: general, after }, row);
    return isSet ? { kind: 'set', before: await atLatestAddress(desk.store, general) } : undefined;
  }
  const others = (units ?? []).filter(each => each.unit.id !== unit.id);
  const isGeneral = general !== undefined && sameConversation(general.place, after.place);
  const theirs = isGeneral ? others : [...others, { ...after, unit }];
  const isSet = await desk.store.replaceSetting('unitApprovals', { before: units, after: theirs }, row);
  const own = units?.find(each => each.unit.id === unit.id);
  return isSet ? { kind: 'set', before: own ?? (await atLatestAddress(desk.store, general)), unit } : undefined;
}
