import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PermissionSet } from '../src/directory/permissions.ts';
import { AzError, InstallationError, runAz } from './az.ts';
import { at, listAt, same, textAt, textsAt } from './checkup/json.ts';
import { permissionSetOf, permissionsAsked } from './checkup/permissions.ts';
import { type Hands, workingHands } from './hands.ts';
import { patiently } from './patience.ts';

const MANIFEST = path.resolve(import.meta.dirname, '../aad.manifest.json');
export const GRAPH = 'https://graph.microsoft.com/v1.0';
/** Name of the federated credential on the application; a second run finds it again by this name. */
const CREDENTIAL = 'nyckel-azure-bot';
/** Azure Bot's token service as federated subjects write it: the bytes of its client id in base64url. */
const TOKEN_SERVICE = '9ExAW52n_ky4ZiS_jhpJIQ';
/** Where people sign in, by the region of the Azure Bot (Azure Bot, "OAuth URL support"). */
const SIGN_IN_HOSTS = { global: 'token.botframework.com', westeurope: 'europe.token.botframework.com' } as const;
type BotRegion = keyof typeof SIGN_IN_HOSTS;
/** What Teams asks a token for. */
const SCOPE = 'access_as_user';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const USAGE = `Usage: node infra/entra-app.ts [application|credential]
Brings the Entra application that people sign in to in line with aad.manifest.json, and lets Azure Bot's token service act
for it without a secret; with one of the words, does only that. A second run changes nothing, and neither does
one with the id of an application that is not this bot's. Needs a signed-in Azure CLI and
  AAD_APP_CLIENT_ID  the application's client id
  BOT_ID             the bot's client id, an output of the deployment
  BOT_TENANT_ID      the tenant's id, an output of the deployment
  BOT_REGION         global or westeurope, as in the deployment; global unless set
  GRAPH_PERMISSIONS  broad or narrow, as in the deployment; broad unless set
What Microsoft Entra ID does not know everywhere yet is tried again for two minutes.`;

/** What one installation has; all ids are GUIDs. */
export interface Installation {
  aadAppClientId: string;
  botId: string;
  tenantId: string;
  botRegion: BotRegion;
  graphPermissions: PermissionSet;
}

/** Reads ids and region. Throws an InstallationError that names every variable that is missing or wrong. */
export function readInstallation(env: Readonly<Record<string, string | undefined>>): Installation {
  const wrong = ['AAD_APP_CLIENT_ID', 'BOT_ID', 'BOT_TENANT_ID'].filter(name => !GUID.test(env[name] ?? ''));
  if (wrong.length > 0) throw new InstallationError(`Set ${wrong.join(', ')} to a GUID.\n\n${USAGE}`);
  const botRegion = env.BOT_REGION || 'global';
  if (!isRegion(botRegion)) throw new InstallationError(`Set BOT_REGION to global or westeurope.\n\n${USAGE}`);
  const graphPermissions = permissionSetOf(env.GRAPH_PERMISSIONS);
  if (!graphPermissions) throw new InstallationError(`Set GRAPH_PERMISSIONS to broad or narrow.\n\n${USAGE}`);
  const id = (name: string) => (env[name] ?? '').toLowerCase();
  const ids = { aadAppClientId: id('AAD_APP_CLIENT_ID'), botId: id('BOT_ID'), tenantId: id('BOT_TENANT_ID') };
  return { ...ids, botRegion, graphPermissions };
}

function isRegion(given: string): given is BotRegion {
  return Object.hasOwn(SIGN_IN_HOSTS, given);
}

/**
 * The application as Microsoft Graph updates it: the manifest without what Graph itself decides, and with the permissions of this
 * installation. Throws an Error when the manifest has a placeholder that is not known here.
 */
export function application(manifest: string, installation: Installation): Record<string, unknown> {
  const { id: _objectId, appId: _appId, ...properties } = JSON.parse(manifest) as Record<string, unknown>;
  const requiredResourceAccess = permissionsAsked(installation.graphPermissions);
  const values: Record<string, string> = {
    AAD_APP_CLIENT_ID: installation.aadAppClientId,
    BOT_ID: installation.botId,
    SIGN_IN_HOST: SIGN_IN_HOSTS[installation.botRegion],
  };
  const filled = JSON.stringify({ ...properties, requiredResourceAccess }).replace(
    /\$\{\{(\w+)\}\}/g,
    (_placeholder, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`aad.manifest.json has an unknown placeholder: ${name}`);
      return value;
    },
  );
  return JSON.parse(filled);
}

/**
 * The credential by which Azure Bot's token service acts for the application (Microsoft 365 Agents SDK, "Add user
 * authorization by using federated identity credential"). Its last part is the connection's unique identifier, which
 * modules/bot.bicep sets to the bot's id.
 */
export function federatedCredential({ botId, tenantId }: Installation) {
  return {
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    subject: `/eid1/c/pub/t/${encodeGuid(tenantId)}/a/${TOKEN_SERVICE}/${botId}`,
    audiences: ['api://AzureADTokenExchange'],
    description: 'Azure Bot signs people in to Nyckel.',
  };
}

/** The bytes of a GUID as Windows stores it, the first three groups back to front, in base64url. */
function encodeGuid(guid: string): string {
  const [first = '', second = '', third = '', ...rest] = guid.split('-');
  const backwards = (hex: string) => Buffer.from(hex, 'hex').reverse();
  return Buffer.concat([...[first, second, third].map(backwards), Buffer.from(rest.join(''), 'hex')]).toString(
    'base64url',
  );
}

/** The App ID URI by which Teams finds the application of a bot; aad.manifest.json writes it. */
export function uriOf(botId: string): string {
  return `api://botid-${botId}`;
}

/**
 * Throws an InstallationError where an application has App ID URIs and that of this bot is not among them: it is that of
 * another bot, or something else altogether, and whoever signs in to that could not any more.
 */
export function refuseAnother(
  there: unknown,
  { aadAppClientId, botId }: Pick<Installation, 'aadAppClientId' | 'botId'>,
) {
  const uris = textsAt(there, 'identifierUris');
  if (uris.length === 0 || uris.some(uri => same(uri, uriOf(botId)))) return;
  throw new InstallationError(
    `The application ${aadAppClientId} has the App ID URI ${uris.join(', ')}, so it belongs to something else than this bot, and is left as it is. Correct AAD_APP_CLIENT_ID. If what it belonged to is gone for good, remove the URI first: Entra, App registrations, Expose an API.`,
  );
}

/** Graph takes a pre-authorized client only for a scope that is there, and this App ID URI only with version 2 tokens. */
async function updateApplication(hands: Hands, installation: Installation, there: unknown): Promise<void> {
  const { aadAppClientId } = installation;
  const patch = ['rest', '--method', 'PATCH', '--url', addressOf(installation)];
  const wanted = application(readFileSync(MANIFEST, 'utf8'), installation);
  if (!holds(there, wanted)) {
    const { preAuthorizedApplications: _clients, ...api } = wanted.api as Record<string, unknown>;
    const offered = listAt(there, 'api', 'oauth2PermissionScopes').some(scope => textAt(scope, 'value') === SCOPE);
    const offer = () => hands.change(`  Offers the scope ${SCOPE}.`, { args: patch, body: { api } });
    if (!offered) await patiently(hands, offer);
    const why = '  Brings the application in line with aad.manifest.json.';
    await patiently(hands, () => hands.change(why, { args: patch, body: wanted }));
  }
  const filter = `appId eq '${aadAppClientId}'`;
  const principals = hands.read('ad', 'sp', 'list', '--filter', filter, '--query', '[].id');
  if (listAt(principals).length > 0) return;
  const create = { args: ['ad', 'sp', 'create', '--id', aadAppClientId] };
  await patiently(hands, () => hands.change('  Makes the enterprise application of it.', create));
}

async function updateCredential(hands: Hands, installation: Installation): Promise<void> {
  const all = `${addressOf(installation)}/federatedIdentityCredentials`;
  const there = await patiently(hands, () => hands.read('rest', '--method', 'GET', '--url', all));
  const wanted = federatedCredential(installation);
  const same = listAt(there, 'value').find(one => textAt(one, 'name') === CREDENTIAL);
  if (holds(same, wanted)) return;
  const url = `${all}(name='${CREDENTIAL}')`;
  const args = ['rest', '--method', 'PATCH', '--url', url, '--headers', 'Prefer=create-if-missing'];
  const why = '  Lets Azure Bot sign people in without a secret: writes the federated credential.';
  await patiently(hands, () => hands.change(why, { args, body: wanted }));
}

function addressOf({ aadAppClientId }: Installation): string {
  return `${GRAPH}/applications(appId='${aadAppClientId}')`;
}

/** Whether what is there has everything that is wanted; lists in any order. Graph adds properties of its own. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(there) && there.length === wanted.length && wanted.every(one => there.some(it => holds(it, one)))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return there === wanted;
  return Object.entries(wanted).every(([name, value]) => holds(at(there, name), value));
}

/**
 * Brings the application in line. The credential comes first and by itself: without it nobody can sign in, and nothing of
 * the rest is needed for it. Throws an InstallationError when something of it failed, after everything was tried; and at once,
 * before anything is changed, when the application is not that of this bot.
 */
export async function bringInLine(hands: Hands, installation: Installation, only?: string): Promise<void> {
  const parts = [
    ['credential', updateCredential],
    ['application', updateApplication],
  ] as const;
  const there = await patiently(hands, () => hands.read('rest', '--method', 'GET', '--url', addressOf(installation)));
  refuseAnother(there, installation);
  const failed: InstallationError[] = [];
  for (const [name, update] of parts) {
    if (only !== undefined && only !== name) continue;
    try {
      await update(hands, installation, there);
    } catch (error) {
      if (!(error instanceof InstallationError)) throw error;
      failed.push(error);
    }
  }
  const [first] = failed;
  if (first) throw first;
}

async function main([only, ...more]: readonly string[]): Promise<void> {
  if (more.length > 0 || ![undefined, 'application', 'credential'].includes(only)) throw new InstallationError(USAGE);
  const installation = readInstallation(process.env);
  await bringInLine(workingHands(runAz, console.log), installation, only);
  console.log(
    `The application ${installation.aadAppClientId} is as it should be. Next: docs/admin-consent.md, unless that is done.`,
  );
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    console.error(error.message);
    if (error instanceof AzError) console.error('What was done stays. When that is mended, run it again.');
    process.exitCode = 1;
  }
}
