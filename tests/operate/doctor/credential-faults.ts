import { randomUUID } from 'node:crypto';
import { ENTRA_NUMBERS } from '../../../src/entra-numbers.ts';
import { CHECKS } from '../../../src/operate/doctor/checks/finding.ts';
import { CLOSED, type Fault, tokenWith } from './fault.ts';

const OF_TOKEN = ['connection', 'permissions', 'writeback'];

/** The sign-in service refuses the bot with this number, of which alone something is told. */
function refusedWith(number: string, found: string, fix: string): Fault {
  return {
    name: `Microsoft Entra ID refuses the bot with AADSTS${number}`,
    breaks: installation =>
      installation.fault({
        service: 'login',
        method: 'POST',
        status: 401,
        code: 'invalid_client',
        message: `AADSTS${number}: Refused. Trace ID: 7c9e6679-7425-40de-944b-e07fc1f90ae7`,
      }),
    check: 'credential',
    found: new RegExp(`^${RegExp.escape(`${found} (AADSTS${number}).`)}$`),
    fix: new RegExp(`^${RegExp.escape(fix)}`),
    hides: OF_TOKEN,
  };
}

export const CREDENTIAL_FAULTS: readonly Fault[] = [
  {
    name: 'variables are missing or malformed',
    breaks: ({ env }) => {
      env.BOT_ID = '';
      env.GRAPH_ENDPOINT = 'http://graph.example';
    },
    check: 'variables',
    found: /^2 can’t be used\.$/,
    fix: /^BOT_ID is missing: it must be [^\n]+\nGRAPH_ENDPOINT must be an https URL/,
    hides: CHECKS.slice(1),
  },
  {
    name: 'the policy file can’t be used',
    breaks: installation => installation.policy({ approval: [] }),
    check: 'policy',
    found: /bot does not start/,
    fix: /^POLICY_FILE \S+policy\.json: approval: an empty list/,
    hides: ['approvals', 'writeback'],
  },
  {
    name: 'the client secret is wrong',
    breaks: ({ env }) => {
      env.BOT_CLIENT_SECRET = 'not-the-secret';
    },
    check: 'credential',
    found: /does not accept BOT_CLIENT_SECRET \(AADSTS7000215\)/,
    fix: /its value \(not its id\)/,
    hides: OF_TOKEN,
  },
  {
    name: 'the client secret has expired',
    breaks: installation =>
      installation.fault({
        service: 'login',
        method: 'POST',
        status: 401,
        code: 'invalid_client',
        message: 'AADSTS7000222: The provided client secret keys for app are expired.',
      }),
    check: 'credential',
    found: /has expired \(AADSTS7000222\)/,
    fix: /Make a new client secret/,
    hides: OF_TOKEN,
  },
  ...[...ENTRA_NUMBERS].flatMap(([number, { ofBot }]) => (ofBot ? [refusedWith(number, ...ofBot)] : [])),
  refusedWith('50105', 'Microsoft Entra ID refuses the bot', 'Look the code up at https://'),
  {
    name: 'the tenant does not exist',
    breaks: ({ env }) => {
      env.BOT_TENANT_ID = randomUUID();
    },
    check: 'credential',
    found: /no tenant with the id BOT_TENANT_ID \(AADSTS90002\)/,
    fix: /Correct BOT_TENANT_ID/,
    hides: OF_TOKEN,
  },
  {
    name: 'the sign-in service can’t be reached',
    breaks: ({ env }) => {
      env.AZURE_AUTHORITY_HOST = CLOSED;
    },
    check: 'credential',
    found: /^127\.0\.0\.1:2 does not answer \(ECONNREFUSED\)\.$/,
    fix: /Correct AZURE_AUTHORITY_HOST, or let this machine reach/,
    hides: OF_TOKEN,
  },
  {
    name: 'the sign-in service fails',
    breaks: installation => installation.fault({ service: 'login', method: 'POST', status: 500, code: 'server_error' }),
    check: 'credential',
    found: /^The bot got no token \(\w+Error\)\.$/,
    fix: /Set AUTHORITY_DISCOVERY to off .* otherwise try again later/,
    hides: OF_TOKEN,
  },
  {
    name: 'the bot’s identity is in another tenant',
    breaks: installation => tokenWith(installation, { tid: randomUUID() }),
    check: 'credential',
    found: /of another tenant than BOT_TENANT_ID/,
    fix: /Set BOT_TENANT_ID to the tenant/,
    hides: OF_TOKEN,
  },
  {
    name: 'the bot’s token is of another application',
    breaks: installation => tokenWith(installation, { appid: randomUUID() }),
    check: 'credential',
    found: /of another application than BOT_ID/,
    fix: /Set BOT_ID to the id of the Azure Bot/,
    hides: OF_TOKEN,
  },
  {
    name: 'the certificate’s file is not there',
    breaks: ({ env }) => {
      env.BOT_CREDENTIAL = 'certificate';
      env.BOT_CERTIFICATE_PATH = '/nowhere/bot.pem';
    },
    check: 'credential',
    found: /BOT_CERTIFICATE_PATH can’t be read/,
    fix: /PEM file with private key and certificate/,
    hides: OF_TOKEN,
  },
];
