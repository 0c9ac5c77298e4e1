import type { ActionKind } from '../../action-kinds.ts';
import type { TeamsTrouble } from '../../errors.ts';
import type { Locale } from '../../locales/locale.ts';
import type { Duty } from './duty.ts';
import type { Particulars } from './particulars.ts';

export type TargetQuery =
  | { by: 'object-id'; value: string }
  | { by: 'address'; value: string }
  | { by: 'employee-number'; value: string }
  | { by: 'name'; value: string; alternative?: string };

/** Whether the sessions of somebody were ended. `unknown`: they may or may not have been. */
export type Revocation = 'done' | 'failed' | 'unknown';

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

export interface ChosenTarget extends Particulars {
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

/** What a second person is asked. */
export interface Question {
  because: Because;
  /** Milliseconds since the epoch. */
  askedAt: number;
  /** The approvals conversation, where the request itself came from a personal chat. */
  place?: Place;
  /** How cards are drawn there. */
  viewer?: { locale: Locale; timeZone?: string };
}

interface Said {
  by: { id: string; name: string };
  at: number;
}

/** What the second person said; a refusal has its reason. */
export type Approving = Said & { verdict: 'approved' };
export type Declining = Said & { verdict: 'declined'; reason: string };

/** A second person's part in a request: what they are asked, and what they said, once they have. */
export type Approval = Question & { decision?: Approving | Declining };

/** Why Teams takes no card for the requester's personal chat; `later`: it says nothing that they could do something about. */
export type HandoverTrouble = Exclude<TeamsTrouble, 'not-found' | 'refused' | 'passing' | 'unknown'> | 'later';

/** What was asked: in every state of a request. */
export interface Asked {
  /** Opaque and unguessable; the only thing that a card carries. */
  id: string;
  version: number;
  /** What is to be done to the account. */
  action: ActionKind;
  correlationId: string;
  requester: Asker;
  place: Place;
  /** What the requester wrote for the target. */
  query?: string;
  ticket?: string;
  /** Free text after "because". */
  note?: string;
  typedPassword: boolean;
  /** Milliseconds since the epoch, as all times of a request. */
  createdAt: number;
  /** What is still owed to people, and what is still to be found out. */
  duties: readonly Duty[];
}

/** A state that ends by itself. */
interface Waiting {
  dueAt: number;
}

interface About {
  target: ChosenTarget;
}

/** What the requester has confirmed. */
interface Confirmed extends About {
  reason?: Reason;
  /** Sign the target out everywhere as well. */
  signOut: boolean;
}

/** What a request remembers of the calls with its present secret. */
export interface Calls {
  /** Calls with a new secret so far. */
  attempts: number;
  /** When the first call with the present secret began. */
  startedAt: number;
  /** When further calls with it began. */
  repeatedAt: readonly number[];
  /** By how many milliseconds the directory's clock was ahead of ours at the latest claim, where it told. */
  clockAhead?: number;
  /** When the calls with the present secret began by the directory's clock, to tell later whether one arrived. */
  calledAt: readonly number[];
  /** The target's last password change before the first call, by the directory's clock. */
  changedBefore?: number;
}

/** The calls have begun. */
export interface Begun extends Asked, Confirmed, Calls {
  /** Missing where nobody else was needed. */
  approval?: Question & { decision: Approving };
  /** The card in the requester's personal chat with which an approved request was run. */
  runCard?: Place;
}

/** The secret is in the store, sealed. */
interface Sealed {
  sealed: string;
}

/** The directory has done what was asked. */
export interface Accepted extends Begun {
  carriedOutAt: number;
  /** accepted: the directory took it, and nothing tells whether it is in force. */
  verification: 'pending' | 'verified' | 'accepted';
  /** Where the directory tells how it ended. */
  operationUrl?: string;
  /** How signing out everywhere went; missing before that, and where nobody wanted it. */
  signedOut?: Revocation;
  /** The card in the requester's personal chat that leads to the secret; missing until it was sent. */
  handover?: Place;
  /** Why that card can't be delivered. */
  undelivered?: HandoverTrouble;
}

export interface Over {
  finishedAt: number;
}

/** What is known of a request that ended before anything was done. */
interface Untouched extends Asked, Over {
  target?: ChosenTarget;
  reason?: Reason;
  approval?: Approval;
  runCard?: Place;
}

export type Choosing = Asked & Waiting & { state: 'choosing'; candidates: readonly Candidate[] };
export type Open = Asked & About & Waiting & { state: 'open' };
export type AwaitingApproval = Asked & Confirmed & Waiting & { state: 'awaiting-approval'; approval: Question };
export type Approved = Asked &
  Confirmed &
  Waiting & {
    state: 'approved';
    approval: Question & { decision: Approving };
    /** The card in the requester's personal chat with which it is run. */
    runCard?: Place;
  };
/** A process has claimed it, and calls the directory. */
export type Running = Begun & Sealed & Waiting & { state: 'running' };
/** The answer was lost: it may have been done or not. */
export type Unknown = Begun &
  Sealed &
  Waiting & {
    state: 'unknown';
    /** The directory refused the repeat of a lost call in a way in which it would refuse the secret that is in force. */
    repeatRefused: boolean;
  };
/** Done, and the secret waits for its requester. */
export type CarriedOut = Accepted & Sealed & Waiting & { state: 'carried-out' };
export type Done = Accepted & Over & { state: 'done'; ending: 'handed-over' | 'erased' };
type Cancelled = Untouched & { state: 'cancelled' };
type Expired = Untouched & { state: 'expired' };
export type Declined = Asked & Confirmed & Over & { state: 'declined'; approval: Question & { decision: Declining } };
type Refused = Untouched & { state: 'refused'; refusal: Refusal };
export type Failed = Begun &
  Over & {
    state: 'failed';
    refusal: Refusal;
    carriedOutAt?: number;
    operationUrl?: string;
    signedOut?: Revocation;
    handover?: Place;
  };

/** One request, from message to handover. */
export type Request =
  | Choosing
  | Open
  | AwaitingApproval
  | Approved
  | Running
  | Unknown
  | CarriedOut
  | Done
  | Cancelled
  | Expired
  | Declined
  | Refused
  | Failed;

export type RequestState = Request['state'];

/** The request in one of these states. */
export type In<State extends RequestState> = Extract<Request, { state: State }>;

export const STATES = [
  'choosing',
  'open',
  'awaiting-approval',
  'approved',
  'running',
  'unknown',
  'carried-out',
  'done',
  'cancelled',
  'expired',
  'declined',
  'refused',
  'failed',
] as const satisfies readonly RequestState[];

/** Whom a request is about; undefined where nobody was chosen. */
export function targetOf(request: Request): ChosenTarget | undefined {
  return 'target' in request ? request.target : undefined;
}

/** A second person's part in a request; undefined where there is none. */
export function approvalOf(request: Request): Approval | undefined {
  return 'approval' in request ? request.approval : undefined;
}

/** When the state of a request ends by itself, in milliseconds since the epoch; undefined: never. */
export function dueAtOf(request: Request): number | undefined {
  return 'dueAt' in request ? request.dueAt : undefined;
}

/** Whether the time of its state is over. `now` is in milliseconds since the epoch. */
export function hasLapsed(request: Request, now: number): boolean {
  const dueAt = dueAtOf(request);
  return dueAt !== undefined && dueAt <= now;
}

/** The target that a request holds, so that no other one begins with it: from the call until the secret is gone. */
export function heldTarget(request: Request): string | undefined {
  const { state } = request;
  return state === 'running' || state === 'unknown' || state === 'carried-out' ? request.target.id : undefined;
}

/** Why a request was refused or failed; undefined where it was not. */
export function refusalOf(request: Request): Refusal | undefined {
  return 'refusal' in request ? request.refusal : undefined;
}

/** What a person asked for that needs their sign-in. Holds no typed password. */
export type Errand =
  | {
      wants: 'action';
      action: ActionKind;
      query: TargetQuery;
      label: string;
      ticket?: string;
      note?: string;
      typedPassword: boolean;
    }
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
