import type { ActingRole } from '../judging/authority.ts';
import type { EligibilityPolicy } from '../judging/eligibility-policy.ts';
import type { Target } from '../judging/people-as-read.ts';
import type { CallAnswer, DirectorySession, TakenBack, Why } from '../ports.ts';
import type { AuditEvent } from '../request/audit-entry.ts';
import type { EventOf } from '../request/events.ts';
import type { ChosenTarget } from '../request/people.ts';
import type { Refusal, RefusalRule } from '../request/refusal.ts';
import type { Accepted, Begun, Done, Failed } from '../request/request.ts';
import type { Choices, Findings, Made, Receipt, Terms } from './kept.ts';

/** What stands on record of an action, in the order in which it happens. The names never change: exports hold them. */
export interface RecordNames {
  started: AuditEvent;
  notCalled: AuditEvent;
  unknown: AuditEvent;
  accepted: AuditEvent;
  verified: AuditEvent;
  notVerifiable: AuditEvent;
  failed: AuditEvent;
  /** It did not hold, after its request had ended. */
  undone: AuditEvent;
  shown: AuditEvent;
  handedOver: AuditEvent;
  erased: AuditEvent;
  /** What was made is taken back in the directory; missing where nothing can be. */
  withdrawn?: AuditEvent;
  /** What has become of it was read. */
  receipt?: AuditEvent;
}

/** How an accepted call ended, as far as it can be told now. */
export type Ending =
  | { kind: 'verified' | 'accepted' }
  | { kind: 'failed'; refusal: Refusal }
  /** `changeAlone`: the account itself is all that can tell, and may do so soon. */
  | { kind: 'running'; retryAfterSeconds?: number; changeAlone?: true };

/**
 * What was found of a call whose answer was lost. `arrived`: it is in force, with the secret that we know; `undone`: it was, with
 * a secret that nobody knows, and has been taken back, so that it can be made anew; `not-seen`: it may arrive yet.
 */
export type LostCall = 'arrived' | 'undone' | 'not-seen';

/** Whether whoever got a secret has made it worthless. `unused`: it still opens the account; `used`: used, changed, over or gone. */
export type Use = 'unused' | 'used' | 'not-known';

/** With what a call is made. */
export interface HowToCall {
  /** Ours; undefined where the directory makes it. */
  secret: string | undefined;
  /** Whether a further call of it would still be over before somebody else finds out what became of it. */
  isInTime(): boolean;
}

/** Whether what is there under this id is not known to be another request's, or another call's of the same one. */
export type IsUnclaimed = (id: string) => Promise<boolean>;

/** Something that can be done to an account: one folder for each, and one line in ACTIONS. */
export interface Action {
  /** Who may do it to whom, weakest first. */
  actingRoles: readonly ActingRole[];
  /** Why it can't be done to this account at all, whoever asks; undefined when it can. */
  ineligible(target: Target, policy: EligibilityPolicy): RefusalRule | undefined;
  /**
   * What of the findings has changed since the card showed them, so that it has to be asked anew; undefined: nothing. `begun`: the
   * request, where calls of its own may be what has changed them.
   */
  changed?(
    shown: Findings | undefined,
    present: Findings | undefined,
    begun: Begun | undefined,
  ): RefusalRule | undefined;
  /**
   * What is called for, from what the requester has chosen, or why it can't be; without a choice what is usual in the tenant.
   * Missing where there is nothing to choose. `now` is in milliseconds since the epoch.
   */
  settle?(chosen: Terms | undefined, findings: Findings | undefined, now: number): Terms | Refusal;
  /** What the requester can choose of, as its card offers it; missing where there is nothing. */
  choices?(findings: Findings | undefined, now: number): Choices;
  /** A new secret of our own for this person; sealed and stored before the call. Missing where the directory makes it. */
  prepare?(target: ChosenTarget): string;
  /** Does it. Never throws: a lost answer is an answer. */
  call(session: DirectorySession, request: Begun, how: HowToCall): Promise<CallAnswer>;
  /** What the requester is told where the directory does not do it; of all others that it was not possible. */
  refusals: Readonly<Partial<Record<Why, RefusalRule>>>;
  /** How many further secrets are tried where the directory does not take one, or where one was lost. */
  moreSecrets: number;
  /** Refusals of a repeated call that the directory also gives because the earlier one has arrived. */
  mayBeInForce: readonly Why[];
  /**
   * What a further call means after a lost one. `same-secret`: the same once more, so that its refusal says nothing;
   * `look-then-replace`: what was made before is looked for and taken back first, so that it can be believed.
   */
  again: 'same-secret' | 'look-then-replace';
  /**
   * Looks whether one of the calls with the present secret has arrived.
   * @throws DirectoryError when the requester has to sign in again, or where the look has to succeed first
   */
  afterLost(session: DirectorySession, request: Begun, isUnclaimed: IsUnclaimed): Promise<LostCall>;
  /** How far it is confirmed by the directory's answer alone. */
  confirmed(request: Begun, answer: Pick<EventOf<'accepted'>, 'operationUrl'>): Accepted['verification'];
  /** Looks once how an accepted call ended. Without a session nobody can read it: in the end it stays accepted. */
  ending(session: DirectorySession | undefined, request: Accepted, now: number): Promise<Ending>;
  handover: {
    /**
     * Until when a secret that has waited since then is kept for its requester. Milliseconds since the epoch; `clockAhead`: by how
     * many the directory's clock is ahead of ours.
     */
    until(since: number, made: Made | undefined, clockAhead?: number): number;
  };
  /**
   * What has become of the secrets of these requests, by their ids, as the directory tells it now; missing: not known. `now` is in
   * milliseconds since the epoch. @throws DirectoryError
   */
  uses(session: DirectorySession, requests: readonly Done[], now: number): Promise<ReadonlyMap<string, Use>>;
  /** What can be done with what was made, once it was; missing where that can't be undone. */
  afterwards?: Afterwards;
  record: RecordNames;
}

/** For what lives on in the directory after its request has ended. */
export interface Afterwards {
  /** What the requester is told where it could not be taken back, or not be read. */
  refusals: { withdraw: RefusalRule; read: RefusalRule };
  /** Takes it back, also where it is only known that a lost call may have made it. Never throws. */
  withdraw(session: DirectorySession, request: Accepted | Failed, isUnclaimed: IsUnclaimed): Promise<TakenBack>;
  /** When it is over by itself, by the directory's clock. Milliseconds since the epoch. */
  endsAt(request: Accepted | Failed): number;
  /** What has become of it. Throws as the directory does. */
  read(session: DirectorySession, request: Done, now: number): Promise<Receipt>;
}
