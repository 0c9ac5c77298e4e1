import { VALUES } from '../checkup/right-installation.ts';

/** What there is in the stand-in for Azure and Microsoft Entra ID. */
export interface AzureState {
  /** Versions of the Azure CLI and of Bicep; without the latter it is not there. */
  az: string;
  bicep?: string;
  account?: Account;
  /** Which providers are registered. */
  providers: string[];
  groups: Record<string, { location: string }>;
  /** What the account may do in a group. */
  permissions: { actions: string[]; notActions: string[] }[];
  /** Names of its roles at the subscription. */
  roles: string[];
  entraRoles: { displayName: string; roleTemplateId: string }[];
  locations: string[];
  /** SKUs of storage that each region has. */
  storageSkus: Record<string, string[]>;
  policies: unknown[];
  deletedVaults: unknown[];
  applications: Application[];
  /** App ids with a service principal. */
  principals: string[];
  /** Parameters of the last deployment, by group. */
  deployments: Record<string, Record<string, string>>;
  /** Settings of the App Service, as far as they are not always the same. */
  settings: Record<string, string>;
  /** The package that each App Service has. */
  packages: Record<string, string>;
  /** What the deployment tells as the host of the App Service. */
  host: string;
  /** Where the commands are called. */
  folder: string;
}

interface Account {
  environmentName: string;
  id: string;
  name: string;
  state: string;
  tenantDefaultDomain: string;
  tenantId: string;
  user: { name: string; type: string };
}

export interface Application {
  appId: string;
  displayName: string;
  identifierUris: string[];
  tags: string[];
  federatedIdentityCredentials: Record<string, unknown>[];
  [property: string]: unknown;
}

/** Something that goes wrong in a command that contains `to`. */
export interface Fault {
  to: string;
  /** Ends with this on standard error and exit code 1. */
  fails?: string;
  /** Warns of this, and goes on. */
  warns?: string;
  /** Does it, and then kills whoever has called. */
  kills?: true;
  /** Only so many times. */
  times?: number;
}

/** A subscription in which everything is as it should be, and nothing of ours is there. */
export function fresh(): AzureState {
  return {
    az: '2.79.0',
    bicep: '0.39.26',
    account: {
      environmentName: 'AzureCloud',
      id: VALUES.subscriptionId,
      name: 'Contoso production',
      state: 'Enabled',
      tenantDefaultDomain: 'contoso.com',
      tenantId: VALUES.tenantId,
      user: { name: 'ida@contoso.com', type: 'user' },
    },
    providers: ['BotService', 'Insights', 'KeyVault', 'ManagedIdentity', 'OperationalInsights', 'Storage', 'Web'].map(
      name => `Microsoft.${name}`,
    ),
    groups: {},
    permissions: [{ actions: ['*'], notActions: [] }],
    roles: ['Owner'],
    entraRoles: [
      { displayName: 'Cloud Application Administrator', roleTemplateId: '158c047a-c907-4556-b7ef-465551a6b5f7' },
    ],
    locations: ['swedencentral', 'westeurope', 'westus'],
    storageSkus: {
      swedencentral: ['Standard_LRS', 'Standard_ZRS'],
      westeurope: ['Standard_LRS', 'Standard_ZRS'],
      westus: ['Standard_LRS'],
    },
    policies: [],
    deletedVaults: [],
    applications: [],
    principals: [],
    deployments: {},
    settings: {},
    packages: {},
    host: '',
    folder: '',
  };
}
