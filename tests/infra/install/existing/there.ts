import { settingsFor } from '../../azure/resources.ts';
import type { AzureState } from '../../azure/state.ts';
import { VALUES } from '../../checkup/right-installation.ts';

const VAULT = `https://${VALUES.keyVaultName}.vault.azure.net`;
/** Where a template of before has put the seal key. */
export const SECRET = `${VAULT}/secrets/seal-key`;
/** What the template writes. */
export const KEY = `${VAULT}/keys/seal-key`;
export const APPLICATION = '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9';

/** An installation that somebody has made without the installer, with these parameters; settings that were changed since. */
export function there(given: Record<string, string> = {}, settings: Record<string, string> = {}): Partial<AzureState> {
  const all = { aadAppClientId: APPLICATION, alertEmail: 'ops@contoso.com', ...given };
  return {
    groups: { 'rg-nyckel': { location: 'swedencentral' } },
    deployments: { 'rg-nyckel': all },
    settings: { ...settingsFor(all), ...settings },
    applications: [
      { appId: APPLICATION, displayName: 'Nyckel', tags: [], identifierUris: [], federatedIdentityCredentials: [] },
    ],
    principals: [APPLICATION],
  };
}

/** What the toolkit has written of it. */
export const TOOLKIT_VALUES = `# ours
AZURE_SUBSCRIPTION_ID=${VALUES.subscriptionId}
AZURE_RESOURCE_GROUP_NAME=rg-nyckel
AZURE_LOCATION=swedencentral
ALERT_EMAIL=ops@contoso.com
BOT_REGION=global
AAD_APP_CLIENT_ID=${APPLICATION}
BOT_ID=${VALUES.botId}
BOT_AZURE_APP_SERVICE_RESOURCE_ID=${VALUES.appServiceId}
KEY_VAULT_NAME=${VALUES.keyVaultName}
`;
