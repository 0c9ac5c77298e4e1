import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { ENTRA_NUMBERS, entraNumberIn } from '../../../entra-numbers.ts';
import { type Finding, problem } from './finding.ts';
import { type Inquirer, unreachable } from './inquirer.ts';

const refusal = z.object({ error_description: z.string() });
const DISCOVERY =
  'Set AUTHORITY_DISCOVERY to off for a sign-in service that Microsoft does not list; otherwise try again later.';

/** Why the bot got no token of its own. Nothing of the error's text is passed on but its number. */
export async function signInTrouble(error: unknown, config: Config, inquirer: Inquirer): Promise<Finding> {
  const { name, message, code } = detailsOf(error);
  const number = entraNumberIn(message);
  if (number !== undefined) return byNumber(number);
  if (code === 'ENOENT' || code === 'EACCES') {
    return problem(
      'The file of BOT_CERTIFICATE_PATH can’t be read.',
      'Let it name a PEM file with private key and certificate that the bot’s account may read.',
    );
  }
  if (config.credential.kind === 'managed-identity' || message.startsWith('ManagedIdentityCredential')) {
    return problem(
      'Nothing here gives out tokens of the managed identity.',
      'Run this where the bot runs, and assign the identity to that app; or choose another BOT_CREDENTIAL.',
    );
  }
  return (await authorityTrouble(config, inquirer)) ?? problem(`The bot got no token (${name}).`, DISCOVERY);
}

/** What is wrong with the sign-in service or the tenant, which the credential's own error keeps to itself. */
async function authorityTrouble(config: Config, inquirer: Inquirer): Promise<Finding | undefined> {
  const { host } = new URL(config.authorityHost);
  const answer = await inquirer.ask(openIdConfigurationUrl(config));
  if (answer.kind === 'silence') return problem(...unreachable(host, answer, 'AZURE_AUTHORITY_HOST'));
  if (answer.status === 200) return undefined;
  const refused = refusal.safeParse(answer.body);
  const number = refused.success ? entraNumberIn(refused.data.error_description) : undefined;
  if (number !== undefined) return byNumber(number);
  return problem(`${host} does not answer as Microsoft Entra ID does.`, 'Correct AZURE_AUTHORITY_HOST.');
}

/** Where Microsoft Entra ID describes the sign-in of the tenant. */
export function openIdConfigurationUrl({ authorityHost, tenantId }: Config): string {
  return `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
}

function byNumber(number: string): Finding {
  const [found, fix] = ENTRA_NUMBERS.get(number)?.ofBot ?? [
    'Microsoft Entra ID refuses the bot',
    `Look the code up at https://login.microsoftonline.com/error?code=${number}.`,
  ];
  return problem(`${found} (AADSTS${number}).`, fix);
}

function detailsOf(error: unknown): { name: string; message: string; code?: unknown } {
  if (!(error instanceof Error)) return { name: typeof error, message: '' };
  return { name: error.name, message: error.message, code: 'code' in error ? error.code : undefined };
}
