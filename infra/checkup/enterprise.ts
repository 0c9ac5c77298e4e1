import type { Values } from '../values.ts';
import { type Answer, type Azure, needs } from './azure.ts';
import { type Fault, type Finding, findings, refusal, right, unknown, wrong } from './finding.ts';
import { at, textAt, without } from './json.ts';
import { GRAPH_APP_ID, neededScopes, OPTIONAL_PERMISSIONS, OPTIONAL_SCOPES, SIGN_IN_SCOPES } from './permissions.ts';

const SUBJECT = 'enterprise application';
const [CONSENT, ASSIGNMENT, APP_ROLES] = ['consent', 'assignment', 'application permissions'];

/** The application as this tenant has let it in: consent, and who may sign in to it. */
export function checkEnterprise(values: Values, azure: Azure): Finding[] {
  const principal = `/servicePrincipals(appId='${values.aadAppClientId}')`;
  const answer = azure.graph(principal);
  if (answer.kind !== 'there') {
    const rest = answer.kind === 'absent' ? needs(SUBJECT) : answer;
    const [first, ...others] = [SUBJECT, CONSENT, APP_ROLES, ASSIGNMENT].map(subject => unknown(subject, rest));
    const absent = refusal('700016', 'The application has no enterprise application in this tenant', MAKE_IT);
    return answer.kind === 'absent'
      ? [wrong(SUBJECT, absent), ...others]
      : [first, ...others].filter(each => each !== undefined);
  }
  return [
    ...findings(SUBJECT, 'It is in this tenant, and people can sign in.', [disabled(answer.body)]),
    ...consent(values, azure, azure.graphList(`${principal}/oauth2PermissionGrants`)),
    applicationPermissions(azure.graphList(`${principal}/appRoleAssignments`)),
    assignment(answer.body, () => azure.graphList(`${principal}/appRoleAssignedTo`)),
  ];
}

const MAKE_IT = 'Deploy again: node infra/install.ts deploy. Then grant admin consent (docs/admin-consent.md).';

function disabled(principal: unknown): Fault | undefined {
  return at(principal, 'accountEnabled') === false
    ? refusal('7000112', 'Nobody can sign in: it is switched off')
    : undefined;
}

/** What was granted for everybody, compared with the permissions; what a person has granted alone may be no more. */
function consent(values: Values, azure: Azure, grants: Answer<readonly unknown[]>): Finding[] {
  const graph = azure.graph(`/servicePrincipals(appId='${GRAPH_APP_ID}')?$select=id`);
  if (grants.kind !== 'there') return [unknown(CONSENT, grants.kind === 'absent' ? needs(SUBJECT) : grants)];
  if (graph.kind !== 'there') return [unknown(CONSENT, graph.kind === 'absent' ? needs('Microsoft Graph') : graph)];
  const ofGraph = grants.body.filter(each => textAt(each, 'resourceId') === textAt(graph.body, 'id'));
  const forAll = ofGraph.filter(each => textAt(each, 'consentType') === 'AllPrincipals').flatMap(scopesOf);
  const needed = neededScopes(values);
  const missing = without(needed, forAll);
  const extra = without(ofGraph.flatMap(scopesOf), [...needed, ...OPTIONAL_SCOPES, ...SIGN_IN_SCOPES]);
  const elsewhere = grants.body.filter(each => !ofGraph.includes(each)).flatMap(scopesOf);
  const needless = [...new Set([...extra, ...elsewhere])];
  return findings(CONSENT, grantedText(needed, forAll), [
    missing.length === 0 ? undefined : refusal('65001', `Not granted: ${missing.join(', ')}`),
    needless.length === 0 ? undefined : { says: `Granted without need: ${needless.join(', ')}.`, fix: REVOKE },
  ]);
}

/** What is optional may be missing: then it is told what that costs. */
function grantedText(needed: readonly string[], granted: readonly string[]): string {
  const lacking = OPTIONAL_PERMISSIONS.filter(({ scope }) => !granted.includes(scope));
  const count = needed.length + OPTIONAL_PERMISSIONS.length - lacking.length;
  if (lacking.length === 0) return `All ${count} permissions are granted for everybody, and no other.`;
  const costs = lacking.map(({ scope, without }) => `Without ${scope}, ${without}.`).join(' ');
  return `All ${count} permissions that it needs are granted for everybody, and no other. ${costs}`;
}

const REVOKE =
  'Revoke it under Enterprise applications > Nyckel > Permissions in Entra, and take it from the application’s API permissions: the bot has no use for it.';

function scopesOf(grant: unknown): string[] {
  return textAt(grant, 'scope').split(' ').filter(Boolean);
}

/** Permissions that work without anybody being signed in: the bot has none. */
function applicationPermissions(roles: Answer<readonly unknown[]>): Finding {
  if (roles.kind !== 'there') return unknown(APP_ROLES, roles.kind === 'absent' ? needs(SUBJECT) : roles);
  if (roles.body.length === 0) return right(APP_ROLES, 'It can do nothing without a person who is signed in.');
  const names = [...new Set(roles.body.map(each => textAt(each, 'resourceDisplayName')))].join(', ');
  return wrong(APP_ROLES, {
    says: `Application permissions are granted (${names}: ${roles.body.length}): with these it acts without anybody.`,
    fix: REVOKE,
  });
}

function assignment(principal: unknown, assigned: () => Answer<readonly unknown[]>): Finding {
  if (at(principal, 'appRoleAssignmentRequired') !== true) {
    return right(
      ASSIGNMENT,
      'Everybody in the tenant may sign in, and who has no role is refused; docs/admin-consent.md says how to narrow that down.',
    );
  }
  const answer = assigned();
  if (answer.kind !== 'there') return unknown(ASSIGNMENT, answer.kind === 'absent' ? needs(SUBJECT) : answer);
  const count = (type: string) => answer.body.filter(each => textAt(each, 'principalType') === type).length;
  const [groups, people] = [count('Group'), count('User')];
  return groups + people === 0
    ? wrong(ASSIGNMENT, refusal('50105', 'Assignment is required, and nobody is assigned'))
    : right(ASSIGNMENT, `Only who is assigned may sign in (groups: ${groups}, people: ${people}).`);
}
