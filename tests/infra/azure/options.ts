/**
 * The options of each command of the Azure CLI that the installer may use, as its reference has them; those of the others do
 * not matter here.
 */
const OPTIONS: Readonly<Record<string, string>> = {
  'account show': '',
  'account list-locations': '--include-extended-locations',
  'ad app create': '--display-name --sign-in-audience --identifier-uris --web-redirect-uris --app-roles',
  'ad app list': '--all --app-id --display-name --filter --identifier-uri --show-mine',
  'ad app show': '--id',
  'ad signed-in-user show': '',
  'ad sp create': '--id',
  'ad sp list': '--all --display-name --filter --show-mine --spn',
  'appservice list-locations': '--hyperv-workers-enabled --linux-workers-enabled --sku',
  'deployment group create':
    '--resource-group --name --mode --no-prompt --no-wait --parameters --rollback-on-error --template-file --template-uri --what-if',
  'deployment group show': '--resource-group --name',
  'deployment group wait':
    '--resource-group --name --created --custom --deleted --exists --interval --timeout --updated',
  'group create': '--name --location --managed-by --tags',
  'group exists': '--name',
  'keyvault list-deleted': '--resource-type',
  'policy assignment list': '--disable-scope-strict-match --resource-group --scope',
  'provider list': '--expand',
  'provider register': '--namespace --accept-terms --consent-to-permissions --management-group-id --wait',
  'resource list': '--location --name --namespace --resource-group --resource-type --tag',
  rest: '--method --url --uri --body --headers --resource --uri-parameters --url-parameters --output-file --skip-authorization-header',
  'role assignment list':
    '--all --assignee --include-classic-administrators --include-groups --include-inherited --resource-group --role --scope',
  'webapp deploy':
    '--resource-group --name --async --clean --ignore-stack --restart --slot --src-path --src-url --target-path --timeout --track-status --type',
};
/** They hide the option that the others have. */
const WITHOUT_SUBSCRIPTION = /^(?:ad|rest)\b/;

/** What a command takes, with what they all do. */
export function optionsFor(command: string): string[] {
  const own = (OPTIONS[command] ?? '').split(' ').filter(Boolean);
  const subscription = WITHOUT_SUBSCRIPTION.test(command) ? [] : ['--subscription'];
  return [...own, ...subscription, '--output', '--query'];
}
