import { DEPLOY } from '../../../infra/checkup/finding.ts';
import { APP_KINDS, OF_ROLES } from './app-kinds.ts';
import { type Kind, kind } from './kind.ts';
import { assignment, PRINCIPAL, rightInstallation, role, SOMEBODY, VALUES, VAULT } from './right-installation.ts';

const { aadAppClientId, botDomain, botId, tenantId } = VALUES;
const OF_BOT = ['messaging endpoint', 'bot’s identity', 'channel teams', 'oauth connection'];
const NEW_ROLE = `${DEPLOY} A new role takes up to 10 minutes.`;
const OFFICER = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7';
const CRYPTO_OFFICER = '14b46e9e-c2b7-41b4-b07b-48a6ebf60603';
const parameter = (place: number, value: string) => ({ [`connection.properties.parameters.${place}.value`]: value });
const withRoles = (index: number, value: unknown) => {
  const { roles } = rightInstallation();
  return { roles: Array.isArray(roles) ? roles.toSpliced(index, 1, ...(value === undefined ? [] : [value])) : [] };
};

const BOT: readonly Kind[] = [
  kind(
    'the Azure Bot was deleted',
    { bots: [] },
    ['azure bot', `The resource group rg-nyckel has no Azure Bot with the id ${botId}.`],
    { hides: OF_BOT },
  ),
  kind('messages go to another host', { 'bots.0.properties.endpoint': 'https://old.example/api/messages' }, [
    'messaging endpoint',
    `Messages go to https://old.example/api/messages, not to https://${botDomain}/api/messages.`,
  ]),
  kind('the bot is another kind of identity', { 'bots.0.properties.msaAppType': 'MultiTenant' }, [
    'bot’s identity',
    'The Azure Bot is of the type MultiTenant, not UserAssignedMSI.',
  ]),
  kind('the bot is in another tenant', { 'bots.0.properties.msaAppTenantId': SOMEBODY }, [
    'bot’s identity',
    `The Azure Bot is in the tenant ${SOMEBODY}, not in ${tenantId}.`,
  ]),
  kind('the channel Teams is missing', { channel: undefined }, [
    'channel teams',
    'The Azure Bot has no channel Microsoft Teams.',
  ]),
  kind('the channel Teams is off', { 'channel.properties.properties.isEnabled': false }, [
    'channel teams',
    'The channel Microsoft Teams is switched off.',
  ]),
  kind('the OAuth connection is missing', { connection: undefined }, [
    'oauth connection',
    'The Azure Bot has no OAuth connection with the name graph.',
  ]),
  kind(
    'the connection is of another provider',
    {
      'connection.properties.serviceProviderId': '30dd229c-58e3-4a48-bdfd-91ec48eb906c',
      'connection.properties.serviceProviderDisplayName': 'Azure Active Directory v2',
    },
    [
      'oauth connection',
      'Its provider is Azure Active Directory v2, not AAD v2 with Federated Credentials (AADSTS7000218).',
    ],
  ),
  kind('the connection is of another application', parameter(0, SOMEBODY), [
    'oauth connection',
    `Its ClientId is ${SOMEBODY}, not ${aadAppClientId} (AADSTS700016).`,
  ]),
  kind('the connection has another unique identifier', parameter(1, SOMEBODY), [
    'oauth connection',
    `Its UniqueIdentifier is ${SOMEBODY}, not ${botId} (AADSTS7002137).`,
  ]),
  kind('the connection has another Token Exchange URL', parameter(2, ''), [
    'oauth connection',
    `Its TokenExchangeUrl is empty, not api://botid-${botId} (AADSTS500131).`,
  ]),
  kind('the connection is of another tenant', parameter(3, 'common'), [
    'oauth connection',
    `Its TenantId is common, not ${tenantId} (AADSTS700016).`,
  ]),
  kind('the connection lacks a scope', { 'connection.properties.scopes': scopesWithout('User.RevokeSessions.All') }, [
    'oauth connection',
    'Its scopes lack User.RevokeSessions.All.',
  ]),
  kind(
    'the connection asks for a scope too many',
    { 'connection.properties.scopes': `${scopesWithout('')} Mail.Read` },
    ['oauth connection', 'It asks without need for Mail.Read.'],
  ),
  kind('the connection is in another region', { 'connection.location': 'West Europe' }, [
    'oauth connection',
    'It is in the region westeurope, and BOT_REGION is global: there people’s sign-ins are kept.',
    'Set BOT_REGION to westeurope; or, to have it in global, delete the Azure Bot and deploy again.',
  ]),
];

function scopesWithout(scope: string): string {
  const { connection } = rightInstallation();
  const scopes: unknown = Reflect.get(Object(Reflect.get(Object(connection), 'properties')), 'scopes');
  return String(scopes).replace(` ${scope}`, ' ').trim();
}

const RIGHTS: readonly Kind[] = [
  kind(
    'the managed identity was deleted',
    { identities: [] },
    ['managed identity', `No managed identity has the client id ${botId}.`],
    {
      hides: [...OF_ROLES, 'rights on the vault'],
    },
  ),
  kind('the app does not have the identity', { 'app.identity.userAssignedIdentities': {} }, [
    'managed identity',
    'The app does not have the identity, so the bot gets no token of its own.',
  ]),
  kind('the role on the table is missing', withRoles(0, undefined), [
    'role on the table',
    'The identity lacks Storage Table Data Contributor: the bot can’t open its store.',
    NEW_ROLE,
  ]),
  kind('the role on the vault is missing', withRoles(1, undefined), [
    'role on the vault',
    'The identity lacks Key Vault Crypto User: the bot can’t open its seal key.',
    NEW_ROLE,
  ]),
  kind('the role on telemetry is missing', withRoles(2, undefined), [
    'role on telemetry',
    'The identity lacks Monitoring Metrics Publisher: traces and figures are lost, and alerts see nothing.',
    NEW_ROLE,
  ]),
  kind('the identity has a role too many', { 'roles.3': assignment(OFFICER, VAULT, PRINCIPAL) }, [
    'other roles',
    `The identity has roles that the bot does not need: ${OFFICER} on ${VAULT}.`,
    'Take them away: az role assignment delete --ids <id of the assignment>.',
  ]),
  kind(
    'somebody else can open the seal key',
    {
      'vaultRoles.2': assignment(CRYPTO_OFFICER, VAULT, SOMEBODY, 'User'),
      [`definitions.${CRYPTO_OFFICER}`]: role('Key Vault Crypto Officer', ['Microsoft.KeyVault/vaults/keys/*']),
    },
    [
      'rights on the vault',
      `Besides the bot, the seal key can be opened or replaced by user ${SOMEBODY} (Key Vault Crypto Officer).`,
      'Take the role away: az role assignment delete --assignee <object id> --role <role> --scope <vault>.',
    ],
  ),
  kind(
    'the role on the vault is another one',
    { 'roles.1': assignment(OFFICER, VAULT, PRINCIPAL) },
    ['role on the vault', 'The identity lacks Key Vault Crypto User: the bot can’t open its seal key.', NEW_ROLE],
    { also: ['other roles'] },
  ),
  kind(
    'the vault was deleted',
    { vault: undefined, key: undefined, vaultRoles: undefined, vaultLogs: undefined },
    [
      'key vault',
      `There is no vault ${VALUES.keyVaultName}.`,
      `If it was deleted: az keyvault recover --name ${VALUES.keyVaultName}. A new vault has another key, with which nothing sealed can be opened.`,
    ],
    { hides: ['seal key', 'rights on the vault', 'log of the vault'] },
  ),
  kind('a deleted seal key is lost', { 'vault.properties.enablePurgeProtection': undefined }, [
    'key vault',
    'Without purge protection, a deleted seal key is lost.',
  ]),
  kind('the vault is opened by access policies', { 'vault.properties.enableRbacAuthorization': false }, [
    'key vault',
    'Access policies open the vault, not roles.',
  ]),
  kind('the seal key was deleted', { key: undefined }, [
    'seal key',
    'The vault has no seal-key: the bot waits for it, and then ends.',
    'If it was deleted: az keyvault key recover. Otherwise deploy again: node infra/install.ts deploy.',
  ]),
  kind('the seal key is disabled', { 'key.properties.attributes.enabled': false }, [
    'seal key',
    'The newest version of seal-key is disabled: no data key can be made with it, and none be wrapped anew.',
    'Enable its current version in the vault.',
  ]),
];

const AROUND: readonly Kind[] = [
  kind('the log is kept nowhere', { appLogs: [] }, [
    'log of the app',
    'It is kept nowhere: AppServiceConsoleLogs, AppServicePlatformLogs.',
  ]),
  kind('the log goes to an archive alone', { 'appLogs.0.properties.workspaceId': null }, [
    'log of the app',
    'It is kept nowhere: AppServiceConsoleLogs, AppServicePlatformLogs.',
  ]),
  kind('nobody notes who opens the seal key', { 'vaultLogs.0.properties.logs.0.enabled': false }, [
    'log of the vault',
    'It is kept nowhere: AuditEvent.',
  ]),
  kind('an alert is switched off', { 'queryRules.0.properties.enabled': false }, [
    'alerts',
    'Missing or switched off: audit-write-failures.',
  ]),
  kind('an alert reaches nobody', { 'metricAlerts.0.properties.actions': [] }, [
    'alerts',
    'These reach nobody: down.',
    'Set ALERT_EMAIL, and deploy again: node infra/install.ts deploy. Who has ended the mails is added again in the action group.',
  ]),
  kind('the action group is switched off', { 'actionGroups.0.properties.enabled': false }, [
    'alerts',
    'These reach nobody: audit-write-failures, reset-failures, refused-attempts, alarms, unusual-number, down.',
    'Set ALERT_EMAIL, and deploy again: node infra/install.ts deploy. Who has ended the mails is added again in the action group.',
  ]),
  kind('the receiver has ended the mails', { 'actionGroups.0.properties.emailReceivers.0.status': 'Disabled' }, [
    'alerts',
    'These reach nobody: audit-write-failures, reset-failures, refused-attempts, alarms, unusual-number, down.',
    'Set ALERT_EMAIL, and deploy again: node infra/install.ts deploy. Who has ended the mails is added again in the action group.',
  ]),
];

/** Kinds of broken installation that are in Azure. */
export const AZURE_KINDS = [...BOT, ...APP_KINDS, ...RIGHTS, ...AROUND];
