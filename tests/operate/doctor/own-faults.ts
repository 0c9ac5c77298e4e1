import { rmSync } from 'node:fs';
import { sampleKey } from '../../store/samples.ts';
import type { Fault } from './fault.ts';
import type { DoctorInstallation } from './installation.ts';

const OF_STORE = ['seal key', 'record', 'approvals', 'permissions', 'writeback'];
/** What the manifest says before it is packed. */
const FILLED_IN_LATER = { bot: '$' + '{{BOT_ID}}', application: '$' + '{{AAD_APP_CLIENT_ID}}' };

function withManifest(installation: DoctorInstallation, changes: object): void {
  const { bot, application } = FILLED_IN_LATER;
  const manifest = {
    bots: [{ botId: bot }],
    validDomains: ['*.botframework.com'],
    webApplicationInfo: { id: application, resource: `api://botid-${bot}` },
    ...changes,
  };
  installation.args.push('--manifest', installation.written('manifest.json', JSON.stringify(manifest)));
}

/** A real sign-in page's address, with which validDomains can be compared. */
function signInAt(installation: DoctorInstallation, host: string): Promise<unknown> {
  const { BOT_ID } = installation.env;
  return installation.fault({
    service: 'token',
    pathPattern: 'GetSignInResource',
    status: 200,
    body: { signInLink: `https://${host}/signin`, tokenExchangeResource: { uri: `api://botid-${BOT_ID}` } },
  });
}

export const OWN_FAULTS: readonly Fault[] = [
  {
    name: 'the address of the proxy is none',
    breaks: ({ env }) => {
      env.HTTPS_PROXY = 'proxy.example:3128';
    },
    check: 'proxy',
    found: /proxy can’t be used, and the bot does not start/,
    fix: /HTTPS_PROXY must be/,
  },
  {
    name: 'there is no store',
    breaks: ({ file }) => rmSync(file),
    check: 'store',
    found: /no store where STORE says/,
    fix: /Start the bot once/,
    hides: OF_STORE,
  },
  {
    name: 'the store is another program’s',
    breaks: installation => installation.tamper('PRAGMA application_id = 1'),
    check: 'store',
    found: /is a database of another program/,
    fix: /Let STORE name a file of its own/,
    hides: OF_STORE,
  },
  {
    name: 'the store is no database',
    breaks: installation => {
      installation.env.STORE = `sqlite:${installation.written('notes.txt', 'Nothing to see here.'.repeat(100))}`;
    },
    check: 'store',
    found: /is not a database/,
    fix: /Let STORE name another file/,
    hides: OF_STORE,
  },
  {
    name: 'the store can’t be written',
    breaks: installation =>
      installation.tamper("CREATE TRIGGER full BEFORE INSERT ON probe BEGIN SELECT RAISE(ABORT, 'no'); END"),
    check: 'store',
    found: /store-\d+\.db failed/,
    fix: /^/,
    hides: OF_STORE,
  },
  {
    name: 'the store is older than the bot',
    breaks: installation => installation.tamper('PRAGMA user_version = 7'),
    check: 'store',
    found: /of an older version/,
    fix: /Start this version of the bot/,
    hides: OF_STORE,
  },
  {
    name: 'the store is newer than the bot',
    breaks: installation => installation.tamper('PRAGMA user_version = 999'),
    check: 'store',
    found: /has schema version 999, and this version of Nyckel knows versions up to \d+/,
    fix: /Start the newer Nyckel again, or restore the backup/,
    hides: OF_STORE,
  },
  {
    name: 'SEAL_KEY is another key',
    breaks: ({ env }) => {
      env.SEAL_KEY = sampleKey('another').toString('base64');
    },
    check: 'seal key',
    found: /does not open 1 of 1 sealed passwords/,
    fix: /Set SEAL_KEY to the key that the bot had/,
    hides: ['record'],
  },
  {
    name: 'SEAL_KEY is another key, and no password is sealed now',
    breaks: installation => {
      installation.tamper(
        `UPDATE requests SET sealed_password = NULL, due_at = NULL, state = 'done',
          document = json_set(document, '$.finishedAt', 1, '$.ending', 'erased')`,
      );
      installation.env.SEAL_KEY = sampleKey('another').toString('base64');
    },
    check: 'seal key',
    found: /not the key of this store’s record/,
    fix: /Set SEAL_KEY to the key that the bot had/,
    hides: ['record'],
  },
  {
    name: 'a key of before can’t be opened',
    breaks: installation => installation.tamper("INSERT INTO audit_keys VALUES ('AAAAAAAA', 'v1.AAAAAAAA.AAAA.AAAA')"),
    check: 'seal key',
    found: /does not open 1 of 1 earlier keys/,
    fix: /as SEAL_KEY_PREVIOUS/,
  },
  {
    name: 'SEAL_KEY_PREVIOUS is left over',
    breaks: ({ env }) => {
      env.SEAL_KEY_PREVIOUS = sampleKey('long ago').toString('base64');
    },
    check: 'seal key',
    found: /Nothing in the store needs SEAL_KEY_PREVIOUS/,
    fix: /Take SEAL_KEY_PREVIOUS away/,
  },
  {
    name: 'the Key Vault of SEAL_KEY does not answer',
    breaks: ({ env }) => {
      env.SEAL_KEY = 'https://127.0.0.1:2/secrets/seal-key';
    },
    check: 'seal key',
    found: /^SEAL_KEY: the Key Vault 127\.0\.0\.1 gave no usable answer\.$/,
    fix: /^Check the URL, and that the bot can reach it\.$/,
    hides: ['record', 'approvals', 'permissions', 'writeback'],
  },
  {
    name: 'the record was tampered with',
    breaks: installation => installation.tamper("UPDATE audit SET actor_name = 'Somebody' WHERE seq = 1"),
    check: 'record',
    found: /^The record is not sound\. Row 1 was changed\.$/,
    fix: /npm run audit -- verify/,
  },
  {
    name: 'no approvals conversation is set',
    breaks: installation => installation.tamper('DELETE FROM settings'),
    check: 'approvals',
    found: /no conversation in which/,
    fix: /"approvals here"/,
  },
  {
    name: 'the policy leaves open whether passwords are written back',
    breaks: installation => installation.policy({}),
    check: 'writeback',
    found: /the policy does not say/,
    fix: /Set passwordWriteback in the policy file/,
  },
  {
    name: 'passwords are written back to nowhere',
    breaks: installation =>
      installation.fault({ service: 'graph', pathPattern: 'onPremisesSyncEnabled', status: 200, body: { value: [] } }),
    check: 'writeback',
    found: /no account comes from Windows Server AD/,
    fix: /Take passwordWriteback out/,
  },
  {
    name: 'the manifest is another bot’s',
    breaks: installation => withManifest(installation, { bots: [{ botId: 'another' }] }),
    check: 'manifest',
    found: /does not fit the bot/,
    fix: /^Set bots\[0\]\.botId to [0-9a-f-]{36}\.\nThen make the app package again/,
  },
  {
    name: 'the manifest signs people in to another application',
    breaks: installation => withManifest(installation, { webApplicationInfo: { id: 'another', resource: 'api://x' } }),
    check: 'manifest',
    found: /does not fit the bot/,
    fix: /webApplicationInfo\.resource to api:\/\/botid-.*\nSet webApplicationInfo\.id \(AAD_APP_CLIENT_ID\) to [0-9a-f-]{36}:/,
  },
  {
    name: 'the manifest does not allow the sign-in page',
    breaks: async installation => {
      await signInAt(installation, 'token.botframework.azure.us');
      withManifest(installation, {});
    },
    check: 'manifest',
    found: /does not fit the bot/,
    fix: /^Add token\.botframework\.azure\.us to validDomains\./,
  },
  {
    name: 'the manifest is no manifest',
    breaks: installation => installation.args.push('--manifest', installation.written('manifest.json', '{')),
    check: 'manifest',
    found: /is not an app manifest/,
    fix: /Make the app package again/,
  },
  {
    name: 'the messaging endpoint has another path',
    breaks: ({ args, bot }) => args.splice(-1, 1, `${bot.url}/messages`),
    check: 'endpoint',
    found: /not right/,
    fix: /https:\/\/<host of the bot>\/api\/messages/,
  },
  {
    name: 'the messaging endpoint is another server’s',
    breaks: ({ args, sandbox }) => args.splice(-1, 1, sandbox.relayUrl),
    check: 'endpoint',
    found: /is not this bot/,
    fix: /Correct the messaging endpoint/,
  },
  {
    name: 'the bot is not ready',
    breaks: async installation => installation.args.splice(-1, 1, await installation.botWithoutKeys()),
    check: 'endpoint',
    found: /is not ready/,
    fix: /the line "not ready" says why/,
  },
  {
    name: 'nobody answers at the messaging endpoint',
    breaks: ({ args }) => args.splice(-1, 1, 'https://127.0.0.1:2/api/messages'),
    check: 'endpoint',
    found: /does not answer \(ECONNREFUSED\)/,
    fix: /Correct the messaging endpoint/,
  },
];
