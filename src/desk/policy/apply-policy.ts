import type { Because } from '../request/approval.ts';
import type { Refusal } from '../request/refusal.ts';
import type { Circumstances } from './circumstances.ts';
import { limitsReached } from './limits.ts';
import type { Policy } from './policy.ts';

/** What the policy says of one request. */
export type PolicyDecision =
  | { kind: 'one-person' }
  | { kind: 'second-person'; because: Because }
  | { kind: 'refused'; refusal: Refusal };

/** What the policy says of a request under these circumstances: limits first, then the approval rules. */
export function applyPolicy(policy: Pick<Policy, 'approval' | 'limits'>, circumstances: Circumstances): PolicyDecision {
  const limit = limitsReached(policy.limits, circumstances);
  if (limit && policy.limits.above === 'refuse') return { kind: 'refused', refusal: limit };
  const because = limit ?? secondPersonNeeded(policy, circumstances);
  return because ? { kind: 'second-person', because } : { kind: 'one-person' };
}

/**
 * Why the first approval rule that matches needs a second person; undefined when it needs none, or when no rule matches. A
 * policy without any rule needs one always: an empty rule never means anybody.
 */
export function secondPersonNeeded(
  { approval }: Pick<Policy, 'approval'>,
  circumstances: Circumstances,
): Because | undefined {
  if (approval.length === 0) return { rule: 'always', values: {} };
  for (const rule of approval) {
    const opinion = rule(circumstances);
    if (opinion) return opinion === 'one-person' ? undefined : opinion;
  }
  return undefined;
}
