import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { type Finding, problem } from './finding.ts';
import { type Inquirer, unreachable } from './inquirer.ts';

const refusal = z.object({ error_description: z.string() });
const DISCOVERY =
  'Set AUTHORITY_DISCOVERY to off for a sign-in service that Microsoft does not list; otherwise try again later.';

const NO_MATCH: readonly [found: string, fix: string] = [
  'No federated credential of the application fits the managed identity',
  'Add one to the application BOT_ID: issuer https://login.microsoftonline.com/<BOT_TENANT_ID>/v2.0, the object id of the managed identity as subject, api://AzureADTokenExchange as audience.',
];
const CERTIFICATE: readonly [found: string, fix: string] = [
  'Microsoft Entra ID does not accept the certificate',
  'Upload the certificate of BOT_CERTIFICATE_PATH to the application BOT_ID; renew it if it has expired.',
];

/** Error codes of Microsoft Entra ID ("Microsoft Entra authentication and authorization error codes"). */
const BY_CODE: ReadonlyMap<string, readonly [found: string, fix: string]> = new Map([
  [
    '7000215',
    [
      'Microsoft Entra ID does not accept BOT_CLIENT_SECRET',
      'Make a new client secret for the application BOT_ID, and set its value (not its id) as BOT_CLIENT_SECRET.',
    ],
  ],
  [
    '7000222',
    [
      'BOT_CLIENT_SECRET has expired',
      'Make a new client secret for the application BOT_ID and set it, or use a managed identity, which has none.',
    ],
  ],
  [
    '700016',
    [
      'The tenant has no application with the id BOT_ID',
      'Correct BOT_ID and BOT_TENANT_ID: the id of the Azure Bot, and the tenant in which its application is.',
    ],
  ],
  ['90002', ['There is no tenant with the id BOT_TENANT_ID', 'Correct BOT_TENANT_ID; check CLOUD as well.']],
  [
    '500011',
    [
      'The tenant does not know the service of CHANNEL_SCOPE',
      'Take CHANNEL_SCOPE away, and let CLOUD say which it is.',
    ],
  ],
  ['53003', ['A conditional access policy blocks the bot', 'Take the bot’s identity out of that policy.']],
  ['700027', CERTIFICATE],
  ['7000214', CERTIFICATE],
  ['70021', NO_MATCH],
  ['700211', NO_MATCH],
  ['700212', NO_MATCH],
  ['700213', NO_MATCH],
]);

/** Why the bot got no token of its own. Nothing of the error's text is passed on but its code. */
export async function signInTrouble(error: unknown, config: Config, inquirer: Inquirer): Promise<Finding> {
  const { name, message, code } = detailsOf(error);
  const entra = entraCode(message);
  if (entra !== undefined) return byCode(entra);
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
  const code = refused.success ? entraCode(refused.data.error_description) : undefined;
  if (code !== undefined) return byCode(code);
  return problem(`${host} does not answer as Microsoft Entra ID does.`, 'Correct AZURE_AUTHORITY_HOST.');
}

/** Where Microsoft Entra ID describes the sign-in of the tenant. */
export function openIdConfigurationUrl({ authorityHost, tenantId }: Config): string {
  return `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
}

function entraCode(text: string): string | undefined {
  return /AADSTS(\d+)/.exec(text)?.[1];
}

function byCode(code: string): Finding {
  const [found, fix] = BY_CODE.get(code) ?? [
    'Microsoft Entra ID refuses the bot',
    `Look the code up at https://login.microsoftonline.com/error?code=${code}.`,
  ];
  return problem(`${found} (AADSTS${code}).`, fix);
}

function detailsOf(error: unknown): { name: string; message: string; code?: unknown } {
  if (!(error instanceof Error)) return { name: typeof error, message: '' };
  return { name: error.name, message: error.message, code: 'code' in error ? error.code : undefined };
}
