import assert from 'node:assert/strict';
import { type Az, AzError } from '../../../infra/az.ts';
import { examine, type Finding } from '../../../infra/checkup/checkup.ts';
import type { Values } from '../../../infra/values.ts';
import { propertyOf } from '../../../src/net/json.ts';
import { type Answers, VALUES } from './right-installation.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
const APPLICATION = `${GRAPH}/applications(appId='${VALUES.aadAppClientId}')`;
const PRINCIPAL = `${GRAPH}/servicePrincipals(appId='${VALUES.aadAppClientId}')`;

/** Which answer a question is for: the end of its address without what stands behind the question mark. */
const QUESTIONS: readonly (readonly [asked: string, ends: string | RegExp])[] = [
  ['credentials', `${APPLICATION}/federatedIdentityCredentials`],
  ['application', APPLICATION],
  ['next', `${GRAPH}/next`],
  ['grants', `${PRINCIPAL}/oauth2PermissionGrants`],
  ['appRoles', `${PRINCIPAL}/appRoleAssignments`],
  ['assigned', `${PRINCIPAL}/appRoleAssignedTo`],
  ['principal', PRINCIPAL],
  ['graph', `${GRAPH}/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`],
  ['bots', '/providers/Microsoft.BotService/botServices'],
  ['channel', '/channels/MsTeamsChannel'],
  ['connection', '/connections/graph'],
  ['app', VALUES.appServiceId],
  ['web', '/config/web'],
  ['passwords', '/basicPublishingCredentialsPolicies'],
  ['settings', '/config/appsettings/list'],
  ['identities', '/providers/Microsoft.ManagedIdentity/userAssignedIdentities'],
  ['vaultRoles', `/vaults/${VALUES.keyVaultName}/providers/Microsoft.Authorization/roleAssignments`],
  ['roles', '/providers/Microsoft.Authorization/roleAssignments'],
  ['vault', `/vaults/${VALUES.keyVaultName}`],
  ['key', /\/vaults\/[\w-]+\/(?:keys|secrets)\/seal-key$/],
  ['appLogs', `${VALUES.appServiceId}/providers/Microsoft.Insights/diagnosticSettings`],
  ['vaultLogs', `/vaults/${VALUES.keyVaultName}/providers/Microsoft.Insights/diagnosticSettings`],
  ['queryRules', '/scheduledQueryRules'],
  ['metricAlerts', '/metricAlerts'],
  ['actionGroups', '/actionGroups'],
];

/** What az writes where Microsoft Graph or the resource manager refuse (azure-cli, `send_raw_request`). */
export const FORBIDDEN = {
  graph:
    'ERROR: Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
  arm: 'ERROR: Forbidden({"error":{"code":"AuthorizationFailed","message":"The client \'erik@contoso.com\' with object id \'x\' does not have authorization to perform action \'Microsoft.Web/sites/read\' over scope \'/subscriptions/x\' or the scope is invalid."}})',
};
const NOT_FOUND = {
  graph: 'ERROR: Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}})',
  arm: 'ERROR: Not Found({"error":{"code":"ResourceNotFound","message":"The Resource was not found."}})',
};

/** Whether Microsoft Graph answers it, and not the resource manager. */
export function ofGraph(asked: string): boolean {
  return QUESTIONS.some(([name, ends]) => name === asked && typeof ends === 'string' && ends.startsWith(GRAPH));
}

export interface Told {
  findings: Finding[];
  /** Everything that was asked, by its name among the answers, and of az by its address. */
  asked: string[];
  addresses: string[];
}

/** Asks Microsoft, as far as these answers go. `refuses`: what az writes instead of an answer. */
export async function check(
  answers: Answers,
  { values, refuses = () => undefined }: { values?: Partial<Values>; refuses?(asked: string): string | undefined } = {},
): Promise<Told> {
  const [asked, addresses]: [string[], string[]] = [[], []];
  const az: Az = args => {
    const [rest, method, verb, url, address = '', ...more] = args;
    assert.deepEqual([rest, method, url, more], ['rest', '--method', '--url', []]);
    const name = nameOf(address);
    assert.equal(verb, name === 'settings' ? 'POST' : 'GET', 'it may change nothing');
    asked.push(name);
    addresses.push(address);
    const service = address.startsWith(GRAPH) ? 'graph' : 'arm';
    const refusal = refuses(name);
    if (refusal !== undefined) throw new AzError(args, refusal);
    const body = name === 'definition' ? propertyOf(answers.definitions, idOf(address)) : answers[name];
    if (body === undefined) throw new AzError(args, NOT_FOUND[service]);
    return Array.isArray(body) ? { value: body } : body;
  };
  const findings = await examine({ ...VALUES, ...values }, az, async url => {
    assert.equal(url, `https://${VALUES.botDomain}/readyz`);
    asked.push('readiness');
    return refuses('readiness') === undefined ? readinessIn(answers) : 'ETIMEDOUT';
  });
  return { findings, asked, addresses };
}

function readinessIn({ readiness }: Answers): { status: number; body: unknown } {
  return { status: Number(propertyOf(readiness, 'status')), body: propertyOf(readiness, 'body') };
}

/** Which answer is asked for at an address. */
export function nameOf(address: string): string {
  const [bare = ''] = address.split('?');
  if (/\/roleDefinitions\/[\w-]+$/.test(bare)) return 'definition';
  const found = QUESTIONS.find(([, ends]) => (typeof ends === 'string' ? bare.endsWith(ends) : ends.test(bare)));
  return found?.[0] ?? assert.fail(`Nobody knows what ${address} is`);
}

function idOf(address: string): string {
  return /roleDefinitions\/([\w-]+)/.exec(address)?.[1] ?? '';
}
