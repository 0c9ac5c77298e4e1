import type { AuditEntry, AuditEvent } from '../desk/request/audit-entry.ts';

export type ResetOutcome = 'accepted' | 'verified' | 'failed' | 'unknown';
type Verdict = 'approved' | 'declined';

/** A reset is counted as accepted first, and again as verified, or as failed, once Graph has said how it ended. */
const OUTCOMES: Readonly<Partial<Record<AuditEvent, ResetOutcome>>> = {
  'reset-accepted': 'accepted',
  'reset-verified': 'verified',
  'reset-failed': 'failed',
  'reset-undone': 'failed',
  'reset-unknown': 'unknown',
};

const VERDICTS: Readonly<Partial<Record<AuditEvent, Verdict>>> = {
  'request-approved': 'approved',
  'request-declined': 'declined',
};

const REFUSALS: readonly AuditEvent[] = ['request-refused', 'approval-refused', 'not-allowed'];

export function resetOutcomeOf(event: AuditEvent): ResetOutcome | undefined {
  return OUTCOMES[event];
}

export function verdictOf(event: AuditEvent): Verdict | undefined {
  return VERDICTS[event];
}

/** The rule by which the actor of this row was refused; the event itself where no rule is named. undefined: no refusal. */
export function ruleOf({ event, rule }: Pick<AuditEntry, 'event' | 'rule'>): string | undefined {
  return REFUSALS.includes(event) ? (rule ?? event) : undefined;
}
