import { z } from 'zod';
import { ConfigurationError } from '../errors.ts';
import { LOCALES, type Locale } from '../locales/locale.ts';
import { isSafeUrl } from '../net/safe-url.ts';
import { readLocation, type StoreLocation } from '../store/location.ts';
import { isKeyVersionUrl, isSealKey } from '../store/seal/seal-key.ts';
import { CLOUD_NAMES, CLOUDS, type CloudPreset } from './clouds.ts';

const endpoint = z
  .string()
  .refine(isSafeUrl, 'must be an https URL (http is allowed for loopback addresses only)')
  .transform(url => url.replace(/\/+$/, ''));

const hosts = z
  .string()
  .transform(list => list.split(',').map(host => host.trim().toLowerCase()))
  .refine(
    list => list.every(host => /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)),
    'must be host names without scheme and port, separated by commas; a leading *. takes subdomains',
  );

const sealKey = z
  .string()
  .refine(
    value => isSealKey(value) || (value.startsWith('https://') && isSafeUrl(value)),
    'must be 32 bytes in base64 (make one with: openssl rand -base64 32) or the https URL of a Key Vault key or secret',
  )
  .refine(
    value => !isSafeUrl(value) || !isKeyVersionUrl(value),
    'must name the Key Vault key without a version: the newest is taken',
  );

const ingestion = z
  .string()
  .refine(
    value =>
      /(^|;)InstrumentationKey=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(;|$)/i.test(value) &&
      /(^|;)IngestionEndpoint=https:\/\/[^;\s]+(;|$)/i.test(value),
    'must be the connection string of an Application Insights resource, with InstrumentationKey and an https IngestionEndpoint',
  );

/** Number() and JSON would also take 1e3, 0x10 and a blank. */
const port = z
  .string()
  .refine(value => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a port number from 0 to 65535')
  .transform(Number);

const turnsPerMinute = z
  .string()
  .refine(value => /^[1-9]\d{0,5}$/.test(value), 'must be a whole number from 1 to 999999')
  .transform(Number);

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/**
 * Every variable that the bot reads, documented once. A default that depends on CLOUD is undefined here and comes from
 * the preset. docs/configuration.md and .env.sample are held equal to this list by a test.
 */
export const VARIABLES = {
  BOT_ID: z.guid('must be the bot’s Entra application id (a GUID)'),
  BOT_TENANT_ID: z.guid('must be the id of the one tenant that the bot serves (a GUID)'),
  BOT_CREDENTIAL: oneOf(['managed-identity', 'federated', 'client-secret', 'certificate']).default('managed-identity'),
  BOT_CLIENT_SECRET: z.string().optional(),
  BOT_CERTIFICATE_PATH: z.string().optional(),
  AZURE_CLIENT_ID: z.guid('must be the client id of a managed identity (a GUID)').optional(),
  TEAMS_APP_ID: z.guid('must be the id of the app in Teams (a GUID)').optional(),
  OAUTH_CONNECTION: z.string().default('graph'),
  GRAPH_PERMISSIONS: oneOf(['broad', 'narrow']).default('broad'),
  CLOUD: z
    .string()
    .refine(value => value !== 'china', 'can’t be china: Microsoft Graph there has no resetPassword')
    .pipe(oneOf(CLOUD_NAMES))
    .default('public'),
  GRAPH_ENDPOINT: endpoint.optional(),
  TOKEN_SERVICE_URL: endpoint.optional(),
  CHANNEL_OPENID_METADATA_URL: endpoint.optional(),
  CHANNEL_ISSUER: z.string().optional(),
  CHANNEL_SCOPE: z.string().optional(),
  CHANNEL_SERVICE_HOSTS: hosts.optional(),
  FILE_HOSTS: hosts.optional(),
  AZURE_AUTHORITY_HOST: endpoint.optional(),
  AUTHORITY_DISCOVERY: oneOf(['on', 'off']).default('on'),
  PORT: port.default(3978),
  STORE: z
    .string()
    .refine(
      value => readLocation(value) !== undefined,
      'must be sqlite:<path of the file>, the https URL of an Azure Table endpoint without a query, or a complete storage ' +
        'connection string whose table endpoint is https (http is allowed for loopback addresses only)',
    )
    .default('sqlite:./data/nyckel.db'),
  SEAL_KEY: sealKey,
  SEAL_KEY_PREVIOUS: sealKey.optional(),
  POLICY_FILE: z.string().optional(),
  TURNS_PER_MINUTE: turnsPerMinute.default(30),
  DEFAULT_LOCALE: oneOf(LOCALES).default('en'),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.optional(),
} as const satisfies Record<string, z.ZodType>;

type Credential =
  | { kind: 'managed-identity' }
  | { kind: 'federated'; managedIdentityClientId?: string }
  | { kind: 'client-secret'; secret: string }
  | { kind: 'certificate'; path: string };

export interface Config extends CloudPreset {
  botId: string;
  tenantId: string;
  /** The app's id in the catalog of Teams, where it is known. */
  appId?: string;
  credential: Credential;
  oauthConnection: string;
  /** Which permissions the sign-ins have for the reset and the pass: one for all sign-in methods, or one for each of the two. */
  graphPermissions: 'broad' | 'narrow';
  authorityDiscovery: boolean;
  port: number;
  store: StoreLocation;
  sealKey: string;
  /** The key before `sealKey`, in the same forms: what it sealed is still opened. */
  sealKeyPrevious?: string;
  policyFile?: string;
  /** How many turns a minute one person may have of one instance. */
  turnsPerMinute: number;
  defaultLocale: Locale;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where spans and metrics are sent; without it, nowhere. */
  applicationInsights?: string;
}

const NO_ROTATION = 'SEAL_KEY_PREVIOUS must be another key than SEAL_KEY: leave it out until you change SEAL_KEY';

const schema = z.object(VARIABLES);
type Variables = z.infer<typeof schema>;

/**
 * Reads the configuration from `env`. An empty value counts as missing.
 * @throws ConfigurationError that lists every missing or malformed variable at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(issue => sentence(issue, given));
  const credential = readCredential(given);
  if (typeof credential === 'string') problems.push(credential);
  if (given.SEAL_KEY !== undefined && given.SEAL_KEY === given.SEAL_KEY_PREVIOUS) problems.push(NO_ROTATION);
  const store = parsed.success ? readLocation(parsed.data.STORE) : undefined;
  if (problems.length > 0 || !parsed.success || !store || typeof credential === 'string') {
    throw new ConfigurationError(problems);
  }
  return toConfig(parsed.data, store, credential);
}

function sentence(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  return given[name] === undefined ? `${name} is missing: it ${describe(name)}` : `${name} ${issue.message}`;
}

function describe(name: string): string {
  if (name === 'SEAL_KEY') return 'must be 32 bytes in base64 or the https URL of a Key Vault key or secret';
  return name === 'BOT_ID'
    ? 'must be the bot’s Entra application id (a GUID)'
    : 'must be the id of the one tenant that the bot serves (a GUID)';
}

function readCredential(env: Record<string, string | undefined>): Credential | string {
  switch (env.BOT_CREDENTIAL) {
    case 'client-secret':
      return env.BOT_CLIENT_SECRET
        ? { kind: 'client-secret', secret: env.BOT_CLIENT_SECRET }
        : 'BOT_CLIENT_SECRET is missing: BOT_CREDENTIAL=client-secret needs it';
    case 'certificate':
      return env.BOT_CERTIFICATE_PATH
        ? { kind: 'certificate', path: env.BOT_CERTIFICATE_PATH }
        : 'BOT_CERTIFICATE_PATH is missing: BOT_CREDENTIAL=certificate needs it (a PEM file with key and certificate)';
    case 'federated':
      return { kind: 'federated', managedIdentityClientId: env.AZURE_CLIENT_ID };
    default:
      return { kind: 'managed-identity' };
  }
}

function toConfig(read: Variables, store: StoreLocation, credential: Credential): Config {
  const preset = CLOUDS[read.CLOUD];
  return {
    botId: read.BOT_ID,
    tenantId: read.BOT_TENANT_ID,
    appId: read.TEAMS_APP_ID,
    credential,
    oauthConnection: read.OAUTH_CONNECTION,
    graphPermissions: read.GRAPH_PERMISSIONS,
    authorityDiscovery: read.AUTHORITY_DISCOVERY === 'on',
    port: read.PORT,
    store,
    sealKey: read.SEAL_KEY,
    sealKeyPrevious: read.SEAL_KEY_PREVIOUS,
    policyFile: read.POLICY_FILE,
    turnsPerMinute: read.TURNS_PER_MINUTE,
    defaultLocale: read.DEFAULT_LOCALE,
    logLevel: read.LOG_LEVEL,
    applicationInsights: read.APPLICATIONINSIGHTS_CONNECTION_STRING,
    graphEndpoint: read.GRAPH_ENDPOINT ?? preset.graphEndpoint,
    tokenServiceUrl: read.TOKEN_SERVICE_URL ?? preset.tokenServiceUrl,
    channelOpenIdMetadataUrl: read.CHANNEL_OPENID_METADATA_URL ?? preset.channelOpenIdMetadataUrl,
    channelIssuer: read.CHANNEL_ISSUER ?? preset.channelIssuer,
    channelScope: read.CHANNEL_SCOPE ?? preset.channelScope,
    channelServiceHosts: read.CHANNEL_SERVICE_HOSTS ?? preset.channelServiceHosts,
    fileHosts: read.FILE_HOSTS ?? preset.fileHosts,
    authorityHost: read.AZURE_AUTHORITY_HOST ?? preset.authorityHost,
    portal: preset.portal,
  };
}
