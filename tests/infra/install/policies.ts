import type { Row } from './shortcomings.ts';

/** An assignment of a built-in policy, as Azure lists it. */
const built = (id: string, displayName: string, parameters: object) => ({
  displayName,
  enforcementMode: 'Default',
  parameters,
  policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${id}`,
});
const only = (...regions: string[]) =>
  built('e56962a6-4747-49cd-b67b-bf8b01975c4c', 'Allowed locations', { listOfAllowedLocations: { value: regions } });
const LOCATIONS = only('westeurope', 'northeurope');
/** Azure policies that are assigned, each alone. */
export const POLICIES: readonly Row[] = [
  {
    what: 'a policy that does not allow the region',
    change: () => ({ policies: [LOCATIONS] }),
    says: /WRONG {2}Policies +“Allowed locations” allows westeurope, northeurope, and not swedencentral/,
    fix: /exemption/,
  },
  {
    what: 'a policy that allows the region, and not that of the bot',
    words: ['AZURE_LOCATION=westus', 'STORAGE_SKU=Standard_LRS', 'BOT_REGION=westeurope'],
    change: () => ({ policies: [only('westus')] }),
    says: /WRONG {2}Policies +“Allowed locations” allows westus, and not westeurope/,
  },
  {
    what: 'a policy that allows the region, and a bot that is global',
    change: () => ({ policies: [only('swedencentral')] }),
    says: /ok {5}Policies +1 in force/,
  },
  {
    what: 'a policy that does not allow the store',
    change: () => ({
      policies: [
        built('7433c107-6db4-4ad1-b57a-a76dce0154a1', 'Cheap stores', {
          listOfAllowedSKUs: { value: ['Standard_LRS'] },
        }),
      ],
    }),
    says: /WRONG {2}Policies +“Cheap stores” allows stores of standard_lrs, and not Standard_ZRS/,
  },
  {
    what: 'a policy that forbids bots',
    change: () => ({
      policies: [
        built('6c112d4e-5bc7-47ae-a041-ea2d9dccd749', 'No bots', {
          listOfResourceTypesNotAllowed: { value: ['Microsoft.BotService/botServices', 'Microsoft.Compute/disks'] },
        }),
      ],
    }),
    says: /WRONG {2}Policies +“No bots” forbids microsoft\.botservice\/botservices\./,
  },
  {
    what: 'a policy that allows other things',
    change: () => ({
      policies: [
        built('a08ec900-254a-4555-9bf5-e42af04b5c5c', 'Only sites', {
          listOfResourceTypesAllowed: { value: ['Microsoft.Web/sites'] },
        }),
      ],
    }),
    says: /WRONG {2}Policies +“Only sites” allows nothing of Microsoft\.BotService/,
  },
  {
    what: 'a policy that denies what nobody can see',
    change: () => ({ policies: [built('x', 'Our rules', { effect: { value: 'Deny' } })] }),
    says: /\? {6}Policies +“Our rules” denies something/,
  },
  {
    what: 'a policy against shared keys, which is no obstacle',
    change: () => ({
      policies: [built('8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54', 'No shared keys', { effect: { value: 'Deny' } })],
    }),
    says: /ok {5}Policies +“No shared keys” is no obstacle/,
  },
  {
    what: 'a policy that is not enforced',
    change: () => ({ policies: [{ ...LOCATIONS, enforcementMode: 'DoNotEnforce' }] }),
    says: /ok {5}Policies +0 in force/,
  },
  {
    what: 'policies may not be read',
    fault: {
      to: 'policy assignment list',
      fails:
        "(AuthorizationFailed) The client 'x' does not have authorization to perform action 'Microsoft.Authorization/policyAssignments/read' over scope '/subscriptions/x'.",
    },
    says: /\? {6}Policies +The account may not do Microsoft\.Authorization\/policyAssignments\/read/,
  },
];
