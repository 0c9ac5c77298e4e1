import type { KnownError } from './known-error.ts';

/** The Azure CLI itself, the account in it, and the way to Azure. */
export const SIGN_IN_ERRORS: readonly KnownError[] = [
  {
    pattern: /ENOENT|'az' is not recognized|az: (?:command )?not found/,
    is: 'The Azure CLI is not installed, or not on the path.',
    todo: 'Install it: https://learn.microsoft.com/cli/azure/install-azure-cli. In the Azure Cloud Shell it is there.',
  },
  {
    pattern: /Audience (\S+) is not a supported MSI token audience/,
    is: 'The Azure Cloud Shell has no token for $1.',
    todo: 'Sign in to the Azure CLI yourself, also in the Cloud Shell: az login --use-device-code.',
  },
  {
    pattern: /Please run 'az login' to setup account|No subscription found|az login' to (?:access|setup)/,
    is: 'Nobody is signed in to the Azure CLI.',
    todo: 'az login --tenant <the tenant that Teams is in>.',
  },
  {
    pattern: /AADSTS(50173|700082|70043|50078|50076|50079|700084|50132|50133)\b/,
    is: 'The sign-in of the Azure CLI is not accepted any more (AADSTS$1).',
    todo: 'Sign in again: az login --tenant <the tenant that Teams is in>.',
  },
  {
    pattern: /Continuous access evaluation resulted in challenge|TokenCreatedWithOutdatedPolicies|InteractionRequired/,
    is: 'Microsoft Entra ID wants a fresh sign-in of the Azure CLI.',
    todo: 'az logout, then az login --tenant <the tenant that Teams is in>.',
  },
  {
    pattern:
      /subscription of '?[^'\s]+'? doesn't exist in cloud|SubscriptionNotFound|subscription '?[^'\s]+'? could not be found/i,
    is: 'The account in the Azure CLI does not see the subscription.',
    todo: 'Correct AZURE_SUBSCRIPTION_ID (az account list shows what there is), or sign in to the tenant of that subscription: az login --tenant <id>.',
  },
  {
    pattern: /InvalidAuthenticationTokenTenant|wrong issuer|must match the tenant/,
    is: 'The Azure CLI is signed in to another tenant than that of the subscription.',
    todo: 'az login --tenant <tenant of the subscription>, then az account set --subscription <its id>.',
  },
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|certificate verify failed|self.signed certificate/i,
    is: 'A proxy opens the connection to Azure, and the Azure CLI does not trust its certificate.',
    todo: 'Set REQUESTS_CA_BUNDLE to the certificate of the proxy: https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting#work-behind-a-proxy.',
  },
  {
    pattern:
      /Max retries exceeded with url|Failed to establish a new connection|ProxyError|getaddrinfo failed|Name or service not known|Connection (?:reset|aborted|refused)|Read timed out/,
    is: 'Azure is not reached from here.',
    todo: 'See whether the network is there; behind a proxy set HTTPS_PROXY, and let login.microsoftonline.com, management.azure.com, graph.microsoft.com and *.scm.azurewebsites.net through.',
  },
];
