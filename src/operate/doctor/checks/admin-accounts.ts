import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { PolicyInForce } from '../../../config/policy-file.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

const USER = z.object({ accountEnabled: z.boolean() });

/** Whether the accounts that the policy pairs exist and may sign in. */
export async function checkAdminAccounts(
  { graphEndpoint }: Config,
  { adminAccounts: { pairs } }: PolicyInForce,
  inquirer: Inquirer,
  token: string,
): Promise<Finding> {
  const ids = pairs.flatMap(({ person, account }) => [person, account]);
  const states = new Map<string, State>();
  // One after the other: a policy has hundreds of them at most, and nobody waits for the doctor.
  for (const id of ids) states.set(id, await stateOf(`${graphEndpoint}/v1.0/users/${id}`, inquirer, token));
  const those = (state: State) => ids.filter(id => states.get(id) === state).join(', ');
  const [gone, blocked, unread] = [those('gone'), those('blocked'), those('unread')];
  const found = [
    gone && `There are no accounts with these ids of adminAccounts.pairs: ${gone}.`,
    blocked && `These accounts of adminAccounts.pairs are blocked: ${blocked}.`,
  ].filter(text => text !== '');
  if (found.length > 0) {
    return problem(found.join(' '), 'Correct these pairs in the policy file, or take them out, and restart the bot.');
  }
  if (unread) {
    return notChecked(
      `The person of --user may not read these accounts of adminAccounts.pairs: ${unread}.`,
      'Run npm run doctor -- --user <object id> for an administrator whose role is for the whole tenant.',
    );
  }
  return ok(`The accounts that the policy pairs exist and are not blocked: ${ids.length}.`);
}

type State = 'in use' | 'blocked' | 'gone' | 'unread';

async function stateOf(url: string, inquirer: Inquirer, token: string): Promise<State> {
  const reply = await inquirer.ask(`${url}?$select=id,accountEnabled`, { token });
  if (reply.kind === 'silence') return 'unread';
  if (reply.status === 404) return 'gone';
  const user = USER.safeParse(reply.status === 200 ? reply.body : undefined);
  if (!user.success) return 'unread';
  return user.data.accountEnabled ? 'in use' : 'blocked';
}
