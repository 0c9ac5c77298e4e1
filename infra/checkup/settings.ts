import type { Values } from '../values.ts';
import { type Answer, type Azure, needs } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, unknown } from './finding.ts';
import { same, textAt } from './json.ts';
import { regionOf, TOKEN_SERVICES } from './region.ts';

const VERSION = '2024-11-01';
const SUBJECT = 'app settings';
/** Settings in which there would be a secret; an installation in Azure has none of them. */
const SECRET_SETTINGS = ['BOT_CLIENT_SECRET', 'BOT_CERTIFICATE_PATH'];

/** What has to stand in a setting, as modules/app.bicep has it; a test compares them. */
export function wantedSettings({ botId, tenantId, teamsAppId, graphPermissions }: Values): Record<string, string> {
  return {
    BOT_ID: botId,
    BOT_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: botId,
    BOT_CREDENTIAL: 'managed-identity',
    OAUTH_CONNECTION: 'graph',
    CLOUD: 'public',
    TEAMS_APP_ID: teamsAppId,
    GRAPH_PERMISSIONS: graphPermissions || 'broad',
  };
}

/** Where the bot keeps and opens things, as far as its settings say. */
export interface Places {
  /** Name of the storage account with the table. */
  account: string;
  /** What the seal key is in the vault. */
  kind: 'keys' | 'secrets';
  keyName: string;
  /** The same of the seal key of before, while it is being changed. */
  kindBefore?: 'keys' | 'secrets';
}

/** The settings of the app, compared with modules/app.bicep. What stands in them is told of none that could be a secret. */
export function checkSettings(values: Values, azure: Azure): Finding[] {
  const answer = appSettings(values, azure);
  if (answer.kind !== 'there') return [unknown(SUBJECT, answer.kind === 'absent' ? needs('app') : answer)];
  const value = (name: string) => textAt(answer.body, 'properties', name);
  return findings(SUBJECT, 'They are as the template writes them, and hold no secret.', [
    ...Object.entries(wantedSettings(values)).map(([name, wanted]) => differs(name, value(name), wanted)),
    table(value('STORE')),
    sealKey(value('SEAL_KEY'), values),
    previousKey(value('SEAL_KEY_PREVIOUS')),
    tokenService(value('TOKEN_SERVICE_URL'), values),
    secret(SECRET_SETTINGS.filter(name => value(name) !== '')),
  ]);
}

function differs(name: string, is: string, wanted: string): Fault | undefined {
  if (same(is, wanted)) return undefined;
  return {
    says: `${name} is ${is === '' ? 'missing' : 'another one'}; it has to be ${wanted || 'empty'}.`,
    fix: DEPLOY,
  };
}

/** A connection string would hold the account's key. */
function table(store: string): Fault | undefined {
  if (accountOf(store) !== undefined) return undefined;
  const what = /AccountKey=|SharedAccessSignature=/i.test(store)
    ? 'holds a key of the storage account'
    : 'names no table storage';
  return { says: `STORE ${store === '' ? 'is missing' : what}: it has to be the address of its tables.`, fix: DEPLOY };
}

function sealKey(url: string, { keyVaultName }: Values): Fault | undefined {
  const key = keyOf(url);
  if (key === undefined) {
    return {
      says: `SEAL_KEY ${url === '' ? 'is missing' : 'is no address in a Key Vault'}: the key must be in the vault, not in a setting.`,
      fix: DEPLOY,
    };
  }
  if (same(key.vaultName, keyVaultName)) return undefined;
  return { says: `SEAL_KEY is in the vault ${key.vaultName}, not in ${keyVaultName}.`, fix: DEPLOY };
}

function previousKey(url: string): Fault | undefined {
  if (url === '' || keyOf(url) !== undefined) return undefined;
  return {
    says: 'SEAL_KEY_PREVIOUS is no address in a Key Vault: the key must be in the vault, not in a setting.',
    fix: DEPLOY,
  };
}

/** Empty is what CLOUD says, which is global. */
function tokenService(url: string, values: Values): Fault | undefined {
  const wantedUrl = TOKEN_SERVICES[regionOf(values)] ?? '';
  const is = url === '' ? TOKEN_SERVICES.global : url;
  if (is === wantedUrl) return undefined;
  return { says: `TOKEN_SERVICE_URL is that of another region: it has to be ${wantedUrl}.`, fix: DEPLOY };
}

function secret(names: readonly string[]): Fault | undefined {
  if (names.length === 0) return undefined;
  return {
    says: `There is a secret in ${names.join(' and ')}: the bot is a managed identity and needs none.`,
    fix: 'Take it away under Environment variables of the App Service, and revoke it where it was made.',
  };
}

/** Where the bot keeps its table and its seal key; undefined where the settings can't be read, or name none of the installation. */
export function placesOf(values: Values, azure: Azure): Places | undefined {
  const answer = appSettings(values, azure);
  if (answer.kind !== 'there') return undefined;
  const account = accountOf(textAt(answer.body, 'properties', 'STORE'));
  const key = keyOf(textAt(answer.body, 'properties', 'SEAL_KEY'));
  const before = keyOf(textAt(answer.body, 'properties', 'SEAL_KEY_PREVIOUS'));
  if (account === undefined || !key || !same(key.vaultName, values.keyVaultName)) return undefined;
  return { account, kind: key.kind, keyName: key.keyName, kindBefore: before?.kind };
}

function appSettings({ appServiceId }: Values, azure: Azure): Answer {
  return azure.settings(`${appServiceId}/config/appsettings`, VERSION);
}

function accountOf(store: string): string | undefined {
  return /^https:\/\/([a-z0-9]{3,24})\.table\.core\.windows\.net\/?$/i.exec(store)?.[1];
}

function keyOf(url: string): (Pick<Places, 'kind' | 'keyName'> & { vaultName: string }) | undefined {
  const [, vaultName, kind, keyName] =
    /^https:\/\/([a-z0-9-]{3,24})\.vault\.azure\.net\/(keys|secrets)\/([a-z0-9-]+)(?:\/[0-9a-f]*)?$/i.exec(url) ?? [];
  if (vaultName === undefined || keyName === undefined) return undefined;
  return { vaultName, kind: kind === 'keys' ? 'keys' : 'secrets', keyName };
}
