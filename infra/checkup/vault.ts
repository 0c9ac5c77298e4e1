import type { Values } from '../values.ts';
import { type Answer, type Azure, needs } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, right, unknown, wrong } from './finding.ts';
import { identityOf } from './identity.ts';
import { at, fitsAction, same, textAt, textsAt } from './json.ts';
import { type Places, placesOf } from './settings.ts';

const VERSION = '2024-11-01';
const ROLES_VERSION = '2022-04-01';
const [VAULT, KEY, RIGHTS] = ['key vault', 'seal key', 'rights on the vault'];
/** With any of these somebody opens or replaces the seal key, by the form that it has in the vault. */
const TELLING: Readonly<Record<Places['kind'], readonly string[]>> = {
  secrets: ['secrets/getSecret/action', 'secrets/setSecret/action'],
  keys: [
    'keys/unwrap/action',
    'keys/decrypt/action',
    'keys/sign/action',
    'keys/create/action',
    'keys/import/action',
    'keys/delete',
  ],
};

/** Id of the vault as a resource. */
export function vaultIdOf({ keyVaultName }: Values, azure: Azure): string {
  return `${azure.group}/providers/Microsoft.KeyVault/vaults/${keyVaultName}`;
}

/** The vault, the seal key in it, and who else has standing rights to it. */
export function checkVault(values: Values, azure: Azure): Finding[] {
  const id = vaultIdOf(values, azure);
  const answer = azure.resource(id, VERSION);
  if (answer.kind === 'absent')
    return [noVault(values), ...[KEY, RIGHTS].map(subject => unknown(subject, needs(VAULT)))];
  return [...vault(answer), ...sealKey(id, values, azure), rights(id, values, azure)];
}

function noVault({ keyVaultName }: Values): Finding {
  return wrong(VAULT, {
    says: `There is no vault ${keyVaultName}.`,
    fix: `If it was deleted: az keyvault recover --name ${keyVaultName}. A new vault has another key, with which nothing sealed can be opened.`,
  });
}

function vault(answer: Exclude<Answer, { kind: 'absent' }>): Finding[] {
  if (answer.kind === 'unread') return [unknown(VAULT, answer)];
  const is = (property: string) => at(answer.body, 'properties', property) === true;
  return findings(VAULT, 'Roles open it, and what is deleted can be recovered.', [
    is('enableRbacAuthorization') ? undefined : { says: 'Access policies open the vault, not roles.', fix: DEPLOY },
    is('enablePurgeProtection')
      ? undefined
      : { says: 'Without purge protection, a deleted seal key is lost.', fix: DEPLOY },
  ]);
}

/** Whether the key is there, as the resource manager tells it, which never tells the key. */
function sealKey(vaultId: string, values: Values, azure: Azure): Finding[] {
  const places = placesOf(values, azure);
  if (!places) return [unknown(KEY, needs('app settings'))];
  const answer = azure.resource(`${vaultId}/${places.kind}/${places.keyName}`, VERSION);
  if (answer.kind === 'unread') return [unknown(KEY, answer)];
  if (answer.kind === 'absent') {
    return [
      wrong(KEY, {
        says: `The vault has no ${places.keyName}: the bot waits for it, and then ends.`,
        fix: MAKE[places.kind],
      }),
    ];
  }
  const off = at(answer.body, 'properties', 'attributes', 'enabled') === false;
  return findings(KEY, `It is in the vault (${places.kind}/${places.keyName}).`, [
    off ? switchedOff(places) : undefined,
  ]);
}

const MAKE = {
  keys: `If it was deleted: az keyvault key recover. Otherwise ${DEPLOY.charAt(0).toLowerCase()}${DEPLOY.slice(1)}`,
  secrets: 'If it was deleted: az keyvault secret recover. It holds the only copy of the seal key.',
};

function switchedOff({ kind, keyName }: Places): Fault {
  return {
    says:
      kind === 'keys'
        ? `The newest version of ${keyName} is disabled: no data key can be made with it, and none be wrapped anew.`
        : `${keyName} is disabled, so nothing can be sealed or opened.`,
    fix: 'Enable its current version in the vault.',
  };
}

interface Holder {
  principal: string;
  role: string;
  scope: string;
}

/**
 * Standing assignments beside the bot's own, on the vault and in it, whose role opens or replaces the key. Whoever administers
 * the resource group can give themselves one, and is not listed.
 */
function rights(vaultId: string, values: Values, azure: Azure): Finding {
  const places = placesOf(values, azure);
  if (!places) return unknown(RIGHTS, needs('app settings'));
  const identity = identityOf(values, azure);
  if (identity.kind !== 'there')
    return unknown(RIGHTS, identity.kind === 'absent' ? needs('managed identity') : identity);
  const assignments = azure.resources(`${vaultId}/providers/Microsoft.Authorization/roleAssignments`, ROLES_VERSION);
  if (assignments.kind !== 'there') return unknown(RIGHTS, assignments.kind === 'absent' ? needs(VAULT) : assignments);
  const others = assignments.body.filter(
    each => !same(textAt(each, 'properties', 'principalId'), identity.body.principalId),
  );
  const holders: Holder[] = [];
  for (const each of others) {
    const role = azure.resource(textAt(each, 'properties', 'roleDefinitionId'), ROLES_VERSION);
    if (role.kind !== 'there') return unknown(RIGHTS, role.kind === 'absent' ? needs('role') : role);
    if (tells(role.body, places.kind)) holders.push(holder(each, role.body));
  }
  return said(holders, azure.group);
}

function holder(assignment: unknown, role: unknown): Holder {
  const type = textAt(assignment, 'properties', 'principalType').toLowerCase() || 'somebody';
  return {
    principal: `${type} ${textAt(assignment, 'properties', 'principalId')}`,
    role: textAt(role, 'properties', 'roleName'),
    scope: textAt(assignment, 'properties', 'scope'),
  };
}

/** Those of the subscription and above are somebody else's decision; they are told, and no fault of the installation. */
function said(holders: readonly Holder[], group: string): Finding {
  const here = holders.filter(({ scope }) => same(scope.slice(0, group.length), group));
  const list = (some: readonly Holder[]) => some.map(({ principal, role }) => `${principal} (${role})`).join(', ');
  if (here.length > 0) {
    return wrong(RIGHTS, {
      says: `Besides the bot, the seal key can be opened or replaced by ${list(here)}.`,
      fix: 'Take the role away: az role assignment delete --assignee <object id> --role <role> --scope <vault>.',
    });
  }
  return holders.length === 0
    ? right(RIGHTS, 'Nobody but the bot has a standing role that opens or replaces the seal key.')
    : right(RIGHTS, `In this resource group nobody but the bot opens the seal key; from above it: ${list(holders)}.`);
}

/** Data actions with `*` for any number of letters, less those that the same permission takes away (Azure RBAC). */
function tells(role: unknown, kind: Places['kind']): boolean {
  const permissions = at(role, 'properties', 'permissions');
  return (Array.isArray(permissions) ? permissions : []).some(permission => {
    const covers = (name: string, action: string) =>
      textsAt(permission, name).some(pattern => fitsAction(pattern, `Microsoft.KeyVault/vaults/${action}`));
    return TELLING[kind].some(action => covers('dataActions', action) && !covers('notDataActions', action));
  });
}
