/** Rules that may want a second person as well as a proof. */
export type SharedRule = 'always' | 'target-holds-role' | 'target-in-group' | 'requester-resets';

/** Why something is needed: the rule that matched. `values` fill the placeholders of its text. */
export interface Match<Rule extends string> {
  rule: Rule;
  values: Readonly<Record<string, string>>;
}
