import { type Kind, kind } from './kind.ts';
import { SOMEBODY, VALUES } from './right-installation.ts';

const { appServiceId, botDomain, botId } = VALUES;
/** As the bot says it while roles spread. */
const VAULT_ROLE = 'the role Key Vault Crypto User on the key of SEAL_KEY';
/** What is known of the bot's identity only with its settings. */
export const OF_ROLES = ['role on the table', 'role on the vault', 'role on telemetry', 'other roles'];
const OF_PLACES = [...OF_ROLES, 'seal key', 'rights on the vault'];

/** Kinds of broken installation that are in the App Service and its settings. */
export const APP_KINDS: readonly Kind[] = [
  kind(
    'the App Service was deleted',
    {
      app: undefined,
      web: undefined,
      passwords: undefined,
      settings: undefined,
      appLogs: undefined,
      readiness: undefined,
    },
    ['app', 'There is no App Service of the bot.'],
    {
      also: ['readiness'],
      hides: [
        'app configuration',
        'publishing passwords',
        'app settings',
        'managed identity',
        ...OF_PLACES,
        'log of the app',
      ],
    },
  ),
  kind('the app is stopped', { 'app.properties.state': 'Stopped' }, [
    'app',
    'The app is not running (Stopped).',
    `Start it: az webapp start --ids ${appServiceId}.`,
  ]),
  kind('the app answers without https', { 'app.properties.httpsOnly': false }, [
    'app',
    'The app answers without https as well.',
  ]),
  kind('the app has another address', { 'app.properties.defaultHostName': 'new.azurewebsites.net' }, [
    'app',
    `The app’s address is new.azurewebsites.net, not ${botDomain}.`,
    'Set BOT_DOMAIN to new.azurewebsites.net, and deploy again.',
  ]),
  kind('the app sleeps', { 'web.properties.alwaysOn': false }, [
    'app configuration',
    'alwaysOn is not true: the bot sleeps, and answers late or never.',
  ]),
  kind('the app runs on an older Node.js', { 'web.properties.linuxFxVersion': 'NODE|18-lts' }, [
    'app configuration',
    'linuxFxVersion is not NODE|24-lts: the bot runs on another version of Node.js.',
  ]),
  kind('the log stream is empty', { 'web.properties.httpLoggingEnabled': false }, [
    'app configuration',
    'httpLoggingEnabled is not true: the log stream is empty.',
  ]),
  kind('code can be deployed with a password', { 'passwords.1.properties.allow': true }, [
    'publishing passwords',
    'Code can be deployed with a password (scm).',
  ]),
  kind('BOT_ID is another one', { 'settings.properties.BOT_ID': SOMEBODY }, [
    'app settings',
    `BOT_ID is another one; it has to be ${botId}.`,
  ]),
  kind('OAUTH_CONNECTION is another one', { 'settings.properties.OAUTH_CONNECTION': 'Graph2' }, [
    'app settings',
    'OAUTH_CONNECTION is another one; it has to be graph.',
  ]),
  kind('there is a client secret in the settings', { 'settings.properties.BOT_CLIENT_SECRET': 'hunter2' }, [
    'app settings',
    'There is a secret in BOT_CLIENT_SECRET: the bot is a managed identity and needs none.',
    'Take it away under Environment variables of the App Service, and revoke it where it was made.',
  ]),
  kind(
    'the seal key itself is in the settings',
    { 'settings.properties.SEAL_KEY': 'aHVudGVyMg==' },
    ['app settings', 'SEAL_KEY is no address in a Key Vault: the key must be in the vault, not in a setting.'],
    { hides: OF_PLACES },
  ),
  kind(
    'the seal key is in another vault',
    { 'settings.properties.SEAL_KEY': 'https://other-vault.vault.azure.net/keys/seal-key' },
    ['app settings', `SEAL_KEY is in the vault other-vault, not in ${VALUES.keyVaultName}.`],
    { hides: OF_PLACES },
  ),
  kind('the seal key of before is in the settings', { 'settings.properties.SEAL_KEY_PREVIOUS': 'aHVudGVyMg==' }, [
    'app settings',
    'SEAL_KEY_PREVIOUS is no address in a Key Vault: the key must be in the vault, not in a setting.',
  ]),
  kind(
    'the store is opened with a key',
    { 'settings.properties.STORE': 'AccountName=x;AccountKey=hunter2' },
    ['app settings', 'STORE holds a key of the storage account: it has to be the address of its tables.'],
    { hides: OF_PLACES },
  ),
  kind(
    'the token service is that of another region',
    { 'settings.properties.TOKEN_SERVICE_URL': 'https://europe.api.botframework.com' },
    ['app settings', 'TOKEN_SERVICE_URL is that of another region: it has to be https://api.botframework.com.'],
  ),
  kind('the bot waits for a role', { readiness: { status: 503, body: { status: 'waiting', waitsFor: VAULT_ROLE } } }, [
    'readiness',
    `The bot waits for ${VAULT_ROLE}.`,
    'A new role takes up to 10 minutes; if it is longer, see what stands at the roles here.',
  ]),
  kind('the bot is not ready', { readiness: { status: 503, body: { status: 'not ready' } } }, [
    'readiness',
    'The bot is not ready.',
    'The line “not ready” of its log says why (docs/operate.md).',
  ]),
  kind('something else answers', { readiness: { status: 200, body: undefined } }, [
    'readiness',
    `What answers at ${botDomain} is not the bot (200).`,
    'Deploy the code again, and see the log stream of the App Service.',
  ]),
];
