import { z } from 'zod';
import type { ActionKind } from '../../action-kinds.ts';
import type { ApprovalRule } from './circumstances.ts';
import * as always from './rules/always.ts';
import { forAction } from './rules/for-action.ts';
import * as never from './rules/never.ts';
import * as requesterResets from './rules/requester-resets.ts';
import * as targetHoldsRole from './rules/target-holds-role.ts';
import * as targetInGroup from './rules/target-in-group.ts';

/** A rule as the file has it, and what it does. */
interface ReadRule {
  data: { when: string; groups?: readonly string[]; action?: ActionKind };
  rule: ApprovalRule;
}

/** Here the first rule that matches decides. */
const LAST_OF_ALL = always.schema.describe(
  'Every request needs a second person. Only as the last rule, unless it is for one action.',
);

/** Every kind of rule, told apart by its `when`. */
const KINDS = [
  kind(targetHoldsRole),
  kind(targetInGroup),
  kind(requesterResets),
  kind({ ...always, schema: LAST_OF_ALL }),
  kind(never),
] as const;

/** These match whatever is known, so that a rule after them would never be looked at. */
const LAST: readonly string[] = ['always', 'never'];

/**
 * The approval rules of the policy file, each read into what it does; without them, a second person is needed where the
 * target holds a role.
 */
export const approvalSchema = z
  .array(z.discriminatedUnion('when', KINDS, { error: `write a rule as {"when": ${names()}}` }))
  .min(1, 'an empty list does not say who may: write [{"when":"never"}] if one person is enough')
  .check(({ value, issues }) => {
    // A rule that could not be read is not in the shape that its type says.
    if (issues.length > 0) return;
    const last = value.findIndex(({ data }) => LAST.includes(data.when) && data.action === undefined);
    if (last === -1 || last === value.length - 1) return;
    const message = `"${value[last]?.data.when}" matches always: put it last, or take out the rules after it`;
    issues.push({ code: 'custom', message, path: [last], input: value });
  })
  .prefault([{ when: 'target-holds-role' }])
  .describe(
    'When a second person must approve. The first rule that matches decides; where none does, one person is enough.',
  );

/** A rule of this kind, which counts for one action alone where it names one. */
function kind<Schema extends z.ZodType<{ when: string; action?: ActionKind }>>(from: {
  schema: Schema;
  rule: (data: z.output<Schema>) => ApprovalRule;
}) {
  return from.schema.transform((data): ReadRule => ({ data, rule: forAction(data.action, from.rule(data)) }));
}

function names(): string {
  return KINDS.map(({ in: schema }) => `"${schema.shape.when.value}"`).join(' or ');
}
