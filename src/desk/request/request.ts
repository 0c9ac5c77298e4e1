import type { TeamsTrouble } from '../../errors.ts';
import type { Locale } from '../../locales/locale.ts';
import type { ResetCalls } from '../actions/reset-password/reset-calls.ts';

export type TargetQuery =
  | { by: 'object-id'; value: string }
  | { by: 'address'; value: string }
  | { by: 'employee-number'; value: string }
  | { by: 'name'; value: string; alternative?: string };

/** Whether the sessions of somebody were ended. `unknown`: they may or may not have been. */
export type Revocation = 'done' | 'failed' | 'unknown';

export type RequestState =
  | 'choosing'
  | 'open'
  | 'awaiting-approval'
  | 'approved'
  | 'resetting'
  | 'unknown'
  | 'reset'
  | 'cancelled'
  | 'declined'
  | 'expired'
  | 'refused'
  | 'failed'
  | 'done';

export const REASONS = ['forgot', 'locked-out', 'never-got-one', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** A conversation in Teams, and the card in it that belongs to the request. */
export interface Place {
  serviceUrl: string;
  conversationId: string;
  /** True for the one-to-one chat with the bot. */
  personal: boolean;
  /** Activity id of the card; missing until it was sent. */
  cardId?: string;
}

/** Who asks, and how to talk to them. */
export interface Asker {
  /** Object id in Entra ID. */
  id: string;
  name: string;
  /** Their id on the channel (29:...), which the token service knows them by. */
  channelUserId: string;
  locale: Locale;
  /** IANA name, from the activity. */
  timeZone?: string;
}

export interface ChosenTarget {
  id: string;
  displayName: string;
  userPrincipalName: string;
  givenName?: string;
  surname?: string;
  jobTitle?: string;
  department?: string;
  /** Names of the active roles that are known, for the cards. */
  roleNames: readonly string[];
  /** Names of the roles that it may activate; missing in requests from before they were read. */
  eligibleNames?: readonly string[];
  /** Mastered in Windows Server AD: the outcome is known only when the operation says so. */
  synced: boolean;
  /** False where the confirm card could not know custom and scoped roles yet. */
  rolesComplete: boolean;
  /** The confirm card could not know for which roles it is eligible. */
  eligibilityUnknown?: boolean;
  /** The roles that the confirm card knew: template ids, with @ and the unit's id where scoped, eligible ones marked, sorted. */
  roleIds: readonly string[];
}

export type RefusalRule =
  | 'requester-has-no-role'
  | 'requester-role-does-not-cover'
  | 'requester-roles-unknown'
  | 'target-roles-unknown'
  | 'own-account'
  | 'signed-in-as-another'
  | 'home-other-tenant'
  | 'home-microsoft-account'
  | 'home-google'
  | 'home-facebook'
  | 'home-email-code'
  | 'home-partner'
  | 'home-not-redeemed'
  | 'home-elsewhere'
  | 'target-federated'
  | 'target-domain-unknown'
  | 'target-groups-unknown'
  | 'target-units-unknown'
  | 'target-guards-roles'
  | 'target-eligible'
  | 'target-outside-unit'
  | 'target-synced'
  | 'target-restricted'
  | 'target-gone'
  | 'target-vanished'
  | 'target-changed'
  | 'target-roles-changed'
  | 'requester-roles-changed'
  | 'requester-blocked'
  | 'show-without-role'
  | 'password-not-accepted'
  | 'writeback-policy'
  | 'writeback-minimum-age'
  | 'writeback-protected'
  | 'writeback-agent'
  | 'writeback-failed'
  | 'search-denied'
  | 'search-not-taken'
  | 'answer-not-understood'
  | 'graph-denied'
  | 'not-possible'
  | 'busy'
  | 'sign-in-lapsed'
  | 'sign-in-not-accepted'
  | 'sign-in-not-enough'
  | 'too-many-codes'
  | 'too-many-turns'
  | 'target-already-open'
  | 'mention-not-a-person'
  | 'answer-lost'
  | 'approver-is-requester'
  | 'approver-is-target'
  | 'approver-has-no-role'
  | 'approver-role-does-not-cover'
  | 'approver-roles-unknown'
  | 'approver-account-ended'
  | 'approver-role-ended'
  | 'approver-not-readable'
  | 'no-approvals-conversation'
  | 'approvals-role-in-unit'
  | 'approvals-role-too-weak'
  | 'approvals-outsiders'
  | 'approvals-nobody-else'
  | 'approvals-too-many'
  | 'approvals-people-unknown'
  | 'approvals-same-person'
  | 'approvals-proposal-over'
  | 'limit-requester'
  | 'limit-target'
  | `teams-${Exclude<HandoverTrouble, 'later'>}`;

/** A normal answer with a reason and a way forward. `values` fill the placeholders of its text. */
export interface Refusal {
  rule: RefusalRule;
  values: Readonly<Record<string, string>>;
}

export interface Candidate {
  id: string;
  displayName: string;
  userPrincipalName: string;
}

/** Why a second person is needed: the approval rule that matched. `values` fill the placeholders of its text. */
export interface Because {
  rule: 'always' | 'target-holds-role' | 'target-in-group' | 'requester-resets' | 'limit-requester' | 'limit-target';
  values: Readonly<Record<string, string>>;
}

/** What a second person is asked, and what they said. */
export interface Approval {
  because: Because;
  /** Milliseconds since the epoch. */
  askedAt: number;
  /** The approvals conversation, where the request itself came from a personal chat. */
  place?: Place;
  /** How cards are drawn there. */
  viewer?: { locale: Locale; timeZone?: string };
  decision?: {
    verdict: 'approved' | 'declined';
    by: { id: string; name: string };
    at: number;
    /** Why it was declined. */
    reason?: string;
  };
}

/** Why Teams takes no card for the requester's personal chat; `later`: it says nothing that they could do something about. */
export type HandoverTrouble = Exclude<TeamsTrouble, 'not-found' | 'refused' | 'passing' | 'unknown'> | 'later';

/** One reset, from message to handover. */
export interface ResetRequest extends ResetCalls {
  /** Opaque and unguessable; the only thing that a card carries. */
  id: string;
  version: number;
  state: RequestState;
  correlationId: string;
  requester: Asker;
  place: Place;
  /** The personal chat in which the password is handed over. */
  handover?: Place;
  query?: string;
  candidates?: readonly Candidate[];
  target?: ChosenTarget;
  ticket?: string;
  reason?: Reason;
  /** Free text after "because". */
  note?: string;
  typedPassword: boolean;
  sealedPassword?: string;
  /** Whether the target is to be signed out everywhere, and how that went. */
  signOut?: 'wanted' | Revocation;
  createdAt: number;
  /** When its state ends by itself; missing in a final state. */
  dueAt?: number;
  /** When the sweep has to look at it: its state ends, or something is owed. Missing when nothing is left to do. */
  workAt?: number;
  /** A second person's part in it; missing where nobody else is needed. */
  approval?: Approval;
  /** Its cards do not show its state yet. */
  unshown?: boolean;
  /** How often showing it has failed in a row. */
  showTries?: number;
  /** The state that the requester was last told about in their personal chat. */
  told?: RequestState;
  /** The card in the requester's personal chat that runs an approved request. */
  runCard?: Place;
  /** Why the handover card can't be delivered. */
  undelivered?: HandoverTrouble;
  /** The same as not-installed, in requests that earlier versions have stored. */
  notInstalled?: boolean;
  finishedAt?: number;
  ending?: 'handed-over' | 'erased';
  refusal?: Refusal;
}

/** What a person asked for that needs their sign-in. Holds no typed password. */
export type Errand =
  | { wants: 'reset'; query: TargetQuery; label: string; ticket?: string; note?: string; typedPassword: boolean }
  /** The latest requests about a person; `label` is what was written for them. */
  | { wants: 'history'; query: TargetQuery; label: string }
  /** Requests from personal chats are to be approved in this conversation. */
  | { wants: 'approvals-here' };

/** An errand, kept while its person signs in. */
export interface PendingCommand {
  errand: Errand;
  place: Place;
  asker: Asker;
  /** Milliseconds since the epoch. */
  keptAt: number;
}
