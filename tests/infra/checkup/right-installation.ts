import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SITE_CONFIG } from '../../../infra/checkup/app.ts';
import { application, federatedCredential, readInstallation } from '../../../infra/entra-app.ts';
import type { Values } from '../../../infra/values.ts';
import { PERMISSIONS } from '../../../src/directory/permissions.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-nyckel`;
const NAME = 'nyckel-abcdefghijklm';
export const ACCOUNT = 'nyckelabcdefghijklm';
export const PRINCIPAL = '22222222-2222-4222-8222-222222222222';
const GRAPH_PRINCIPAL = '33333333-3333-4333-8333-333333333333';
export const SOMEBODY = '44444444-4444-4444-8444-444444444444';
const scopesOf = (permissions: readonly { scope: string }[]) => permissions.map(({ scope }) => scope).join(' ');
const GRANTED = scopesOf(PERMISSIONS.broad);
/** What is optional is granted, and not asked for. */
const ASKED = scopesOf(PERMISSIONS.broad.filter(({ without }) => without === undefined));

export const VALUES: Values = {
  subscriptionId: SUBSCRIPTION,
  resourceGroup: 'rg-nyckel',
  location: 'swedencentral',
  alertEmail: 'helpdesk-operators@contoso.com',
  tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  aadAppClientId: '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9',
  botId: '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  botDomain: `${NAME}.azurewebsites.net`,
  appServiceId: `${GROUP}/providers/Microsoft.Web/sites/${NAME}`,
  keyVaultName: NAME,
  botRegion: '',
  graphPermissions: '',
  teamsAppId: '',
};
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/${NAME}`;
const TABLE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/${ACCOUNT}/tableServices/default/tables/nyckel`;
const COMPONENT = `${GROUP}/providers/Microsoft.Insights/components/${NAME}`;
const ACTION_GROUP = `${GROUP}/providers/microsoft.insights/actionGroups/${NAME}`;
const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${NAME}`;
const BOT = `${GROUP}/providers/Microsoft.BotService/botServices/${NAME}`;
const ids = readInstallation({
  AAD_APP_CLIENT_ID: VALUES.aadAppClientId,
  BOT_ID: VALUES.botId,
  BOT_TENANT_ID: VALUES.tenantId,
});

/** Each answer of Microsoft by what is asked; undefined: there is no such thing (404). */
export type Answers = Record<string, unknown>;

export function roleDefinition(id: string): string {
  return `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

/** As Azure lists it (Role Assignments, List For Scope). */
export function assignment(role: string, scope: string, principalId: string, principalType = 'ServicePrincipal') {
  const properties = { roleDefinitionId: roleDefinition(role), principalId, principalType, scope, condition: null };
  return { properties, type: 'Microsoft.Authorization/roleAssignments', id: `${scope}/${role}`, name: role };
}

/** As Azure defines it (Role Definitions, Get). */
export function role(roleName: string, dataActions: string[], notDataActions: string[] = []) {
  const permissions = [{ actions: [], notActions: [], dataActions, notDataActions }];
  return { properties: { roleName, type: 'BuiltInRole', permissions, assignableScopes: ['/'] } };
}

const alert = (name: string, actions: unknown) => ({ name: `${NAME}-${name}`, properties: { enabled: true, actions } });

/** Answers about the application: of Microsoft Graph, in the shapes of its reference. */
function entra(): Answers {
  const manifest = readFileSync(path.join(ROOT, 'aad.manifest.json'), 'utf8');
  const grant = { clientId: SOMEBODY, consentType: 'AllPrincipals', principalId: null, resourceId: GRAPH_PRINCIPAL };
  return {
    application: {
      id: SOMEBODY,
      appId: VALUES.aadAppClientId,
      passwordCredentials: [],
      keyCredentials: [],
      ...application(manifest, ids),
    },
    credentials: [{ id: SOMEBODY, name: 'nyckel-azure-bot', ...federatedCredential(ids) }],
    principal: { id: SOMEBODY, appId: VALUES.aadAppClientId, accountEnabled: true, appRoleAssignmentRequired: true },
    grants: [{ id: 'grant', ...grant, scope: `${GRANTED} openid profile offline_access` }],
    appRoles: [],
    assigned: [{ principalId: SOMEBODY, principalType: 'Group', principalDisplayName: 'Helpdesk' }],
    graph: { id: GRAPH_PRINCIPAL },
  };
}

/** Answers about the Azure Bot (Bots, Channels and Bot Connection, Get). */
function bot(): Answers {
  const parameters = {
    ClientId: VALUES.aadAppClientId,
    UniqueIdentifier: VALUES.botId,
    TokenExchangeUrl: `api://botid-${VALUES.botId}`,
    TenantId: VALUES.tenantId,
  };
  return {
    bots: [
      {
        id: BOT,
        location: 'global',
        kind: 'azurebot',
        properties: {
          endpoint: `https://${VALUES.botDomain}/api/messages`,
          msaAppType: 'UserAssignedMSI',
          msaAppId: VALUES.botId,
          msaAppTenantId: VALUES.tenantId,
        },
      },
    ],
    channel: {
      location: 'global',
      properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true, enableCalling: false } },
    },
    connection: {
      location: 'global',
      properties: {
        clientId: VALUES.aadAppClientId,
        clientSecret: null,
        scopes: `openid profile offline_access ${ASKED}`,
        serviceProviderId: 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18',
        serviceProviderDisplayName: 'AAD v2 with Federated Credentials',
        parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
      },
    },
  };
}

/** Answers about the app (Web Apps: Get, Get Configuration, List Application Settings). */
function app(): Answers {
  return {
    app: {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: { clientId: VALUES.botId } } },
      properties: { state: 'Running', httpsOnly: true, defaultHostName: VALUES.botDomain, siteConfig: null },
    },
    web: { properties: Object.fromEntries(SITE_CONFIG) },
    passwords: ['ftp', 'scm'].map(name => ({ name, properties: { allow: false } })),
    settings: {
      properties: {
        BOT_ID: VALUES.botId,
        BOT_TENANT_ID: VALUES.tenantId,
        AZURE_CLIENT_ID: VALUES.botId,
        BOT_CREDENTIAL: 'managed-identity',
        OAUTH_CONNECTION: 'graph',
        CLOUD: 'public',
        TEAMS_APP_ID: '',
        GRAPH_PERMISSIONS: 'broad',
        STORE: `https://${ACCOUNT}.table.core.windows.net/`,
        SEAL_KEY: `https://${NAME}.vault.azure.net/keys/seal-key`,
      },
    },
    readiness: { status: 200, body: { status: 'ready' } },
  };
}

/** Answers about identity, roles, vault, logs and alerts. */
function around(): Answers {
  const table = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3';
  const crypto = '12338af0-0e69-4776-bea7-57ae8d297424';
  const metrics = '3913510d-42f4-4e42-8a64-420c390055eb';
  const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const log = (...categories: string[]) => [
    { properties: { workspaceId: `${GROUP}/w`, logs: categories.map(category => ({ category, enabled: true })) } },
  ];
  const mail = { name: 'operators', emailAddress: VALUES.alertEmail, status: 'Enabled' };
  return {
    identities: [{ id: IDENTITY, properties: { clientId: VALUES.botId, principalId: PRINCIPAL } }],
    roles: [
      assignment(table, TABLE, PRINCIPAL),
      assignment(crypto, `${VAULT}/keys/seal-key`, PRINCIPAL),
      assignment(metrics, COMPONENT, PRINCIPAL),
    ],
    vaultRoles: [assignment(crypto, `${VAULT}/keys/seal-key`, PRINCIPAL), assignment(owner, GROUP, SOMEBODY, 'User')],
    definitions: { [owner]: role('Owner', []) },
    vault: { properties: { enableRbacAuthorization: true, enablePurgeProtection: true } },
    key: { properties: { attributes: { enabled: true } } },
    appLogs: log('AppServiceConsoleLogs', 'AppServicePlatformLogs'),
    vaultLogs: log('AuditEvent'),
    queryRules: ['audit-write-failures', 'reset-failures', 'refused-attempts', 'alarms', 'unusual-number'].map(name =>
      alert(name, { actionGroups: [ACTION_GROUP] }),
    ),
    metricAlerts: [alert('down', [{ actionGroupId: ACTION_GROUP }])],
    actionGroups: [{ id: ACTION_GROUP, properties: { enabled: true, emailReceivers: [mail] } }],
  };
}

/** What Microsoft answers about an installation that is as it has to be; a test may change it. */
export function rightInstallation(): Answers {
  return { ...entra(), ...bot(), ...app(), ...around() };
}

/** The same with one thing changed: `grants.0.scope` is a property of the first of what `grants` lists; undefined takes it away. */
export function broken(changes: Readonly<Record<string, unknown>>): Answers {
  const answers = structuredClone(rightInstallation());
  for (const [place, value] of Object.entries(changes)) {
    const [last = '', ...above] = place.split('.').reverse();
    const holder = above.reverse().reduce<unknown>((body, name) => Reflect.get(Object(body), name), answers);
    if (typeof holder !== 'object' || holder === null) throw new Error(`There is no ${place} to break`);
    if (Array.isArray(holder) && value === undefined) holder.splice(Number(last), 1);
    else Reflect.set(holder, last, structuredClone(value));
  }
  return answers;
}
