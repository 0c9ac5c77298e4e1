import type { ActionKind } from '../action-kinds.ts';
import type { Made, Present, Terms } from './actions/kept.ts';
import type { ForgettingStore } from './forgetting-store.ts';
import type { Account, ApproverNow, Manager, Requester, RoleHolding, Roles, Target } from './judging/people-as-read.ts';
import type { AuditEntry, RecordedEntry } from './request/audit-entry.ts';
import type { AskedDoubt, Doubt, DoubtsOf } from './request/doubt.ts';
import type { PendingCommand, TargetQuery } from './request/errand.ts';
import type { Unsure } from './request/people.ts';
import type { Request, Revocation } from './request/request.ts';
import type { NamedUnit, Settings } from './settings.ts';

export type SearchedField =
  | 'object-id'
  | 'sign-in-name'
  | 'mail'
  | 'proxy-address'
  | 'other-mail'
  | 'mail-nickname'
  | 'account-name'
  | 'employee-number'
  | 'name';

export type SearchResult =
  | { kind: 'none'; searched: readonly SearchedField[] }
  /** A search found this account, which then could not be read by its id. */
  | { kind: 'vanished'; account: Account }
  /** `lookAlikes`: others who are easily taken for the target, by their names. */
  | { kind: 'one'; target: Target; lookAlikes?: readonly Account[] }
  | { kind: 'several'; candidates: readonly Account[]; more: boolean; unsure?: Unsure };

/** What the directory said to a call. `unknown`: it may or may not have been done. */
export type CallAnswer =
  | ({ kind: 'accepted'; operationUrl?: string; retryAfterSeconds?: number; made?: MadeWithSecret } & TookAway)
  | ({ kind: 'rejected'; why: Why } & TookAway)
  | ({ kind: 'unknown' } & TookAway);

/** What was there before had to be taken away for it, as the card had said. */
interface TookAway {
  tookAway?: true;
}

/** Why the directory does not do what was called for. */
export type Why =
  | 'password-not-accepted'
  | 'denied'
  | 'gone'
  | 'sign-in-again'
  | 'busy'
  | 'not-possible'
  /** There is one already, and the directory makes no other beside it. */
  | 'exists'
  /** The same, and what was there before has been taken away for it. */
  | 'earlier-deleted'
  /** How long it is to last is not what the tenant allows. */
  | 'lifetime'
  /** The tenant does not allow it for this person, or for nobody. */
  | 'not-allowed';

/** What the directory has made, with a secret that stands in its answer alone. */
export interface MadeWithSecret {
  what: Made;
  secret: string;
}

/** A telephone number of an account. */
export interface Phone {
  number: string;
  /** It is kept in Windows Server AD, and nobody can have changed it in the cloud. */
  onPremises: boolean;
}

/** Whether something was taken back. `gone`: it is not there any more. */
export type TakenBack = 'done' | 'gone' | 'denied' | 'unknown';

/** `unreadable`: the caller's role may not read the operation, which says nothing about how it ended. */
export type OperationStatus =
  | { kind: 'succeeded' }
  | { kind: 'failed'; detail?: string }
  | { kind: 'running'; retryAfterSeconds?: number }
  | { kind: 'unreadable' };

/** The directory as one signed-in person may see and change it. Every method may throw a DirectoryError. */
export interface DirectorySession {
  /**
   * Reads the requester's roles and looks for the target: one round trip for an address, at most two otherwise; one more where
   * nobody is called what was written, for those who come close. `action`: what that one needs is read about the target as well.
   */
  find(query: TargetQuery, action?: ActionKind): Promise<{ requester: Requester; finding: SearchResult }>;
  /**
   * Reads the requester's roles and one target by object id, in one round trip; no target: it is gone. With `approver` that
   * person as well, as far as the requester may read them: the roles of the account `id`, and whether that and `chatId` are in use. `clockAhead`: by how many milliseconds the directory's clock is ahead of
   * ours, where it told. `action`: as for find.
   */
  examine(
    targetId: string,
    also?: { approver?: { id: string; chatId: string }; action?: ActionKind },
  ): Promise<{ requester: Requester; target: Target | undefined; approver?: ApproverNow; clockAhead?: number }>;
  /**
   * The roles that come to the requester through these groups and are scoped to a unit; undefined: they are not told;
   * 'outage': the directory gave no answer. One more round trip, for requesters whom nothing else lets act on this target.
   */
  scopedRolesOf(roleGroupIds: readonly string[]): Promise<readonly RoleHolding[] | 'outage' | undefined>;
  /** The active roles for the whole tenant of at most 20 people, by object id in lower case, in one round trip; 'absent': it has no such account. */
  listedRolesOf(objectIds: readonly string[]): Promise<ReadonlyMap<string, Roles | 'absent'>>;
  /** The administrative units of the tenant; undefined: they could not be read, or not to the end. One round trip. */
  units(): Promise<readonly NamedUnit[] | undefined>;
  /** Ends all sessions of the target. Never throws. */
  revokeSessions(targetId: string): Promise<Revocation>;
  /** The sign-in is older than what is done with it: Graph may know nothing yet of a role that was activated since. */
  olderSignIn?: boolean;
  /** Sets the temporary password. Never throws: a lost answer is an answer. */
  resetPassword(targetId: string, password: string): Promise<CallAnswer>;
  /** Makes a Temporary Access Pass; its secret stands in the answer alone. Never throws: a lost answer is an answer. */
  givePass(targetId: string, terms: Terms): Promise<CallAnswer>;
  /** The pass that the target has now, or 'none'. */
  readPass(targetId: string): Promise<Present | 'none'>;
  /** Deletes a pass. Never throws. */
  withdrawPass(targetId: string, passId: string): Promise<TakenBack>;
  /**
   * Names of others who are easily taken for this account, at most MOST_LOOK_ALIKES; undefined: it could not be read whether there
   * are any, or too many people share a part of the name. One round trip, or two.
   */
  namesakesOf(
    account: Pick<Account, 'id' | 'displayName' | 'givenName' | 'surname'>,
  ): Promise<readonly string[] | undefined>;
  /**
   * The manager of an account as the directory names them now; 'none': it names none, or has no such account; undefined: could not
   * be read. One round trip.
   */
  managerOf(targetId: string): Promise<Manager | 'none' | undefined>;
  /**
   * The telephone numbers that the directory holds for an account, those kept on premises first; undefined: could not be read. One
   * round trip.
   */
  phonesOf(targetId: string): Promise<readonly Phone[] | undefined>;
  readOperation(operationUrl: string): Promise<OperationStatus>;
  /**
   * The last password changes of these people, as `lastPasswordChange` tells them; missing where it can't be read. One round trip
   * for each MOST_READ_AT_ONCE of them.
   */
  lastPasswordChanges(targetIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The passes that these people have now; missing where it can't be read. As many round trips. */
  presentPasses(targetIds: readonly string[]): Promise<ReadonlyMap<string, Present | 'none'>>;
  /** The target's last password change, in milliseconds since the epoch by the directory's clock; undefined where it can't be read. */
  lastPasswordChange(targetId: string): Promise<number | undefined>;
}

export interface Directory {
  /** `chatId` is the account of the activity, by which it is known which account /me has to be. `correlationId` goes to Graph as client-request-id, so that our records and Entra's can be joined. */
  as(userToken: string, correlationId: string, chatId: string): DirectorySession;
}

/** Seals secrets so that the store never holds them plain. `context` must be the same at both ends. */
export interface Seal {
  seal(plain: string, context: string): string;
  /** @throws SealError when the text was changed, belongs to another context or was sealed with another key */
  unseal(sealed: string, context: string): string;
}

/** Whose requests are counted: of a person, with all of their accounts, or about a target. */
export type Counted = { requesterIds: readonly string[] } | { targetId: string };

/** Whose requests are listed. */
export type Listed = { requesterId: string } | { targetId: string };

/** Whose requests are followed afterwards: of a person, with all of their accounts, or of everybody. */
export type BegunBy = { requesterIds: readonly string[] } | 'everybody';

/** So many requests may be begun in that time: reached when as many have, this one not counted. */
export interface Limit {
  of: Counted;
  /** Milliseconds since the epoch. */
  since: number;
  atMost: number;
}

/** Where that waits which people were asked about their messages. */
export interface DoubtStore {
  /** Keeps what somebody was asked, until it is taken or another one is kept after its time. */
  keep(doubt: Doubt): Promise<void>;
  /** Writes it again where it has not been taken meanwhile. */
  replace(doubt: Doubt): Promise<void>;
  /** What was asked under this id, even if its time is over. */
  get(id: string): Promise<Doubt | undefined>;
  /** What this person was asked last in this conversation, even if its time is over; an offer asks nothing. */
  latest(of: DoubtsOf): Promise<AskedDoubt | undefined>;
  /** Takes it away, so that only one caller gets it. */
  take(id: string): Promise<Doubt | undefined>;
}

/** Where requests live. A transition and its audit row are written together or not at all. */
export interface RequestStore {
  create(request: Request, audit: AuditEntry): Promise<void>;
  get(id: string): Promise<Request | undefined>;
  /**
   * Compare-and-set: writes `next` only if the stored version is still `next.version`, and returns it with the version counted
   * up. Without `audit` where nothing was decided (a card was sent).
   * @throws StaleRequestError when somebody else was faster, TargetBusyError when another request holds the same target (see
   * busyWith), and LimitReachedError when one of `limits` is reached: all of it judged in the same transaction
   */
  replace(next: Request, audit?: AuditEntry, limits?: readonly Limit[]): Promise<Request>;
  /** Requests that have to be looked at (nextLook), oldest first, at most `limit`. */
  due(now: number, limit: number): Promise<Request[]>;
  /** Requests whose state is to end by itself now, oldest first, at most `limit`: whatever else is owed. */
  lapsed(now: number, limit: number): Promise<Request[]>;
  /** Requests that something is left to do for, of this requester or of all, oldest first. */
  unfinished(requesterId?: string): Promise<Request[]>;
  /** The request that now holds this target (running, unknown, or carried out and not handed over yet), if any. */
  busyWith(targetId: string): Promise<Request | undefined>;
  /** How many requests have begun with their calls at or after that time. */
  begunSince(of: Counted, since: number): Promise<number>;
  /** The requests that have begun with their calls at or after that time, of these requesters or of all, oldest first, at most `limit`. */
  begun(of: BegunBy, since: number, limit: number): Promise<Request[]>;
  /** The latest requests of a requester or about a target, newest first, at most `limit`. */
  history(of: Listed, limit: number): Promise<Request[]>;
  /** Writes an audit row that belongs to no transition. */
  record(audit: AuditEntry): Promise<void>;
  /** The rows of the record that are of this time (`before` not included), in its order, read page by page. */
  recorded(time: { from: number; before: number }): AsyncIterable<RecordedEntry>;
  setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined>;
  /** Sets it together with its audit row. */
  putSetting<Name extends keyof Settings>(name: Name, value: Settings[Name], audit: AuditEntry): Promise<void>;
  /** The same where it still is what it was `before`; false: somebody else has set it since, and nothing is written. */
  replaceSetting<Name extends keyof Settings>(
    name: Name,
    change: { before: Settings[Name] | undefined; after: Settings[Name] },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Keeps what a person asked for until they have signed in; one per person, the newest wins. */
  keepPending(personId: string, command: PendingCommand): Promise<void>;
  /** Takes it away again, so that only one caller gets it; undefined when there is none or it is too old. */
  takePending(personId: string, now: number): Promise<PendingCommand | undefined>;
  /**
   * Takes a message, or what is begun for it, so that only one caller gets it, in whatever process: true for the first, and again
   * after MESSAGE_KEPT.
   */
  takeMessage(key: string, now: number): Promise<boolean>;
  /** Whether it has been taken within that time. */
  isMessageTaken(key: string, now: number): Promise<boolean>;
  /** Gives it back: nothing has been begun for it after all. */
  releaseMessage(key: string): Promise<void>;
  readonly doubts: DoubtStore;
  readonly forgetting: ForgettingStore;
  /** @throws when the store can't be read and written */
  check(): Promise<void>;
  close(): Promise<void>;
}
