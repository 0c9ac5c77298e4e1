import { USUAL_ACTION } from '../../../action-kinds.ts';
import type { Config } from '../../../config/config.ts';
import type { PolicyInForce } from '../../../config/policy-file.ts';
import { secondPersonNeeded } from '../../../desk/policy/apply-policy.ts';
import type { Circumstances } from '../../../desk/policy/circumstances.ts';
import { demandOf } from '../../../desk/policy/proof-rules.ts';
import { nobodyIsEligible } from '../../../directory/eligible.ts';
import { literal, queryValue } from '../../../directory/search-text.ts';
import { type Finding, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const NONE = { hour: 0, day: 0 };

/** What each request needs where nobody tells which roles a target is eligible for, and else would not, as the finding says it. */
type Needed = 'a second person' | 'more shown of who calls';

/** An old account without roles or groups, of which everything is known, and whose password nobody has reset lately. */
const ORDINARY: Circumstances = {
  now: 0,
  action: USUAL_ACTION,
  targetName: '',
  targetRoles: [],
  targetEligibilityUnknown: false,
  targetGuardsRoles: false,
  targetGroupIds: [],
  targetUnseenGroupIds: [],
  targetCreatedAt: Number.NEGATIVE_INFINITY,
  targetChangedAt: Number.NEGATIVE_INFINITY,
  targetNamesakes: [],
  startedByRequester: NONE,
  startedForTarget: NONE,
};

/** What this policy asks for because it is not known which roles a target is eligible for, and else would not. */
export function askedForWantOfEligible(policy: PolicyInForce): readonly Needed[] {
  const unknown = { ...ORDINARY, targetEligibilityUnknown: true };
  const isSecondPerson = !secondPersonNeeded(policy, ORDINARY) && secondPersonNeeded(policy, unknown) !== undefined;
  const isProof = demandOf(policy.proof, unknown).atLeast > demandOf(policy.proof, ORDINARY).atLeast;
  return [
    ...(isSecondPerson ? (['a second person'] as const) : []),
    ...(isProof ? (['more shown of who calls'] as const) : []),
  ];
}

/**
 * What to do where this person may not read who is eligible for a role, so that each of their resets needs what is `needed`;
 * undefined where they may, where nobody is eligible, and where Graph does not say.
 */
export async function checkEligible(
  { graphEndpoint }: Config,
  inquirer: Inquirer,
  token: string,
  needed: readonly Needed[],
): Promise<Finding | undefined> {
  const filter = queryValue(`roleDefinitionId eq ${literal(GLOBAL_ADMINISTRATOR)}`);
  const list = `${graphEndpoint}/v1.0/roleManagement/directory/roleEligibilityScheduleInstances`;
  const reply = await inquirer.ask(`${list}?$filter=${filter}&$select=id`, { token });
  if (reply.kind === 'silence' || reply.status !== 403) return undefined;
  if (nobodyIsEligible({ ...reply, headers: new Map() })) return undefined;
  return problem(
    `The person of --user may not read who is eligible for a role, so that each of their resets needs ${needed.join(', and ')}.`,
    'Give whoever resets passwords the role Security Reader beside their own.',
    'Or write "eligible": "where-readable" in each rule target-holds-role of the policy file; docs/policy.md says what holds then.',
  );
}
