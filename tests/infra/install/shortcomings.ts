import type { AzureState, Fault } from '../azure/state.ts';

/** Another account than the one that everything is right with. */
export const account = (change: object) => (state: AzureState) => ({
  account: state.account && { ...state.account, ...change },
});

/** What is not as it should be, the line that is printed about it, and the one with what to do. */
export interface Row {
  what: string;
  change?: (state: AzureState) => Partial<AzureState>;
  fault?: Fault;
  /** Values beside those of the first time. */
  words?: string[];
  /** Beside what every process has. */
  env?: NodeJS.ProcessEnv;
  says: RegExp;
  fix?: RegExp;
}

/** Each of these is one thing that differs from a subscription in which everything is right. */
export const ROWS: readonly Row[] = [
  {
    what: 'nobody is signed in',
    change: () => ({ account: undefined }),
    says: /WRONG {2}The account +Nobody is signed in/,
    fix: /az login/,
  },
  {
    what: 'the sign-in has expired',
    fault: {
      to: 'account show',
      fails:
        'AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
    },
    says: /WRONG {2}The account +.*AADSTS70043/,
    fix: /az login/,
  },
  {
    what: 'the subscription is not seen',
    words: ['AZURE_SUBSCRIPTION_ID=99999999-9999-4999-8999-999999999999'],
    says: /WRONG {2}The account +.*does not see the subscription/,
    fix: /az account list/,
  },
  {
    what: 'the subscription is disabled',
    change: account({ state: 'Disabled' }),
    says: /WRONG {2}Subscription +.*is Disabled/,
    fix: /enables it again/,
  },
  {
    what: 'another cloud',
    change: account({ environmentName: 'AzureUSGovernment' }),
    says: /WRONG {2}Subscription +.*AzureUSGovernment/,
    fix: /az cloud set/,
  },
  {
    what: 'the tenant is not that of Teams',
    words: ['TEAMS_TENANT_ID=88888888-8888-4888-8888-888888888888'],
    says: /WRONG {2}Tenant +.*TEAMS_TENANT_ID is 8888/,
    fix: /az login --tenant 8888/,
  },
  {
    what: 'a guest, and nobody has said that this is the tenant of Teams',
    change: account({ user: { name: 'ida_contoso.com#EXT#@fabrikam.com', type: 'user' } }),
    says: /WRONG {2}Tenant +.*is a guest/,
    fix: /TEAMS_TENANT_ID=72f988bf/,
  },
  {
    what: 'no person is signed in',
    change: account({ user: { name: 'an id', type: 'servicePrincipal' } }),
    says: /\? {6}Tenant +.*No person/,
    fix: /TEAMS_TENANT_ID=/,
  },
  {
    what: 'an old Azure CLI',
    change: () => ({ az: '2.48.0' }),
    says: /WRONG {2}Azure CLI +It is 2\.48\.0/,
    fix: /az upgrade; it takes 2\.48\.1/,
  },
  {
    what: 'an old Bicep',
    change: () => ({ bicep: '0.37.4' }),
    says: /WRONG {2}Bicep +It is 0\.37\.4/,
    fix: /az bicep upgrade/,
  },
  {
    what: 'no Bicep yet',
    change: () => ({ bicep: undefined }),
    says: /\? {6}Bicep +It is not there yet/,
    fix: /az bicep install/,
  },
  {
    what: 'a provider that is not registered',
    change: ({ providers }) => ({ providers: providers.filter(name => name !== 'Microsoft.BotService') }),
    says: /\? {6}Resource providers +Not registered: Microsoft\.BotService\./,
    fix: /az provider register --namespace Microsoft\.BotService/,
  },
  {
    what: 'no right to make the group',
    change: () => ({ roles: ['Reader'] }),
    says: /\? {6}Resource group +.*The roles of the account there: Reader/,
    fix: /az group create --name rg-nyckel --location swedencentral/,
  },
  {
    what: 'Contributor alone, at the subscription',
    change: () => ({ roles: ['Contributor'] }),
    says: /\? {6}Resource group +.*there: Contributor/,
  },
  {
    what: 'Contributor alone, in the group',
    change: () => ({
      groups: { 'rg-nyckel': { location: 'swedencentral' } },
      permissions: [
        { actions: ['*'], notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'] },
      ],
    }),
    says: /WRONG {2}Resource group +The account may not do Microsoft\.Authorization\/roleAssignments\/write in rg-nyckel/,
    fix: /Role Based Access Control Administrator/,
  },
  {
    what: 'no right at all in the group',
    change: () => ({
      groups: { 'rg-nyckel': { location: 'swedencentral' } },
      permissions: [{ actions: ['*/read'], notActions: [] }],
    }),
    says: /WRONG {2}Resource group +.*Microsoft\.Resources\/deployments\/write, Microsoft\.Web/,
  },
  {
    what: 'a region that there is not',
    words: ['AZURE_LOCATION=swedencentrall'],
    says: /WRONG {2}Region +The subscription has no region swedencentrall/,
    fix: /az account list-locations/,
  },
  {
    what: 'a region without three zones',
    words: ['AZURE_LOCATION=westus'],
    says: /WRONG {2}Region +westus does not have Standard_ZRS/,
    fix: /STORAGE_SKU=Standard_LRS/,
  },
  {
    what: 'a vault of a deleted group of the same name',
    change: ({ account }) => ({
      deletedVaults: [
        {
          name: 'nyckel-xyz',
          properties: {
            vaultId: `/subscriptions/${account?.id}/resourceGroups/RG-Nyckel/providers/Microsoft.KeyVault/vaults/nyckel-xyz`,
          },
        },
      ],
    }),
    says: /WRONG {2}Vault +nyckel-xyz/,
    fix: /az keyvault recover --name nyckel-xyz/,
  },
  {
    what: 'no role in Entra',
    change: () => ({
      entraRoles: [{ displayName: 'Directory Readers', roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b' }],
    }),
    says: /\? {6}Role in Entra +The account has no active role/,
    fix: /Privileged Identity Management/,
  },
  {
    what: 'quota, which nothing tells',
    says: /\? {6}App Service +B1 is in swedencentral.*Current Limit \(Basic VMs\): 0/,
    fix: /PLAN_SKU=S1/,
  },
  {
    what: 'NODE_ENV of the Cloud Shell',
    env: { NODE_ENV: 'production' },
    says: /ok {5}NODE_ENV +.*npm ci --include=dev/,
  },
  { what: 'the Cloud Shell', env: { ACC_CLOUD: 'PROD' }, says: /ok {5}Cloud Shell +.*ends when nobody writes in it/ },
  {
    what: 'the policy file is not in the package',
    words: ['POLICY_FILE=policy.json'],
    says: /WRONG {2}The code +POLICY_FILE is policy\.json, and that is not in/,
    fix: /zip --junk-paths dist\/nyckel\.zip policy\.json/,
  },
];
