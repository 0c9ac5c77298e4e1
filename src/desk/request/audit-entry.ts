import type { ActionKind } from '../../action-kinds.ts';
import type { DoneRow } from './duty.ts';

/** What is put on record. Later issues of the chain rely on these names: they are part of the exported record. */
export type AuditEvent =
  | 'request-opened'
  | 'request-choosing'
  | 'request-refused'
  | 'request-picked'
  | 'request-cancelled'
  | 'request-expired'
  | 'approval-asked'
  | 'approval-refused'
  | 'request-approved'
  | 'request-declined'
  | 'reset-started'
  | 'reset-accepted'
  | 'reset-verified'
  | 'reset-not-verifiable'
  | 'reset-failed'
  | 'reset-undone'
  | 'reset-unknown'
  | 'reset-not-called'
  | 'pass-started'
  | 'pass-made'
  | 'pass-verified'
  | 'pass-not-verifiable'
  | 'pass-failed'
  | 'pass-undone'
  | 'pass-unknown'
  | 'pass-not-called'
  | 'pass-shown'
  | 'pass-handed-over'
  | 'pass-erased'
  | 'pass-withdrawn'
  | 'pass-receipt'
  | 'proof-asked'
  | 'proof-not-asked'
  | 'proof-given'
  | 'proof-not-given'
  | 'alarm-raised'
  | 'alarm-ended'
  | 'reminder-asked'
  | 'notice-sent'
  | 'notice-not-sent'
  | 'sessions-revoked'
  | 'sessions-not-revoked'
  | 'handover-waiting'
  | DoneRow
  | 'password-shown'
  | 'password-handed-over'
  | 'password-erased'
  | 'request-taken-over'
  | 'not-allowed'
  | 'approvals-set'
  | 'approvals-proposed'
  | 'approvals-outsiders'
  | 'approvals-address'
  | 'history-shown'
  | 'unused-shown'
  | 'report-shown'
  | 'report-exported'
  | 'policy-in-force'
  | 'forgotten'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-failed';

/** The rows with which a request ends: each request has exactly one of them. */
export const TERMINAL_EVENTS: readonly string[] = [
  'request-refused',
  'request-cancelled',
  'request-expired',
  'request-declined',
  'reset-failed',
  'password-handed-over',
  'password-erased',
  'pass-failed',
  'pass-handed-over',
  'pass-erased',
  'request-taken-over',
] satisfies readonly AuditEvent[];

/** One row of the record. Never holds a secret. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  at: number;
  event: AuditEvent;
  correlationId: string;
  actorId: string;
  actorName: string;
  /** The account that they acted with, or were signed in with, where it is another one; its sign-in name. */
  actingId?: string;
  actingName?: string;
  requestId?: string;
  targetId?: string;
  targetName?: string;
  conversationId?: string;
  /** The rule of a refusal or the cause of a failure. */
  rule?: string;
  reason?: string;
  /** What the requester wrote after "because". */
  note?: string;
  ticket?: string;
  /** What else belongs to the event: why a request was declined, why a second person is needed, the policy itself. */
  detail?: string;
  /** What is to be done to the account; missing: its password is to be reset. */
  action?: ActionKind;
  /** What has shown who calls, or was asked for, as kinds of proof; 'none': the policy wants more than is there, and a second person stands in. */
  proof?: string;
}

/** A row as it comes out of a store: another version, or somebody who can write there, may have put in events that are not known here. */
export type RecordedEntry = Omit<AuditEntry, 'event'> & { event: string };
