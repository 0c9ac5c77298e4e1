import { ACTION_KINDS, type ActionKind } from '../action-kinds.ts';
import { ACTIONS } from '../desk/actions/actions.ts';
import type { AuditEntry, AuditEvent } from '../desk/request/audit-entry.ts';

type Outcome = 'accepted' | 'verified' | 'failed' | 'unknown';
type Verdict = 'approved' | 'declined';
type AlarmStep = 'raised' | 'ended';

/** What was to show who calls, and what came of it; `relied-on`: a call began with it, or with nothing (`none`). */
interface ProofStep {
  kind: string;
  outcome: 'asked' | 'not-asked' | 'given' | 'not-given' | 'relied-on';
}

/** What was done, and how that went. */
interface ActionOutcome {
  action: ActionKind;
  outcome: Outcome;
}

/** What was called for is counted as accepted first, and again as verified, or as failed, once Graph has said how it ended. */
const OUTCOMES: ReadonlyMap<AuditEvent, ActionOutcome> = new Map(
  ACTION_KINDS.flatMap(action => {
    const { accepted, verified, failed, undone, unknown } = ACTIONS[action].record;
    const of = (event: AuditEvent, outcome: Outcome) => [event, { action, outcome }] as const;
    return [
      of(accepted, 'accepted'),
      of(verified, 'verified'),
      of(failed, 'failed'),
      of(undone, 'failed'),
      of(unknown, 'unknown'),
    ];
  }),
);

const VERDICTS: Readonly<Partial<Record<AuditEvent, Verdict>>> = {
  'request-approved': 'approved',
  'request-declined': 'declined',
};

const ALARMS: Readonly<Partial<Record<AuditEvent, AlarmStep>>> = { 'alarm-raised': 'raised', 'alarm-ended': 'ended' };

const PROOFS: Readonly<Partial<Record<AuditEvent, ProofStep['outcome']>>> = {
  'proof-asked': 'asked',
  'proof-not-asked': 'not-asked',
  'proof-given': 'given',
  'proof-not-given': 'not-given',
  ...Object.fromEntries(ACTION_KINDS.map(action => [ACTIONS[action].record.started, 'relied-on' as const])),
};

export function outcomeOf(event: AuditEvent): ActionOutcome | undefined {
  return OUTCOMES.get(event);
}

export function verdictOf(event: AuditEvent): Verdict | undefined {
  return VERDICTS[event];
}

export function alarmOf(event: AuditEvent): AlarmStep | undefined {
  return ALARMS[event];
}

/** What a row says of proofs: those with which a call begins may be several. */
export function proofsOf({ event, proof }: Pick<AuditEntry, 'event' | 'proof'>): ProofStep[] {
  const outcome = PROOFS[event];
  return outcome && proof ? proof.split(' ').map(kind => ({ kind, outcome })) : [];
}
