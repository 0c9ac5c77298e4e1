import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '../../../src/directory/permissions.ts';
import { CLOSED, type Fault, tokenWith } from './fault.ts';
import { type DoctorInstallation, ERIK } from './installation.ts';

const SCOPES = PERMISSIONS.broad.map(({ scope }) => scope);
const RESOURCE = 'GetSignInResource';

function stands(installation: DoctorInstallation, how: Record<string, unknown>): Promise<unknown> {
  return installation.sandbox.control('PUT', `sign-ins/${encodeURIComponent(ERIK.channelUserId)}`, how);
}

function clockOff(installation: DoctorInstallation, service: string, seconds: number): Promise<unknown> {
  const date = new Date(Date.now() + seconds * 1000).toUTCString();
  return installation.fault({ service, headers: { date } });
}

export const SERVICE_FAULTS: readonly Fault[] = [
  {
    name: 'Microsoft Entra ID refuses the person’s sign-in',
    breaks: installation =>
      installation.fault({
        service: 'token',
        pathPattern: 'GetToken.*erik',
        status: 400,
        message: 'AADSTS50105: Erik is not assigned to a role for the application.',
      }),
    check: 'permissions',
    found: /^Microsoft Entra ID refuses the sign-in of the person of --user \(AADSTS50105\)\.$/,
    fix: /^Assign the person, or a group with them/,
    hides: ['writeback'],
  },
  {
    name: 'people sign in to another tenant',
    breaks: installation => tokenWith(installation, { tid: randomUUID(), scp: SCOPES.join(' ') }),
    check: 'permissions',
    found: /another tenant than BOT_TENANT_ID/,
    fix: /Set the Tenant ID of the OAuth connection graph/,
    hides: ['writeback'],
  },
  {
    name: 'the OAuth connection has another name',
    breaks: installation => installation.fault({ service: 'token', pathPattern: RESOURCE, status: 404 }),
    check: 'connection',
    found: /no OAuth connection with the name graph/,
    fix: /Set OAUTH_CONNECTION to the name/,
  },
  {
    name: 'the token service says only at GetToken that there is no such connection',
    breaks: installation =>
      installation.fault({
        service: 'token',
        pathPattern: 'GetToken.*nyckel-doctor',
        status: 404,
        message: "Could not find Connection Setting with name 'graph'",
      }),
    check: 'connection',
    found: /no OAuth connection with the name graph/,
    fix: /Set OAUTH_CONNECTION to the name/,
  },
  {
    name: 'the Azure Bot is in another region: the token service answers 500 where it is asked for a token',
    breaks: installation =>
      installation.fault({ service: 'token', pathPattern: 'GetToken.*nyckel-doctor', status: 500 }),
    check: 'connection',
    found: /The token service answers 500/,
    fix: /the Azure Bot’s region, for westeurope https:\/\/europe\.api\.botframework\.com/,
  },
  {
    name: 'the connection is not made for single sign-on',
    breaks: installation =>
      installation.fault({
        service: 'token',
        pathPattern: RESOURCE,
        status: 200,
        body: { signInLink: 'https://token.botframework.com/api/oauth/signin?signin=1' },
      }),
    check: 'connection',
    found: /no Token Exchange URL/,
    fix: /Set the Token Exchange URL of the connection to api:\/\/botid-[0-9a-f-]{36}\.$/,
  },
  {
    name: 'the connection is made for another bot',
    breaks: installation =>
      installation.fault({
        service: 'token',
        pathPattern: RESOURCE,
        status: 200,
        body: {
          signInLink: 'https://token.botframework.com/api/oauth/signin?signin=1',
          tokenExchangeResource: { uri: 'api://botid-another' },
        },
      }),
    check: 'connection',
    found: /another Token Exchange URL/,
    fix: /Set the Token Exchange URL/,
  },
  {
    name: 'the token service does not take the bot’s token',
    breaks: installation => installation.fault({ service: 'token', pathPattern: RESOURCE, status: 401 }),
    check: 'connection',
    found: /refuses the bot’s token \(401\)/,
    fix: /BOT_ID must be the Microsoft App ID of the Azure Bot/,
  },
  {
    name: 'Graph can’t be reached',
    breaks: ({ env }) => {
      env.GRAPH_ENDPOINT = CLOSED;
    },
    check: 'graph',
    found: /127\.0\.0\.1:2 does not answer \(ECONNREFUSED\)/,
    fix: /Correct GRAPH_ENDPOINT, or let this machine reach/,
    hides: ['writeback'],
  },
  {
    name: 'something else answers where Graph should',
    breaks: installation => installation.fault({ service: 'graph', pathPattern: '/me$', status: 200, body: 'Welcome' }),
    check: 'graph',
    found: /does not answer as Microsoft Graph does/,
    fix: /Correct GRAPH_ENDPOINT/,
  },
  {
    name: 'Graph has too much to do',
    breaks: installation => installation.fault({ service: 'graph', pathPattern: '/me$', status: 503 }),
    check: 'graph',
    found: /answers 503/,
    fix: /Try again later/,
  },
  {
    name: 'something else answers where the channel’s keys should be',
    breaks: ({ env, bot }) => {
      env.CHANNEL_OPENID_METADATA_URL = `${bot.url}/v1/.well-known/openidconfiguration`;
    },
    check: 'channel keys',
    found: /has no keys of the channel \(404\)/,
    fix: /Correct CHANNEL_OPENID_METADATA_URL/,
  },
  {
    name: 'the channel signs as another issuer',
    breaks: ({ env }) => {
      env.CHANNEL_ISSUER = 'https://api.botframework.us';
    },
    check: 'channel keys',
    found: /another issuer than CHANNEL_ISSUER/,
    fix: /Take CHANNEL_ISSUER and CHANNEL_OPENID_METADATA_URL away/,
  },
  {
    name: 'the keys are not those for Teams',
    breaks: installation =>
      installation.fault({
        service: 'channel',
        pathPattern: 'keys$',
        status: 200,
        body: { keys: [{ kid: 'one', endorsements: ['webchat'] }] },
      }),
    check: 'channel keys',
    found: /None of the channel’s keys is for Teams/,
    fix: /Correct CHANNEL_OPENID_METADATA_URL/,
  },
  {
    name: 'the clock is behind Graph’s',
    breaks: installation => clockOff(installation, 'graph', 300),
    check: 'clock',
    found: /^This clock is (2\d\d|300) seconds behind that of localhost:\d+\.$/,
    fix: /time server/,
  },
  {
    name: 'the clock is ahead of the sign-in service’s',
    breaks: installation => clockOff(installation, 'login', -600),
    check: 'clock',
    found: /^This clock is (599|6\d\d) seconds ahead of that of/,
    fix: /time server/,
  },
  {
    name: 'a permission is not granted',
    breaks: installation => stands(installation, { scopes: SCOPES.filter(scope => scope !== 'Domain.Read.All') }),
    check: 'permissions',
    found: /^Missing: Domain\.Read\.All\.$/,
    fix: /^Add Domain\.Read\.All to the scopes of the OAuth connection graph .* grant admin consent/,
  },
  {
    name: 'permissions are granted without need',
    breaks: installation => stands(installation, { scopes: [...SCOPES, 'openid', 'Directory.ReadWrite.All'] }),
    check: 'permissions',
    found: /^Granted without need: Directory\.ReadWrite\.All\.$/,
    fix: /^Take Directory\.ReadWrite\.All away/,
  },
];
