/** What is put on record. Later issues of the chain rely on these names: they are part of the exported record. */
export type AuditEvent =
  | 'request-opened'
  | 'request-choosing'
  | 'request-refused'
  | 'request-picked'
  | 'request-cancelled'
  | 'request-expired'
  | 'reset-started'
  | 'reset-accepted'
  | 'reset-verified'
  | 'reset-not-verifiable'
  | 'reset-failed'
  | 'reset-unknown'
  | 'reset-not-called'
  | 'sessions-revoked'
  | 'sessions-not-revoked'
  | 'handover-delivered'
  | 'handover-waiting'
  | 'password-shown'
  | 'password-handed-over'
  | 'password-erased'
  | 'not-allowed'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-failed';

/** One row of the record. Never holds a secret. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  at: number;
  event: AuditEvent;
  correlationId: string;
  actorId: string;
  actorName: string;
  requestId?: string;
  targetId?: string;
  targetName?: string;
  conversationId?: string;
  /** The rule of a refusal or the cause of a failure. */
  rule?: string;
  reason?: string;
  ticket?: string;
}
