import type { ActionKind } from '../../action-kinds.ts';
import type { Made, Receipt, Terms } from '../actions/kept.ts';
import type { Approval, Approving, Declining, Question } from './approval.ts';
import type { Duty } from './duty.ts';
import type { Asker, Candidate, ChosenTarget, Place, Reach, TakenOver, Unsure } from './people.ts';
import type { Caller } from './proof.ts';
import type { HandoverTrouble, Refusal } from './refusal.ts';
import type { Told } from './told.ts';

/** Whether the sessions of somebody were ended. `unknown`: they may or may not have been. */
export type Revocation = 'done' | 'failed' | 'unknown';

export const REASONS = ['forgot', 'locked-out', 'never-got-one', 'no-method', 'other'] as const;
export type Reason = (typeof REASONS)[number];

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
  /** Activity ids of cards that show something else by now: nothing of this request is drawn there any more. */
  leftCards?: readonly string[];
  /** What the requester wrote for the target. */
  query?: string;
  ticket?: string;
  /** Free text after "because". */
  note?: string;
  typedPassword: boolean;
  /** Milliseconds since the epoch, as all times of a request. */
  createdAt: number;
  /** What is known of who calls; missing until something is. */
  caller?: Caller;
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

interface Offering {
  /** The request that its card has last offered to take the target over from. */
  heldBy?: string;
}

/** What the requester has confirmed. */
interface Confirmed extends About {
  reason?: Reason;
  /** Sign the target out everywhere as well. */
  signOut: boolean;
  /** What was chosen of the action's own; missing where it has nothing to choose. */
  terms?: Terms;
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
  /** What the present call has made is being taken back: an answer to it that comes yet is not taken. */
  givenUp?: true;
  /** The target's last password change before the first call, by the directory's clock. */
  changedBefore?: number;
  /** Of the role by which its requester was let through when the calls began. */
  reach: Reach;
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

/** The same, but for actions whose secret the directory makes: it is not known before the answer. */
type SealedIfOurs = Partial<Sealed>;

/** The directory has done what was asked. */
export interface Accepted extends Begun {
  carriedOutAt: number;
  /** accepted: the directory took it, and nothing tells whether it is in force. */
  verification: 'pending' | 'verified' | 'accepted';
  /** Where the directory tells how it ended. */
  operationUrl?: string;
  /** What the directory made; missing where it made nothing that has to be known later. */
  made?: Made;
  /** How signing out everywhere went; missing before that, and where nobody wanted it. */
  signedOut?: Revocation;
  /** The card in the requester's personal chat that leads to the secret; missing until it was sent. */
  handover?: Place;
  /** When its requester was first shown the secret; missing: they were not. */
  shownAt?: number;
  /** Why that card can't be delivered. */
  undelivered?: HandoverTrouble;
  /** Who is told of it, beside its requester; missing until that is settled. */
  told?: readonly Told[];
}

export interface Over {
  finishedAt: number;
}

/** What becomes of what was made, after its request has ended. */
interface Afterwards {
  /** When it was taken back in the directory, or found to be gone there; missing: it was not. */
  withdrawnAt?: number;
  /** What was last read of it. */
  receipt?: Receipt;
}

/** What is known of a request that ended before anything was done. */
interface Untouched extends Asked, Over {
  target?: ChosenTarget;
  reason?: Reason;
  approval?: Approval;
  runCard?: Place;
}

export type Choosing = Asked & Waiting & { state: 'choosing'; candidates: readonly Candidate[]; unsure?: Unsure };
export type Open = Asked & About & Waiting & Offering & { state: 'open' };
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
export type Running = Begun & SealedIfOurs & Waiting & { state: 'running' };
/** The answer was lost: it may have been done or not. */
export type Unknown = Begun &
  SealedIfOurs &
  Waiting & {
    state: 'unknown';
    /** The directory refused the repeat of a lost call in a way in which it would refuse the secret that is in force. */
    repeatRefused: boolean;
  };
/** Done, and the secret waits for its requester. */
export type CarriedOut = Accepted & Sealed & Waiting & { state: 'carried-out' };
export type Done = Accepted &
  Over &
  Afterwards & {
    state: 'done';
    ending: 'handed-over' | 'erased';
    takenOver?: TakenOver;
  };
type Cancelled = Untouched & { state: 'cancelled' };
type Expired = Untouched & { state: 'expired' };
export type Declined = Asked & Confirmed & Over & { state: 'declined'; approval: Question & { decision: Declining } };
type Refused = Untouched & { state: 'refused'; refusal: Refusal };
export type Failed = Begun &
  Over &
  Afterwards & {
    state: 'failed';
    refusal: Refusal;
    carriedOutAt?: number;
    operationUrl?: string;
    made?: Made;
    signedOut?: Revocation;
    handover?: Place;
    shownAt?: number;
    told?: readonly Told[];
    takenOver?: TakenOver;
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

/** Who is told of what was done, beside the requester; undefined: that is not settled, or nothing was done. */
export function toldOf(request: Request): readonly Told[] | undefined {
  return 'told' in request ? request.told : undefined;
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

/** Why a request was refused or failed; undefined where it was not. */
export function refusalOf(request: Request): Refusal | undefined {
  return 'refusal' in request ? request.refusal : undefined;
}
