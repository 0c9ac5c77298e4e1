import type { Values } from '../values.ts';
import { type Azure, needs, type Unread } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, unknown, wrong } from './finding.ts';
import { type Identity, identityOf } from './identity.ts';
import { at, same, textAt } from './json.ts';
import { type Places, placesOf } from './settings.ts';
import { vaultIdOf } from './vault.ts';

const VERSION = '2022-04-01';
const SUBJECT = 'managed identity';
const [TABLE, VAULT, TELEMETRY, MORE] = ['role on the table', 'role on the vault', 'role on telemetry', 'other roles'];

/** A role of Azure by the id of its definition, the same everywhere (Azure built-in roles). */
interface Role {
  id: string;
  name: string;
}
export const ROLES = {
  table: { id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', name: 'Storage Table Data Contributor' },
  secrets: { id: '4633458b-17de-408a-b874-0445c86b69e6', name: 'Key Vault Secrets User' },
  keys: { id: '12338af0-0e69-4776-bea7-57ae8d297424', name: 'Key Vault Crypto User' },
  telemetry: { id: '3913510d-42f4-4e42-8a64-420c390055eb', name: 'Monitoring Metrics Publisher' },
} as const satisfies Record<string, Role>;

interface Wanted {
  subject: string;
  role: Role;
  /** What it has to reach: an assignment on it, or on something above it. */
  on: string;
  /** What happens without it. */
  without: string;
}

/** Role assignments of the bot's identity, compared with the Bicep modules. */
export function checkRoles(values: Values, azure: Azure): Finding[] {
  const subjects = [TABLE, VAULT, TELEMETRY, MORE];
  const identity = identityOf(values, azure);
  if (identity.kind !== 'there') {
    const others = (because: Unread) => subjects.map(subject => unknown(subject, because));
    if (identity.kind === 'unread') return [unknown(SUBJECT, identity), ...others(identity)];
    return [
      wrong(SUBJECT, { says: `No managed identity has the client id ${values.botId}.`, fix: DEPLOY }),
      ...others(needs(SUBJECT)),
    ];
  }
  return [...assigned(identity.body, values, azure), ...assignments(identity.body, values, azure)];
}

/** Whether the app may act as the identity. */
function assigned({ id }: Identity, { appServiceId }: Values, azure: Azure): Finding[] {
  const app = azure.resource(appServiceId, '2024-11-01');
  if (app.kind !== 'there') return [unknown(SUBJECT, app.kind === 'absent' ? needs('app') : app)];
  const held = Object.keys(at(app.body, 'identity', 'userAssignedIdentities') ?? {});
  const without = { says: 'The app does not have the identity, so the bot gets no token of its own.', fix: DEPLOY };
  return findings(SUBJECT, 'It is there, and the app runs as it.', [
    held.some(each => same(each, id)) ? undefined : without,
  ]);
}

function assignments(identity: Identity, values: Values, azure: Azure): Finding[] {
  const answer = azure.resources(
    `${azure.group}/providers/Microsoft.Authorization/roleAssignments`,
    VERSION,
    `principalId eq '${identity.principalId}'`,
  );
  const subjects = [TABLE, VAULT, TELEMETRY, MORE];
  if (answer.kind !== 'there') {
    return subjects.map(subject => unknown(subject, answer.kind === 'absent' ? needs('resource group') : answer));
  }
  const places = placesOf(values, azure);
  const wanted = places ? wantedRoles(places, values, azure) : undefined;
  if (!wanted) return subjects.map(subject => unknown(subject, needs('app settings')));
  const found = wanted.flatMap(each => {
    const held = answer.body.some(assignment => reaches(assignment, each));
    return findings(each.subject, `${each.role.name}.`, [held ? undefined : missing(each)]);
  });
  const known: string[] = wanted.map(({ role }) => role.id);
  if (places?.kindBefore !== undefined) known.push(ROLES[places.kindBefore].id);
  const more = answer.body.filter(assignment => !known.includes(roleOf(assignment)));
  return [...found, ...findings(MORE, 'It has no other role.', [needless(more)])];
}

function wantedRoles({ account, kind, keyName }: Places, values: Values, azure: Azure): Wanted[] {
  const { group } = azure;
  return [
    {
      subject: TABLE,
      role: ROLES.table,
      on: `${group}/providers/Microsoft.Storage/storageAccounts/${account}/tableServices/default/tables/nyckel`,
      without: 'the bot can’t open its store',
    },
    {
      subject: VAULT,
      role: ROLES[kind],
      on: `${vaultIdOf(values, azure)}/${kind}/${keyName}`,
      without: 'the bot can’t open its seal key',
    },
    {
      subject: TELEMETRY,
      role: ROLES.telemetry,
      on: `${group}/providers/Microsoft.Insights/components/${values.keyVaultName}`,
      without: 'traces and figures are lost, and alerts see nothing',
    },
  ];
}

function roleOf(assignment: unknown): string {
  return textAt(assignment, 'properties', 'roleDefinitionId').toLowerCase().split('/').at(-1) ?? '';
}

/** A role reaches what is below the scope of its assignment. */
function reaches(assignment: unknown, { role, on }: Wanted): boolean {
  const scope = textAt(assignment, 'properties', 'scope').toLowerCase().replace(/\/$/, '');
  return roleOf(assignment) === role.id && `${on.toLowerCase()}/`.startsWith(`${scope}/`);
}

function missing({ role, without }: Wanted): Fault {
  return { says: `The identity lacks ${role.name}: ${without}.`, fix: `${DEPLOY} A new role takes up to 10 minutes.` };
}

function needless(more: readonly unknown[]): Fault | undefined {
  if (more.length === 0) return undefined;
  const list = more.map(each => `${roleOf(each)} on ${textAt(each, 'properties', 'scope')}`).join(', ');
  return {
    says: `The identity has roles that the bot does not need: ${list}.`,
    fix: 'Take them away: az role assignment delete --ids <id of the assignment>.',
  };
}
