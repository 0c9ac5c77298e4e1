import type { ActingRole } from '../judging/authority.ts';
import type { EligibilityPolicy } from '../judging/eligibility-policy.ts';
import type { Account, Domain } from '../judging/people-as-read.ts';
import type { CallAnswer, DirectorySession } from '../ports.ts';
import type { AuditEvent } from '../request/audit-entry.ts';
import type { ChosenTarget } from '../request/people.ts';
import type { Refusal, RefusalRule } from '../request/refusal.ts';
import type { Accepted, Begun } from '../request/request.ts';

/** Why the directory does not do what was called for. */
export type Why = Extract<CallAnswer, { kind: 'rejected' }>['why'];

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
}

/** How an accepted call ended, as far as it can be told now. */
export type Ending =
  | { kind: 'verified' | 'accepted' }
  | { kind: 'failed'; refusal: Refusal }
  /** `changeAlone`: the account itself is all that can tell, and may do so soon. */
  | { kind: 'running'; retryAfterSeconds?: number; changeAlone?: true };

/** Something that can be done to an account: one folder for each, and one line in ACTIONS. */
export interface Action {
  /** Who may do it to whom, weakest first. */
  actingRoles: readonly ActingRole[];
  /** Why it can't be done to this account at all, whoever asks; undefined when it can. */
  ineligible(
    account: Account,
    domains: readonly Domain[] | undefined,
    policy: EligibilityPolicy,
  ): RefusalRule | undefined;
  /** A new secret for this person; sealed and stored before the call. */
  prepare(target: ChosenTarget): string;
  /** Does it. Never throws: a lost answer is an answer. */
  call(session: DirectorySession, targetId: string, secret: string): Promise<CallAnswer>;
  /** What the requester is told where the directory does not do it. */
  refusals: Readonly<Record<Exclude<Why, 'sign-in-again'>, RefusalRule>>;
  /** How many further secrets are tried where the directory does not take one. */
  moreSecrets: number;
  /** Refusals of a repeated call that the directory also gives because the earlier one has arrived. */
  mayBeInForce: readonly Why[];
  /**
   * Whether one of the calls with the present secret has arrived. False is no more than "not seen".
   * @throws DirectoryError when the requester has to sign in again.
   */
  arrived(session: DirectorySession, request: Begun): Promise<boolean>;
  /** Looks once how an accepted call ended. Without a session nobody can read it: in the end it stays accepted. */
  ending(session: DirectorySession | undefined, request: Accepted, now: number): Promise<Ending>;
  /** How long the secret waits for its requester. Milliseconds. */
  handover: { lifetime: number };
  record: RecordNames;
}
