import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { fitsAction, listAt, textAt, textsAt } from '../../checkup/json.ts';
import type { Run } from '../run.ts';

const ARM = 'https://management.azure.com';
const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';
/** One for each part of what is made; a role that allows these allows the rest. */
const ACTIONS = [
  'Microsoft.Resources/deployments/write',
  'Microsoft.Web/sites/write',
  'Microsoft.BotService/botServices/write',
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.Storage/storageAccounts/write',
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  ASSIGN,
];
const NEEDED = 'Owner, or Contributor and Role Based Access Control Administrator';

/** What the account may do: in the resource group where that is there, else at the subscription. */
export function checkRights(run: Run): Finding[] {
  const { hands, file } = run;
  const group = file.get('AZURE_RESOURCE_GROUP_NAME');
  if (hands.read('group', 'exists', '--name', group) !== true) return [toMake(run)];
  const scope = `/subscriptions/${file.get('AZURE_SUBSCRIPTION_ID')}/resourceGroups/${group}`;
  // What is in force for the account, of whatever role and group (Azure, "Permissions - List For Resource Group").
  const url = `${ARM}${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const held = listAt(hands.read('rest', '--method', 'GET', '--url', url), 'value');
  const missing = ACTIONS.filter(action => !held.some(role => allows(role, action)));
  const subject = 'Resource group';
  if (missing.length === 0) return [right(subject, `${group}, with every right in it`)];
  const says = `The account may not do ${missing.join(', ')} in ${group}.`;
  const fix = `Have ${NEEDED} assigned there, or activate it; then az logout and az login.`;
  return [wrong(subject, { says, fix })];
}

function allows(role: unknown, action: string): boolean {
  const fits = (pattern: string) => fitsAction(pattern, action);
  return textsAt(role, 'actions').some(fits) && !textsAt(role, 'notActions').some(fits);
}

function toMake({ hands, file }: Run): Finding {
  const subject = 'Resource group';
  const [group, location] = [file.get('AZURE_RESOURCE_GROUP_NAME'), file.get('AZURE_LOCATION')];
  const says = `${group} is not there yet; deploy makes it in ${location}`;
  const roles = rolesAtSubscription(hands, file.get('AZURE_SUBSCRIPTION_ID'));
  const assigns = ['User Access Administrator', 'Role Based Access Control Administrator'].some(name =>
    roles.includes(name),
  );
  if (roles.includes('Owner') || (roles.includes('Contributor') && assigns)) return right(subject, `${says}.`);
  const found = roles.length > 0 ? roles.join(', ') : 'none that is seen';
  return unknown(subject, {
    says: `${says}, which takes a right on the subscription. The roles of the account there: ${found}.`,
    fix: `Have whoever owns the subscription run az group create --name ${group} --location ${location}, and give you ${NEEDED} in it.`,
  });
}

function rolesAtSubscription(hands: Run['hands'], subscription: string): string[] {
  const id = textAt(hands.read('ad', 'signed-in-user', 'show'), 'id');
  const scope = `/subscriptions/${subscription}`;
  const assigned = ['--assignee', id, '--scope', scope, '--include-inherited', '--include-groups'];
  const roles = hands.read('role', 'assignment', 'list', ...assigned);
  return listAt(roles).map(role => textAt(role, 'roleDefinitionName'));
}

/** Template ids of the roles that may make applications, write federated credentials and grant delegated permissions. */
const ENTRA_ROLES = [
  '158c047a-c907-4556-b7ef-465551a6b5f7', // Cloud Application Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
];

/** Whether the account has an active role for the application. */
export function checkEntraRole({ hands }: Run): Finding[] {
  const subject = 'Role in Entra';
  const url =
    'https://graph.microsoft.com/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
  const roles = listAt(hands.read('rest', '--method', 'GET', '--url', url), 'value');
  const fitting = roles.find(role => ENTRA_ROLES.includes(textAt(role, 'roleTemplateId')));
  if (fitting) return [right(subject, textAt(fitting, 'displayName'))];
  const says =
    'The account has no active role for applications. As owner of the application it could write it, where the tenant lets everybody make one; to grant the permissions takes the role in any case.';
  const fix =
    'Have Cloud Application Administrator assigned, or activate it in Privileged Identity Management; then az logout and az login.';
  return [unknown(subject, { says, fix })];
}
