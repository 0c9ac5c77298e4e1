import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { CLOCK, type Desk, type Turn } from './desk.ts';
import { actingRoles } from './judging/authority.ts';
import { asSignedIn, identify, type Who } from './judging/identify.ts';
import { judgeRequester, refusal } from './judging/judge.ts';
import type { Requester } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import { actsWith, isAccountOf, kept, samePerson } from './request/actor.ts';
import { otherAccountsOf } from './request/admin-accounts.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import type { Place, Somebody } from './request/people.ts';
import { conversationOf, sameConversation } from './request/place.ts';
import type { Refusal } from './request/refusal.ts';
import type { Gathering } from './roster.ts';
import type { Proposal, Settings } from './settings.ts';
import { PROPOSAL_LIFETIME } from './times.ts';
import { rowOfTurn } from './turn-row.ts';
import { whyNotThere } from './why-not-there.ts';

/** Where the approvals are to go, and who is there. */
interface Destination {
  place: Place;
  gathering(): Promise<Gathering>;
}

/** Who agrees, with their own session. */
interface Agreeing {
  desk: Desk;
  session: DirectorySession;
  turn: Turn;
}

export type Move =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'set'; before: Settings['approvals'] | undefined }
  | { kind: 'proposed'; proposal: Proposal; names: readonly string[] };

/** The roles that cover everybody: whom their holders may act on is limited by nothing. */
const STRONGEST: ReadonlySet<string> = new Set(
  EVERY_ACTING_ROLE.filter(({ covers }) => covers === 'every').map(({ templateId }) => templateId),
);

/**
 * Somebody wants requests to be approved in this conversation. By the policy that takes one of the strongest roles, for the whole
 * tenant, or any role for the whole tenant and a second administrator, who is then asked. Refused where somebody from outside
 * reads along, and where nobody else could approve.
 * @throws DirectoryError
 */
export async function moveApprovals(
  desk: Desk,
  session: DirectorySession,
  unsigned: Turn,
  to: Destination,
): Promise<Move> {
  const { requester, who, turn } = await signIn(desk, session, unsigned);
  const { asker } = turn;
  const gathering = mayMove(desk, requester, who) ?? (await to.gathering());
  const { adminAccounts } = desk.policy;
  const theirs = accountsOf(who);
  const denied = 'rule' in gathering ? gathering : await whyNotThere(session, adminAccounts, gathering, theirs);
  if (denied) return deny(desk, turn, to.place, denied);
  const { locale, timeZone } = asker;
  const approvals = { place: to.place, locale, timeZone, setBy: kept(asker) };
  if (desk.policy.approvalsMove === 'two-people') {
    const before = await approvalsConversation(desk);
    const askedIn = { ...(before?.place ?? to.place), cardId: undefined };
    const proposal = { id: desk.newId(), approvals, accounts: theirs, proposedAt: desk.now(), askedIn };
    await desk.store.putSetting('proposedApprovals', proposal, {
      ...rowOfTurn(desk, turn, to.place),
      event: 'approvals-proposed',
    });
    return { kind: 'proposed', proposal, names: 'names' in gathering ? gathering.names : [] };
  }
  const row = { ...rowOfTurn(desk, turn, to.place), event: 'approvals-set' } as const;
  for (;;) {
    const set = await setApprovals(desk, await desk.store.setting('approvals'), approvals, row);
    if (set) return set;
  }
}

/** Where requests are approved, at the latest address at which Teams was reached for it. */
export async function approvalsConversation({ store }: Desk): Promise<Settings['approvals'] | undefined> {
  return atLatestAddress(store, await store.setting('approvals'));
}

async function atLatestAddress(
  store: Desk['store'],
  approvals: Settings['approvals'] | undefined,
): Promise<Settings['approvals'] | undefined> {
  const address = approvals && (await store.setting('approvalsAddress'));
  if (!approvals || !address) return approvals;
  const isNewer = address.conversationId === approvals.place.conversationId && address.notedAt >= approvals.setAt;
  return isNewer ? { ...approvals, place: { ...approvals.place, serviceUrl: address.serviceUrl } } : approvals;
}

/** The proposal with this id while it waits; undefined: it is over, was agreed to, or another move has overtaken it. */
export async function openProposal(desk: Desk, id: string): Promise<Proposal | undefined> {
  const [proposal, approvals] = [await desk.store.setting('proposedApprovals'), await desk.store.setting('approvals')];
  if (proposal?.id !== id || desk.policy.approvalsMove !== 'two-people') return undefined;
  const overtaken = approvals !== undefined && approvals.setAt >= proposal.proposedAt;
  return overtaken || desk.now() >= proposal.proposedAt + PROPOSAL_LIFETIME ? undefined : proposal;
}

/**
 * A second administrator agrees to a move: somebody else than who wants it, with an active role for the whole tenant. Who is in
 * the new conversation is looked at again.
 * @throws DirectoryError
 */
export async function agreeToMove(
  { desk, session, turn: unsigned }: Agreeing,
  proposal: Proposal,
  gather: () => Promise<Gathering>,
): Promise<Exclude<Move, { kind: 'proposed' }>> {
  const { approvals } = proposal;
  const { setBy } = approvals;
  if (isAccountOf(unsigned.asker, setBy.id)) {
    return deny(desk, unsigned, approvals.place, refusal('approvals-same-person'));
  }
  const { requester, who, turn } = await signIn(desk, session, unsigned);
  const gathering = mayAgree(requester, who, setBy) ?? (await gather());
  const { adminAccounts } = desk.policy;
  const theirs = [setBy.id, actsWith(setBy), ...otherAccountsOf(adminAccounts, setBy.id), ...(proposal.accounts ?? [])];
  const denied = 'rule' in gathering ? gathering : await whyNotThere(session, adminAccounts, gathering, theirs);
  if (denied) return deny(desk, turn, approvals.place, denied);
  const row = {
    ...rowOfTurn(desk, turn, approvals.place),
    event: 'approvals-set',
    detail: setBy.id,
  } as const;
  for (;;) {
    const present = await desk.store.setting('approvals');
    if (!(await openProposal(desk, proposal.id))) {
      return deny(desk, turn, approvals.place, refusal('approvals-proposal-over'));
    }
    const set = await setApprovals(desk, present, approvals, row);
    if (set) return set;
  }
}

/** Undefined where somebody else has moved them since `present` was read: whoever reads on then sees the other one's move. */
async function setApprovals(
  desk: Desk,
  present: Settings['approvals'] | undefined,
  approvals: Proposal['approvals'],
  row: AuditEntry,
): Promise<Extract<Move, { kind: 'set' }> | undefined> {
  const after = { ...approvals, setAt: desk.now() };
  const isSet = await desk.store.replaceSetting('approvals', { before: present, after }, row);
  return isSet ? { kind: 'set', before: await atLatestAddress(desk.store, present) } : undefined;
}

/**
 * The present approvals conversation is gone for good, and can't agree to anything any more: the people of the new one are asked.
 * `why`: what Teams says of it, for the record.
 * @throws StoreError
 */
export async function askThereInstead(desk: Desk, turn: Turn, proposal: Proposal, why: string): Promise<void> {
  const row = rowOfTurn(desk, turn, proposal.askedIn);
  const asked = { ...proposal, askedIn: proposal.approvals.place };
  await desk.store.putSetting('proposedApprovals', asked, { ...row, event: 'approvals-proposed', detail: why });
}

/**
 * Keeps where Teams is reached for the approvals conversation, on record, where an activity from there says that it has changed:
 * the next question may be asked by another bot, or after a restart.
 * @throws StoreError
 */
export async function keepAddress(desk: Desk, here: Place, correlationId: string): Promise<void> {
  const approvals = await approvalsConversation(desk);
  if (!approvals || !sameConversation(approvals.place, here) || approvals.place.serviceUrl === here.serviceUrl) return;
  const [conversationId, { serviceUrl }, at] = [conversationOf(here), here, desk.now()];
  const by = { actorId: CLOCK.id, actorName: CLOCK.name };
  const row = { at, event: 'approvals-address', correlationId, ...by, conversationId, detail: serviceUrl } as const;
  await desk.store.putSetting('approvalsAddress', { conversationId, serviceUrl, notedAt: at }, row);
}

/** What is about the whole tenant needs a role that holds for all of it. */
export function inUnitOnly({ roles = [] }: Requester): Refusal | undefined {
  return actingRoles(EVERY_ACTING_ROLE, roles).some(role => !role.unit) ? undefined : refusal('approvals-role-in-unit');
}

/** Who is signed in, and the turn with what is known of them by that. */
async function signIn(
  desk: Desk,
  session: DirectorySession,
  turn: Turn,
): Promise<{ requester: Requester; who: Who; turn: Turn }> {
  const { asker } = turn;
  const { requester } = await session.examine(asker.id);
  const who = identify(desk.policy.adminAccounts, asker.id, requester);
  return { requester, who, turn: { ...turn, asker: asSignedIn(asker, requester, who) } };
}

function accountsOf(who: Who): readonly string[] {
  return 'rule' in who ? [] : who.accounts;
}

/** Somebody else than who wants it, whichever of their accounts it is. */
function mayAgree(requester: Requester, who: Who, setBy: Somebody): Refusal | undefined {
  const denied = judgeRequester(EVERY_ACTING_ROLE, requester, who) ?? inUnitOnly(requester);
  const same = 'rule' in who ? 'unknown' : samePerson(who, setBy);
  if (denied || same === 'different') return denied;
  return refusal(same === 'same' ? 'approvals-same-person' : 'person-unknown');
}

function mayMove(desk: Desk, requester: Requester, who: Who): Refusal | undefined {
  const denied = judgeRequester(EVERY_ACTING_ROLE, requester, who) ?? inUnitOnly(requester);
  if (denied || desk.policy.approvalsMove === 'two-people') return denied;
  const strong = requester.roles?.some(({ templateId, unit }) => !unit && STRONGEST.has(templateId));
  return strong ? undefined : refusal('approvals-role-too-weak');
}

async function deny(
  desk: Desk,
  turn: Turn,
  place: Place,
  denied: Refusal,
): Promise<{ kind: 'refused'; refusal: Refusal }> {
  const row = rowOfTurn(desk, turn, place);
  await desk.store.record({ ...row, event: 'not-allowed', rule: denied.rule, detail: 'approvals' });
  return { kind: 'refused', refusal: denied };
}
