import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { PolicyInForce } from '../../../config/policy-file.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

const users = z.object({ value: z.array(z.unknown()) });
const SYNCED = new URLSearchParams({ $filter: 'onPremisesSyncEnabled eq true', $select: 'id', $top: '1' });

/**
 * Whether passwordWriteback fits the tenant: whether it has accounts from Windows Server AD at all. The organization's own
 * onPremisesSyncEnabled is empty with User.Read (Microsoft Graph, "List organizations"), and whether Microsoft Entra
 * Connect writes back takes a permission that the bot does not have.
 */
export async function checkWriteback(
  { graphEndpoint }: Config,
  { passwordWriteback }: PolicyInForce,
  inquirer: Inquirer,
  userToken: string,
): Promise<Finding> {
  const answer = await inquirer.ask(`${graphEndpoint}/v1.0/users?${SYNCED}`, { token: userToken });
  const read = users.safeParse(answer.kind === 'reply' && answer.status === 200 ? answer.body : undefined);
  if (!read.success) return notChecked('Whether the tenant has synced accounts could not be read from Graph.');
  const synced = read.data.value.length > 0;
  if (!synced) {
    return passwordWriteback === 'on'
      ? problem(
          'passwordWriteback is on, but no account comes from Windows Server AD.',
          'Take passwordWriteback out of the policy file.',
        )
      : ok('No account comes from Windows Server AD: passwordWriteback does not matter.');
  }
  if (passwordWriteback === 'unknown') {
    return problem(
      'Accounts come from Windows Server AD, and the policy does not say whether their passwords are written back: they are refused.',
      'Set passwordWriteback in the policy file: on if Password writeback is on in Microsoft Entra Connect, otherwise off.',
    );
  }
  return passwordWriteback === 'on'
    ? ok(
        'Accounts come from Windows Server AD; passwordWriteback is on. Only Microsoft Entra Connect knows whether it is.',
      )
    : ok('Accounts come from Windows Server AD; passwordWriteback is off, so they are refused.');
}
