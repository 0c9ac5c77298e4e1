import { USUAL_ACTION } from '../../../action-kinds.ts';
import type { Config } from '../../../config/config.ts';
import type { PolicyInForce } from '../../../config/policy-file.ts';
import { secondPersonNeeded } from '../../../desk/policy/apply-policy.ts';
import type { Circumstances } from '../../../desk/policy/circumstances.ts';
import { nobodyIsEligible } from '../../../directory/eligible.ts';
import { literal, queryValue } from '../../../directory/search-text.ts';
import { type Finding, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const NONE = { hour: 0, day: 0 };

/** An account without roles or groups, of which everything is known, and whose password nobody has reset lately. */
const ORDINARY: Circumstances = {
  now: 0,
  action: USUAL_ACTION,
  targetName: '',
  targetRoles: [],
  targetEligibilityUnknown: false,
  targetGuardsRoles: false,
  targetGroupIds: [],
  targetUnseenGroupIds: [],
  targetCreatedAt: undefined,
  targetChangedAt: undefined,
  targetNamesakes: [],
  startedByRequester: NONE,
  startedForTarget: NONE,
};

/** Whether not knowing which roles a target is eligible for is what makes this policy ask for a second person. */
export function asksForWantOfEligible(policy: PolicyInForce): boolean {
  if (secondPersonNeeded(policy, ORDINARY)) return false;
  return secondPersonNeeded(policy, { ...ORDINARY, targetEligibilityUnknown: true }) !== undefined;
}

/**
 * What to do where this person may not read who is eligible for a role, so that each of their resets needs a second person;
 * undefined where they may, where nobody is eligible, and where Graph does not say.
 */
export async function checkEligible(
  { graphEndpoint }: Config,
  inquirer: Inquirer,
  token: string,
): Promise<Finding | undefined> {
  const filter = queryValue(`roleDefinitionId eq ${literal(GLOBAL_ADMINISTRATOR)}`);
  const list = `${graphEndpoint}/v1.0/roleManagement/directory/roleEligibilityScheduleInstances`;
  const reply = await inquirer.ask(`${list}?$filter=${filter}&$select=id`, { token });
  if (reply.kind === 'silence' || reply.status !== 403) return undefined;
  if (nobodyIsEligible({ ...reply, headers: new Map() })) return undefined;
  return problem(
    'The person of --user may not read who is eligible for a role, so that each of their resets needs a second person.',
    'Give whoever resets passwords the role Security Reader beside their own.',
    'Or write "eligible": "where-readable" in the rule target-holds-role of the policy file; docs/policy.md says what holds then.',
  );
}
