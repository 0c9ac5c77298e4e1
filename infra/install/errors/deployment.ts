import type { KnownError } from './known-error.ts';

/** `az group`, `az provider` and `az deployment`. */
export const DEPLOYMENT_ERRORS: readonly KnownError[] = [
  {
    pattern: /Current Limit \((\w+) VMs\): (\d+)/,
    is: 'The subscription may have $2 instances of this size of App Service ($1).',
    todo: 'Take another family, such as PLAN_SKU=S1 or PLAN_SKU=P0v3, which has a quota of its own; or ask for quota: Azure portal, Help + support, Service and subscription limits, App Service (hours to days).',
  },
  {
    pattern: /SubscriptionIsOverQuotaForSku|antquotahelp|without additional quota/,
    is: 'The subscription has no quota for this size of App Service.',
    todo: 'Take another family, such as PLAN_SKU=S1 or PLAN_SKU=P0v3, which has a quota of its own; or ask for quota: Azure portal, Help + support, Service and subscription limits, App Service (hours to days).',
  },
  {
    pattern: /not registered to use namespace '([\w.]+)'/,
    is: 'The subscription has not registered the resource provider $1.',
    todo: 'Whoever owns the subscription runs az provider register --namespace $1, once; it takes some minutes.',
  },
  {
    pattern: /KeyBasedAuthenticationNotPermitted|Key based authentication is not permitted/,
    is: 'A policy forbids storage accounts with shared keys.',
    todo: 'The store has them switched off, so something else wanted one: see in the Azure portal, Deployments of the resource group, which resource it is, and have the policy exempt it.',
  },
  {
    pattern:
      /Resource '([^']+)' was disallowed by policy[\s\S]*?"?policyAssignment"?\s*:\s*\{\s*"?name"?\s*:\s*"?([^",}]+)/,
    is: 'The policy “$2” forbids $1.',
    todo: 'Ask whoever owns the policy for an exemption of the resource group, or change what it forbids: the region (AZURE_LOCATION), PLAN_SKU or STORAGE_SKU.',
  },
  {
    pattern: /RequestDisallowedByPolicy|disallowed by policy/,
    is: 'An Azure policy forbids a resource.',
    todo: 'Its name stands in what Azure says. Ask whoever owns it for an exemption of the resource group, or change what it forbids: the region (AZURE_LOCATION), PLAN_SKU or STORAGE_SKU.',
  },
  {
    pattern:
      /permission to perform action '(Microsoft\.Authorization\/roleAssignments\/write)'|perform action '(Microsoft\.Authorization\/roleAssignments\/write)'/i,
    is: 'The account may not give the bot’s identity its roles (Microsoft.Authorization/roleAssignments/write).',
    todo: 'Beside Contributor it takes Role Based Access Control Administrator on the resource group, or Owner instead of both. Where a condition stands on it, it has to allow the roles of infra/README.md. A role that was just given is in force after some minutes.',
  },
  {
    pattern: /to perform action '([^']+)' (?:over|at) scope '([^']+)'/,
    is: 'The account may not do $1 on $2.',
    todo: 'Have Owner (or Contributor and Role Based Access Control Administrator) assigned there, or have that step done by whoever has it. After a new assignment: az logout, az login.',
  },
  {
    pattern: /AuthorizationFailed|LinkedAuthorizationFailed|does not have authorization to perform action/,
    is: 'The account has no right for this in Azure.',
    todo: 'It takes Owner (or Contributor and Role Based Access Control Administrator) on the resource group. After a new assignment: az logout, az login.',
  },
  {
    pattern: /vault with the same name already exists in deleted state/,
    is: 'The resource group was there before and was deleted; its vault is kept for 90 days, and the name with it.',
    todo: 'Recover it: az keyvault list-deleted --resource-type vault shows its name, then az keyvault recover --name <name>. Or take another resource group.',
  },
  {
    pattern: /VaultAlreadyExists|StorageAccountAlreadyTaken|storage account named \S+ is already taken/,
    is: 'The name of the vault or store is taken, by a deleted one or in another subscription.',
    todo: 'az keyvault list-deleted --resource-type vault shows deleted vaults: az keyvault recover --name <name>. Or begin all names otherwise: RESOURCE_NAME=<3 to 10 small letters and digits>.',
  },
  {
    pattern:
      /RedundancyConfigurationNotAvailableInRegion|SkuUnavailableInZone|SkuNotAvailable|Requested features are not supported in region/,
    is: 'The region does not have this SKU.',
    todo: 'STORAGE_SKU=Standard_LRS where it is the three zones of the store, another PLAN_SKU where it is the App Service, or another region: AZURE_LOCATION.',
  },
  {
    pattern: /LocationNotAvailableForResource(?:Type|Group)|LocationNotValid|location '[^']*' is not available/,
    is: 'This region is unknown, or does not have everything.',
    todo: 'az account list-locations --query "[].name" shows the names; AZURE_LOCATION=<name>.',
  },
  {
    pattern: /InvalidResourceGroupLocation/,
    is: 'The resource group is there already, in another region.',
    todo: 'Set AZURE_LOCATION to the region of the group, or take another group.',
  },
  {
    pattern: /InvalidResourceLocation|already exists in location '[^']+'/,
    is: 'Something of it is there already in another region, and Azure moves nothing.',
    todo: 'Set AZURE_LOCATION (BOT_REGION, where it is the Azure Bot) back to what it was. For the other region, take another resource group.',
  },
  {
    pattern: /alertEmail|ALERT_EMAIL/,
    is: 'ALERT_EMAIL is missing, or no address.',
    todo: 'ALERT_EMAIL=<address>, or ALERT_EMAIL=none to have alerts in Azure Monitor alone.',
  },
  {
    pattern: /name takes small letters and digits/,
    is: 'RESOURCE_NAME is no name for a vault.',
    todo: 'RESOURCE_NAME=<3 to 10 small letters and digits, a letter first>.',
  },
  {
    pattern:
      /The value '?"?([^'"\s]+)"?'? is not part of the allowed value|is not part of the allowed value\(s\): '([^']+)'/,
    is: 'A value is none of those that the template takes.',
    todo: 'infra/main.bicep says which there are. Correct it in the values.',
  },
  {
    pattern: /DeploymentActive|previous\s+deployment\s+from .* is still active/,
    is: 'A deployment of the same name is still running in Azure.',
    todo: 'Wait until it is done: az deployment group wait --name main --resource-group <group> --created.',
  },
  {
    pattern:
      /Error while attempting to (?:download|retrieve)[\s\S]*Bicep|downloads\.bicep\.azure\.com|Bicep CLI not found|Failed to install Bicep|aka\.ms\/BicepLatestRelease/i,
    is: 'Bicep is not there, and the Azure CLI could not download it.',
    todo: 'az bicep install, where downloads.bicep.azure.com is reached; else install bicep by hand, put it on the path, and az config set bicep.use_binary_from_path=true.',
  },
  {
    pattern: /BCP\d{3}|\.bicep\(\d+,\d+\) : Error/,
    is: 'Bicep does not take the template; as a rule it is too old.',
    todo: 'az bicep upgrade, or the newer bicep where one of your own is on the path.',
  },
  {
    pattern: /ScopeLocked/,
    is: 'A lock on the resource group or on something in it forbids the change.',
    todo: 'Whoever set the lock (az lock list) takes it away for the deployment.',
  },
  {
    pattern: /DiagnosticSettings?.*(?:already|conflict)|data sink .* is already used/i,
    is: 'There is a diagnostic setting for the same log and the same workspace already, made by hand.',
    todo: 'Remove it: az monitor diagnostic-settings delete --name <its name> --resource <resource id>.',
  },
  {
    pattern: /ReadOnlyDisabledSubscription|subscription is disabled/i,
    is: 'The subscription is disabled.',
    todo: 'Whoever pays for it enables it again: Azure portal, Subscriptions.',
  },
  {
    pattern: /PrincipalNotFound/,
    is: 'Azure does not know the new identity everywhere yet.',
    todo: 'Wait a minute.',
  },
  {
    pattern: /Resource group '([^']+)' could not be found/,
    is: 'There is no resource group $1.',
    todo: 'Correct AZURE_RESOURCE_GROUP_NAME, or have deploy make it.',
  },
];
