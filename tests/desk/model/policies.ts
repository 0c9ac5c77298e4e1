import type { ActionKind } from '../../../src/action-kinds.ts';
import type { ApprovalRule } from '../../../src/desk/policy/circumstances.ts';
import type { Policy } from '../../../src/desk/policy/policy.ts';
import * as always from '../../../src/desk/policy/rules/always.ts';
import * as never from '../../../src/desk/policy/rules/never.ts';
import * as targetHoldsRole from '../../../src/desk/policy/rules/target-holds-role.ts';
import { approvalSchema } from '../../../src/desk/policy/rules.ts';
import type { Person } from './people.ts';

export interface ModelPolicy {
  policy: Policy;
  /** Whether this target needs a second person whatever has been reset before, written down once more. */
  needsSecondPerson(target: Person, action: ActionKind): boolean;
}

const ROLE = targetHoldsRole.rule({ when: 'target-holds-role' });
const PASSES_BY_TWO = approvalSchema
  .parse([{ when: 'always', action: 'temporary-access-pass' }, { when: 'never' }])
  .map(({ rule }) => rule);
const MANY = 100;

/** By the target's role; limits with a second person above them; limits without; two persons always; two persons for passes alone. */
export const POLICIES: readonly ModelPolicy[] = [
  { policy: policyOf([ROLE], MANY, 'second-person'), needsSecondPerson: ({ standing }) => standing !== 'none' },
  { policy: policyOf([never.rule()], 1, 'second-person'), needsSecondPerson: () => false },
  { policy: policyOf([never.rule()], 2, 'refuse'), needsSecondPerson: () => false },
  { policy: policyOf([always.rule()], 1, 'refuse'), needsSecondPerson: () => true },
  {
    policy: policyOf(PASSES_BY_TWO, MANY, 'second-person'),
    needsSecondPerson: (_, action) => action === 'temporary-access-pass',
  },
];

/** @param perHour resets of one requester, and of one target, within an hour; three times as many within a day. */
function policyOf(approval: readonly ApprovalRule[], perHour: number, above: Policy['limits']['above']): Policy {
  const counts = { hour: perHour, day: perHour * 3 };
  const limits = { perRequester: counts, perTarget: counts, above };
  const approvals = { approvals: 'where-asked', approvalsMove: 'strong-role' } as const;
  const adminAccounts: Policy['adminAccounts'] = { pairs: [], sharedAttribute: 'none' };
  const proofs = { proof: [], proofMissing: 'second-person', asksForNamesakes: false } as const;
  const accounts = { adminAccounts, passwordWriteback: 'on', federatedDomains: 'refuse' } as const;
  return { ...accounts, approval, ...approvals, ...proofs, limits };
}
