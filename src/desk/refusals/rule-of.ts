const REFUSALS: readonly string[] = ['request-refused', 'approval-refused', 'not-allowed'];

/** The rule by which the actor of this row was refused; the event itself where no rule is named. undefined: no refusal. */
export function ruleOf({ event, rule }: { event: string; rule?: string }): string | undefined {
  return REFUSALS.includes(event) ? (rule ?? event) : undefined;
}
