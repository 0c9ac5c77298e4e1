import { ACTION_KINDS, type ActionKind } from '../action-kinds.ts';
import { ACTIONS } from '../desk/actions/actions.ts';
import type { AuditEntry, AuditEvent } from '../desk/request/audit-entry.ts';

type Outcome = 'accepted' | 'verified' | 'failed' | 'unknown';
type Verdict = 'approved' | 'declined';

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

const REFUSALS: readonly AuditEvent[] = ['request-refused', 'approval-refused', 'not-allowed'];

export function outcomeOf(event: AuditEvent): ActionOutcome | undefined {
  return OUTCOMES.get(event);
}

export function verdictOf(event: AuditEvent): Verdict | undefined {
  return VERDICTS[event];
}

/** The rule by which the actor of this row was refused; the event itself where no rule is named. undefined: no refusal. */
export function ruleOf({ event, rule }: Pick<AuditEntry, 'event' | 'rule'>): string | undefined {
  return REFUSALS.includes(event) ? (rule ?? event) : undefined;
}
