import { ACCOUNT, GROUP, VALUES } from '../checkup/right-installation.ts';
import { AzFailure } from './commands.ts';
import type { AzureState } from './state.ts';

const NAME = VALUES.keyVaultName;

/** What `az resource list` tells of what the templates have made in a group. */
export function resourcesIn({ deployments }: AzureState, group: string): unknown[] {
  const given = deployments[group];
  if (!given) return [];
  const { location = 'swedencentral', botRegion = 'global', planSku = 'B1', storageSku = 'Standard_ZRS' } = given;
  const resource = (type: string, more: object = {}) => ({
    id: `${GROUP}/providers/${type}/${NAME}`,
    name: NAME,
    type,
    location,
    sku: null,
    ...more,
  });
  return [
    resource('Microsoft.KeyVault/vaults'),
    resource('Microsoft.Web/sites'),
    resource('Microsoft.Web/serverfarms', {
      sku: { name: planSku.toUpperCase(), capacity: Number(given.instances ?? 2) },
    }),
    resource('Microsoft.Storage/storageAccounts', { name: ACCOUNT, sku: { name: storageSku, capacity: null } }),
    resource('Microsoft.BotService/botServices', { location: botRegion }),
  ];
}

/** What `az deployment group show` tells of the last deployment. Throws an AzFailure where there was none. */
export function shown({ deployments, account, host }: AzureState, group: string): unknown {
  const given = deployments[group];
  if (!given) throw new AzFailure("(DeploymentNotFound) Deployment 'main' could not be found.");
  const outputs = {
    bot_id: VALUES.botId,
    bot_tenant_id: account?.tenantId,
    bot_domain: host,
    bot_azure_app_service_resource_id: VALUES.appServiceId,
    key_vault_name: VALUES.keyVaultName,
    sign_in_host: given.botRegion === 'westeurope' ? 'europe.token.botframework.com' : 'token.botframework.com',
  };
  const typed = (all: object) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { type: 'String', value }]));
  // Azure tells what was not given as well.
  const parameters = typed({ name: 'nyckel', planSku: 'B1', instances: 2, policyFile: '', ...given });
  return { properties: { provisioningState: 'Succeeded', parameters, outputs: typed(outputs) } };
}

/** What the templates write into the settings of the App Service. */
export function settingsFor(given: Readonly<Record<string, string>>): Record<string, string> {
  return {
    DEFAULT_LOCALE: given.defaultLocale ?? 'en',
    GRAPH_PERMISSIONS: given.graphPermissions ?? 'broad',
    LOG_LEVEL: given.logLevel ?? 'info',
    POLICY_FILE: given.policyFile ?? '',
    SEAL_KEY: `https://${NAME}.vault.azure.net/keys/${given.sealKeyName ?? 'seal-key'}`,
    SEAL_KEY_PREVIOUS: given.previousSealKey ?? '',
    TEAMS_APP_ID: given.teamsAppId ?? '',
  };
}
