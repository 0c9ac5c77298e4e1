import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { Config } from './config.ts';

/** Audience of a managed identity's token when it stands in for a secret (Microsoft Entra, "Workload identity federation"). */
const TOKEN_EXCHANGE = 'api://AzureADTokenExchange/.default';

/** The bot's own identity, the only source of its tokens for the connector, the token service and Key Vault. */
export function createCredential(config: Config): TokenCredential {
  const { botId, tenantId, credential } = config;
  const options = { authorityHost: config.authorityHost, disableInstanceDiscovery: !config.authorityDiscovery };
  switch (credential.kind) {
    case 'client-secret':
      return new ClientSecretCredential(tenantId, botId, credential.secret, options);
    case 'certificate':
      return new ClientCertificateCredential(tenantId, botId, credential.path, options);
    case 'managed-identity':
      return new ManagedIdentityCredential({ clientId: botId });
    case 'federated':
      return new ClientAssertionCredential(tenantId, botId, assertion(credential.managedIdentityClientId), options);
  }
}

function assertion(clientId: string | undefined): () => Promise<string> {
  const identity = clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
  return async () => (await identity.getToken(TOKEN_EXCHANGE)).token;
}
