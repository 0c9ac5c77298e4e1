/** The endpoints of one cloud. */
export interface CloudPreset {
  graphEndpoint: string;
  tokenServiceUrl: string;
  channelOpenIdMetadataUrl: string;
  channelIssuer: string;
  channelScope: string;
  /** Host names that our connector token may be sent to; a leading *. takes subdomains. */
  channelServiceHosts: readonly string[];
  /** Host names that a file may be put on, for a person who says so; none where Teams has no files of bots. A leading *. takes subdomains. */
  fileHosts: readonly string[];
  authorityHost: string;
  /** The Entra admin center. */
  portal: string;
}

export const CLOUD_NAMES = ['public', 'usgov', 'usgov-dod'] as const;

/** botframework-connector's GovernmentConstants, and Microsoft Graph, "National cloud deployments". */
const US_GOVERNMENT = {
  tokenServiceUrl: 'https://api.botframework.azure.us',
  channelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  channelIssuer: 'https://api.botframework.us',
  channelScope: 'https://api.botframework.us/.default',
  // Microsoft Teams, "Send and receive files using bot": not in GCC High and DoD.
  fileHosts: [],
  authorityHost: 'https://login.microsoftonline.us',
  portal: 'https://entra.microsoft.us',
} as const;

export const CLOUDS: Readonly<Record<(typeof CLOUD_NAMES)[number], CloudPreset>> = {
  public: {
    graphEndpoint: 'https://graph.microsoft.com',
    tokenServiceUrl: 'https://api.botframework.com',
    channelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    channelIssuer: 'https://api.botframework.com',
    channelScope: 'https://api.botframework.com/.default',
    channelServiceHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
    // OneDrive for Business of any organization: contoso-my.sharepoint.com.
    fileHosts: ['*.sharepoint.com'],
    authorityHost: 'https://login.microsoftonline.com',
    portal: 'https://entra.microsoft.com',
  },
  usgov: {
    ...US_GOVERNMENT,
    graphEndpoint: 'https://graph.microsoft.us',
    channelServiceHosts: ['smba.infra.gov.teams.microsoft.us'],
  },
  'usgov-dod': {
    ...US_GOVERNMENT,
    graphEndpoint: 'https://dod-graph.microsoft.us',
    channelServiceHosts: ['smba.infra.dod.teams.microsoft.us'],
  },
};
