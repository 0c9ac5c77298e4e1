import type { ActionKind } from '../../../src/action-kinds.ts';
import type { ApprovalRule } from '../../../src/desk/policy/circumstances.ts';
import type { Policy } from '../../../src/desk/policy/policy.ts';
import { proofSchema } from '../../../src/desk/policy/proof-rules.ts';
import * as always from '../../../src/desk/policy/rules/always.ts';
import * as never from '../../../src/desk/policy/rules/never.ts';
import * as targetHoldsRole from '../../../src/desk/policy/rules/target-holds-role.ts';
import { approvalSchema } from '../../../src/desk/policy/rules.ts';
import type { AskedProof } from '../../../src/desk/request/proof.ts';
import type { Person } from './people.ts';

export interface ModelPolicy {
  policy: Policy;
  /** Whether this target needs a second person whatever has been reset before, written down once more. */
  needsSecondPerson(target: Person, action: ActionKind): boolean;
  /** How much has to be shown of whoever calls for this target, and whether a second person can never stand in, once more. */
  wantsShown(target: Person, action: ActionKind): 0 | 1 | 2;
  /** What alone counts for that; missing: all of that level. */
  countsAlone?: AskedProof;
  refusesWithout: boolean;
}

const ROLE = targetHoldsRole.rule({ when: 'target-holds-role' });
const PASSES_BY_TWO = approvalSchema
  .parse([{ when: 'always', action: 'temporary-access-pass' }, { when: 'never' }])
  .map(({ rule }) => rule);
const MANY = 100;
const ALWAYS_1 = { when: 'always', atLeast: 1 };

const NOTHING: Pick<ModelPolicy, 'wantsShown' | 'refusesWithout'> = { wantsShown: () => 0, refusesWithout: false };
const NEVER_TWO = { needsSecondPerson: () => false };

/** By the target's role; limits with a second person above them; limits without; two persons always; two persons for passes alone; what shows who calls. */
export const POLICIES: readonly ModelPolicy[] = [
  {
    ...NOTHING,
    policy: policyOf([ROLE], MANY, 'second-person'),
    needsSecondPerson: ({ standing }) => standing !== 'none',
  },
  { ...NOTHING, ...NEVER_TWO, policy: policyOf([never.rule()], 1, 'second-person') },
  { ...NOTHING, ...NEVER_TWO, policy: policyOf([never.rule()], 2, 'refuse') },
  { ...NOTHING, policy: policyOf([always.rule()], 1, 'refuse'), needsSecondPerson: () => true },
  {
    ...NOTHING,
    policy: policyOf(PASSES_BY_TWO, MANY, 'second-person'),
    needsSecondPerson: (_, action) => action === 'temporary-access-pass',
  },
  {
    ...NEVER_TWO,
    policy: wanting([ALWAYS_1, { when: 'target-holds-role', atLeast: 2 }], 'second-person'),
    wantsShown: ({ standing }) => (standing === 'none' ? 1 : 2),
    refusesWithout: false,
  },
  {
    ...NEVER_TWO,
    policy: wanting([ALWAYS_1, { when: 'action', action: 'temporary-access-pass', atLeast: 2 }], 'refuse'),
    wantsShown: (_, action) => (action === 'temporary-access-pass' ? 2 : 1),
    refusesWithout: true,
  },
  {
    policy: wanting([{ when: 'always', atLeast: 2 }], 'second-person', [ROLE]),
    needsSecondPerson: ({ standing }) => standing !== 'none',
    wantsShown: () => 2,
    refusesWithout: false,
  },
  {
    ...NEVER_TWO,
    policy: wanting([{ when: 'always', atLeast: 2, of: ['manager'] }], 'second-person'),
    wantsShown: () => 2,
    countsAlone: 'manager',
    refusesWithout: false,
  },
];

/** @param rules of the policy file, about who calls. */
function wanting(
  rules: readonly object[],
  proofMissing: Policy['proofMissing'],
  approval: readonly ApprovalRule[] = [never.rule()],
): Policy {
  const proof = proofSchema.parse(rules).map(({ rule }) => rule);
  return { ...policyOf(approval, MANY, 'second-person'), proof, proofMissing };
}

/** @param perHour resets of one requester, and of one target, within an hour; three times as many within a day. */
function policyOf(approval: readonly ApprovalRule[], perHour: number, above: Policy['limits']['above']): Policy {
  const counts = { hour: perHour, day: perHour * 3 };
  const limits = { perRequester: counts, perTarget: counts, above };
  const approvals = { approvals: 'where-asked', approvalsMove: 'strong-role' } as const;
  const adminAccounts: Policy['adminAccounts'] = { pairs: [], sharedAttribute: 'none' };
  const proofs = {
    proof: [],
    proofMissing: 'second-person',
    asksForNamesakes: false,
    retention: { requests: 400, record: 'for-good' },
  } as const;
  const notices = { target: false, manager: false, name: false };
  const accounts = { adminAccounts, passwordWriteback: 'on', federatedDomains: 'refuse' } as const;
  return { ...accounts, approval, ...approvals, ...proofs, notices, limits };
}
