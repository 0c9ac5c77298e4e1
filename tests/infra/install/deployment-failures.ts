/** What goes wrong in which command, in the words of Azure, and what the installer makes of it. */
export interface Failure {
  what: string;
  to: string;
  fails: string;
  is: RegExp;
  todo: RegExp;
}

export const DEPLOYMENT = 'deployment group create';
const inner = (code: string, message: string) =>
  `{"code": "InvalidTemplateDeployment", "message": "The template deployment 'main' is not valid according to the validation procedure. The tracking id is 'c4840c6b'. See inner errors for details."}\n\nInner Errors: \n{"code": "${code}", "message": "${message}"}`;

/** Failures of group, providers and templates, in the words of public issues: Azure/azure-cli, Azure/bicep, and those that each row names. */
export const DEPLOYMENT_FAILURES: readonly Failure[] = [
  {
    what: 'no quota for Basic (Multi-Agent-Custom-Automation-Engine-Solution-Accelerator#816)',
    to: DEPLOYMENT,
    fails: inner(
      'InternalSubscriptionIsOverQuotaForSku',
      'Operation cannot be completed without additional quota. \\r\\nAdditional details - Location:  \\r\\nCurrent Limit (Basic VMs): 0 \\r\\nCurrent Usage: 0\\r\\nAmount required for this deployment (Basic VMs): 2',
    ),
    is: /may have 0 instances of this size of App Service \(Basic\)/,
    todo: /PLAN_SKU=S1 or PLAN_SKU=P0v3.*ask for quota/,
  },
  {
    what: 'no quota, in other words (AZ400#709)',
    to: DEPLOYMENT,
    fails: inner(
      'SubscriptionIsOverQuotaForSku',
      'Quota exceeded for : 0 VMs allowed, 1 VMs requested.. Try selecting different region or SKU.',
    ),
    is: /no quota/,
    todo: /PLAN_SKU=S1/,
  },
  {
    what: 'a provider that is not registered (Azure/bicep#14935)',
    to: DEPLOYMENT,
    fails:
      "(MissingSubscriptionRegistration) The subscription is not registered to use namespace 'Microsoft.BotService'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    is: /not registered the resource provider Microsoft\.BotService/,
    todo: /az provider register --namespace Microsoft\.BotService/,
  },
  {
    what: 'no right to register a provider',
    to: 'provider register',
    fails:
      "(AuthorizationFailed) The client 'ida@contoso.com' with object id 'x' does not have authorization to perform action 'Microsoft.BotService/register/action' over scope '/subscriptions/1111' or the scope is invalid.",
    is: /may not do Microsoft\.BotService\/register\/action on \/subscriptions\/1111/,
    todo: /by whoever has it/,
  },
  {
    what: 'no right to make the group',
    to: 'group create',
    fails:
      "(AuthorizationFailed) The client 'ida@contoso.com' with object id 'x' does not have authorization to perform action 'Microsoft.Resources/subscriptions/resourcegroups/write' over scope '/subscriptions/1111/resourcegroups/rg-nyckel' or the scope is invalid.",
    is: /may not do Microsoft\.Resources\/subscriptions\/resourcegroups\/write/,
    todo: /Owner/,
  },
  {
    what: 'no right to assign roles (azure-search-openai-demo#1483)',
    to: DEPLOYMENT,
    fails:
      "{\"code\": \"InvalidTemplateDeployment\", \"message\": \"The template deployment failed with error: 'Authorization failed for template resource 'f24506f9' of type 'Microsoft.Authorization/roleAssignments'. The client '6705b63d' with object id '6705b63d' does not have permission to perform action 'Microsoft.Authorization/roleAssignments/write' at scope '/subscriptions/x/resourceGroups/rg-nyckel'.'.\"}",
    is: /may not give the bot’s identity its roles/,
    todo: /Role Based Access Control Administrator/,
  },
  {
    what: 'a policy against shared keys (Azure/AI-Landing-Zones#64)',
    to: DEPLOYMENT,
    fails:
      '{"code": "DeploymentFailed", "details": [{"code": "DeploymentScriptOperationFailed", "message": "Key based authentication is not permitted on this storage account. ErrorCode: KeyBasedAuthenticationNotPermitted"}]}',
    is: /policy forbids storage accounts with shared keys/,
    todo: /exempt/,
  },
  {
    what: 'a policy that has a name (vscode-azurefunctions#1244)',
    to: DEPLOYMENT,
    fails:
      'Resource \'nyckel-abc\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"Allowed locations","id":"/subscriptions/x"},"policyDefinition":{"name":"Allowed locations"}}]\'. (RequestDisallowedByPolicy)',
    is: /“Allowed locations” forbids nyckel-abc/,
    todo: /exemption.*AZURE_LOCATION/,
  },
  {
    what: 'a vault that was deleted (contoso-chat#55)',
    to: DEPLOYMENT,
    fails:
      '{"code":"ConflictError","message":"A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault."}',
    is: /kept for 90 days/,
    todo: /az keyvault recover/,
  },
  {
    what: 'a name that is taken (azure-ml-federated-learning#130)',
    to: DEPLOYMENT,
    fails: inner('StorageAccountAlreadyTaken', 'The storage account named nyckelabc is already taken.'),
    is: /name of the vault or store is taken/,
    todo: /RESOURCE_NAME=/,
  },
  {
    what: 'a region without three zones (microsoft-foundry-baseline#66)',
    to: DEPLOYMENT,
    fails: inner(
      'RedundancyConfigurationNotAvailableInRegion',
      'The storage account failed to create due to redundancy configuration - Sku: Standard_ZRS, Kind: StorageV2 - not available in selected Region - westus.',
    ),
    is: /region does not have this SKU/,
    todo: /STORAGE_SKU=Standard_LRS/,
  },
  {
    what: 'a bot that is in another region already',
    to: DEPLOYMENT,
    fails:
      "(InvalidResourceLocation) The resource 'nyckel-abc' already exists in location 'global' in resource group 'rg-nyckel'. A resource with the same name cannot be created in location 'westeurope'.",
    is: /in another region, and Azure moves nothing/,
    todo: /BOT_REGION/,
  },
  {
    what: 'a missing receiver of alerts',
    to: DEPLOYMENT,
    fails:
      "(InvalidTemplate) Deployment template validation failed: 'The value for the template parameter 'alertEmail' is not provided.'",
    is: /ALERT_EMAIL is missing/,
    todo: /ALERT_EMAIL=none/,
  },
  {
    what: 'Bicep can’t be downloaded (azure-cli#23811)',
    to: DEPLOYMENT,
    fails: 'Error while attempting to download Bicep CLI: <urlopen error [Errno -2] Name or service not known>',
    is: /Bicep is not there|Azure is not reached/,
    todo: /bicep|proxy/,
  },
  {
    what: 'a Bicep that is too old',
    to: DEPLOYMENT,
    fails: '/work/infra/main.bicep(90,51) : Error BCP057: The name "fail" does not exist in the current context.',
    is: /too old/,
    todo: /az bicep upgrade/,
  },
  {
    what: 'a lock',
    to: DEPLOYMENT,
    fails:
      "(ScopeLocked) The scope '/subscriptions/x/resourceGroups/rg-nyckel' cannot perform write operation because following scope(s) are locked",
    is: /lock/,
    todo: /az lock list/,
  },
];
