import type { Config } from '../../../config/config.ts';
import type { PolicyInForce } from '../../../config/policy-file.ts';
import { NO_ANSWER } from '../../../directory/graph-answer.ts';
import { readUnseenGroups, visibilityItems } from '../../../directory/visibility.ts';
import { type Finding, ok, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

/**
 * Whether it can be known who is in the groups that the policy names: who is in one that hides its members, was deleted or can't
 * be read is not, so that everybody counts as in it.
 * @throws DirectoryError when the token is not accepted
 */
export async function checkGroups(
  { graphEndpoint }: Config,
  { groupIds }: PolicyInForce,
  inquirer: Inquirer,
  token: string,
): Promise<Finding> {
  const read = visibilityItems(groupIds).map(async ({ id, url, headers }) => {
    const reply = await inquirer.ask(`${graphEndpoint}/v1.0${url}`, { token, headers });
    const { status, body } = reply.kind === 'reply' ? reply : { status: NO_ANSWER, body: undefined };
    return [id, { status, headers: new Map<string, string>(), body }] as const;
  });
  const answers = new Map(await Promise.all(read));
  const none = { status: NO_ANSWER, headers: new Map<string, string>(), body: undefined };
  const unseen = readUnseenGroups({ get: id => answers.get(id) ?? none }, groupIds);
  if (unseen.length === 0) return ok(`The groups of the policy show their members: ${groupIds.length}.`);
  return problem(
    `It can’t be known who is in these groups of the policy, so that everybody counts as in them: ${unseen.join(', ')}.`,
    'Where such a group, or a group within it, hides its members (visibility HiddenMembership), name one that shows them in target-in-group.',
    'Take groups that were deleted out of the policy file.',
  );
}
