import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { conversationFor } from './approvals-conversations.ts';
import type { Desk, Turn } from './desk.ts';
import { findUnit } from './find-unit.ts';
import { actingRoles } from './judging/authority.ts';
import { asSignedIn, identify, type Who } from './judging/identify.ts';
import { judgeRequester, refusal } from './judging/judge.ts';
import type { Requester } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import { actsWith, isAccountOf, kept, samePerson } from './request/actor.ts';
import { otherAccountsOf } from './request/admin-accounts.ts';
import type { Place, Somebody } from './request/people.ts';
import type { Refusal } from './request/refusal.ts';
import type { Gathering } from './roster.ts';
import { isOvertaken, readPresent, type SetConversation, setApprovals } from './set-approvals.ts';
import type { Proposal, Unit } from './settings.ts';
import { PROPOSAL_LIFETIME } from './times.ts';
import { rowOfTurn } from './turn-row.ts';
import { whyNotThere } from './why-not-there.ts';

/** Where the approvals are to go, and who is there. */
interface Destination {
  place: Place;
  /** Name of the administrative unit whose members it is about; missing: everybody who is in no unit with a conversation of its own. */
  unit?: string;
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
  | SetConversation
  | { kind: 'proposed'; proposal: Proposal; names: readonly string[] };

/** The roles that cover everybody: whom their holders may act on is limited by nothing. */
const STRONGEST: ReadonlySet<string> = new Set(
  EVERY_ACTING_ROLE.filter(({ covers }) => covers === 'every').map(({ templateId }) => templateId),
);

/**
 * Somebody wants requests to be approved in this conversation. By the policy that takes one of the strongest roles, for the whole
 * tenant, or any role for the whole tenant and a second administrator, who is then asked. Refused where somebody from outside
 * reads along, and where nobody else could approve. For one unit it takes the same: a role that holds in the unit alone is none.
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
  const about = mayMove(desk, requester, who) ?? (await aboutWhom(desk, session, to));
  if ('rule' in about) return deny(desk, turn, to.place, about);
  const gathering = await to.gathering();
  const theirs = accountsOf(who);
  const denied = await whyNotThere(session, desk.policy.adminAccounts, gathering, theirs);
  if (denied) return deny(desk, turn, to.place, denied);
  const { locale, timeZone } = asker;
  const approvals = { place: to.place, locale, timeZone, setBy: kept(asker), ...about };
  if (desk.policy.approvalsMove === 'two-people') {
    const proposal = await propose(desk, turn, approvals, theirs);
    return { kind: 'proposed', proposal, names: 'names' in gathering ? gathering.names : [] };
  }
  const row = { ...rowAbout(desk, turn, approvals), event: 'approvals-set' } as const;
  for (;;) {
    const set = await setApprovals(desk, await readPresent(desk), approvals, row);
    if (set) return set;
  }
}

/** Kept until somebody agrees, and asked of those who approve now: nobody takes requests from them unseen. */
async function propose(
  desk: Desk,
  turn: Turn,
  approvals: Proposal['approvals'],
  accounts: readonly string[],
): Promise<Proposal> {
  const before = await conversationFor(desk, approvals.unit);
  const askedIn = { ...(before?.place ?? approvals.place), cardId: undefined };
  const proposal = { id: desk.newId(), approvals, accounts, proposedAt: desk.now(), askedIn };
  const row = { ...rowAbout(desk, turn, approvals), event: 'approvals-proposed' } as const;
  await desk.store.putSetting('proposedApprovals', proposal, row);
  return proposal;
}

/** Whose requests are meant: with the unit that is named, if it is one. */
async function aboutWhom(
  desk: Desk,
  session: DirectorySession,
  { unit: name, place }: Destination,
): Promise<Refusal | { unit?: Unit }> {
  if (name === undefined) return {};
  const found = await findUnit(desk, session, { unit: name, place });
  return 'rule' in found ? found : { unit: found };
}

/** On record a unit stands where else the account does that something is about. */
function rowAbout(desk: Desk, turn: Turn, { place, unit }: Pick<Proposal['approvals'], 'place' | 'unit'>) {
  return { ...rowOfTurn(desk, turn, place), ...(unit && { targetId: unit.id, targetName: unit.name }) };
}

/** The proposal with this id while it waits; undefined: it is over, was agreed to, or another move has overtaken it. */
export async function openProposal(desk: Desk, id: string): Promise<Proposal | undefined> {
  const proposal = await desk.store.setting('proposedApprovals');
  if (proposal?.id !== id || desk.policy.approvalsMove !== 'two-people') return undefined;
  return isOvertaken(proposal, await readPresent(desk)) || desk.now() >= proposal.proposedAt + PROPOSAL_LIFETIME
    ? undefined
    : proposal;
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
    ...rowAbout(desk, turn, approvals),
    event: 'approvals-set',
    detail: setBy.id,
  } as const;
  for (;;) {
    const present = await readPresent(desk);
    if (!(await openProposal(desk, proposal.id))) {
      return deny(desk, turn, approvals.place, refusal('approvals-proposal-over'));
    }
    const set = await setApprovals(desk, present, approvals, row);
    if (set) return set;
  }
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
