import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { at, listAt, textAt, textsAt } from '../../checkup/json.ts';
import { defaultOf, providers } from '../parameters.ts';
import type { Run } from '../run.ts';

/** Built-in policies, by the last part of their id (Azure/azure-policy, built-in-policies). */
const SHARED_KEYS = '8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54';
const ALLOWED_LOCATIONS = 'e56962a6-4747-49cd-b67b-bf8b01975c4c';
const ALLOWED_TYPES = 'a08ec900-254a-4555-9bf5-e42af04b5c5c';
const FORBIDDEN_TYPES = '6c112d4e-5bc7-47ae-a041-ea2d9dccd749';
const ALLOWED_STORAGE_SKUS = '7433c107-6db4-4ad1-b57a-a76dce0154a1';

/** Azure policies that are assigned to the group or above it, as far as they are known to deny something of ours. */
export function checkPolicies(run: Run): Finding[] {
  const { hands, file } = run;
  const group = file.get('AZURE_RESOURCE_GROUP_NAME');
  const there = hands.read('group', 'exists', '--name', group) === true;
  const scope = `/subscriptions/${file.get('AZURE_SUBSCRIPTION_ID')}${there ? `/resourceGroups/${group}` : ''}`;
  const all = listAt(hands.read('policy', 'assignment', 'list', '--scope', scope, '--disable-scope-strict-match'));
  const inForce = all.filter(one => textAt(one, 'enforcementMode') !== 'DoNotEnforce');
  const found = inForce.flatMap(one => judged(run, one));
  if (found.length > 0) return found;
  return [right('Policies', `${inForce.length} in force, none of those that are known to be in the way`)];
}

function judged(run: Run, assignment: unknown): Finding[] {
  const { file } = run;
  const name = textAt(assignment, 'displayName') || textAt(assignment, 'name');
  const id = textAt(assignment, 'policyDefinitionId').split('/').at(-1) ?? '';
  const list = (parameter: string) =>
    textsAt(assignment, 'parameters', parameter, 'value').map(one => one.toLowerCase());
  const denied = (says: string) => [
    wrong('Policies', {
      says: `“${name}” ${says}`,
      fix: 'Choose what it allows, or ask whoever owns it for an exemption of the resource group.',
    }),
  ];
  if (id === SHARED_KEYS) return [right('Policies', `“${name}” is no obstacle: the store has no shared keys`)];
  if (id === ALLOWED_LOCATIONS) {
    // The policy lets everything be that is global.
    const regions = ['AZURE_LOCATION', 'BOT_REGION'].map(value => file.get(value).toLowerCase());
    const allowed = [...list('listOfAllowedLocations'), 'global', ''];
    const region = regions.find(one => !allowed.includes(one));
    return region === undefined
      ? []
      : denied(`allows ${list('listOfAllowedLocations').join(', ')}, and not ${region}.`);
  }
  if (id === ALLOWED_STORAGE_SKUS) {
    const sku = file.get('STORAGE_SKU') || defaultOf('storageSku');
    const allowed = list('listOfAllowedSKUs');
    return allowed.includes(sku.toLowerCase()) ? [] : denied(`allows stores of ${allowed.join(', ')}, and not ${sku}.`);
  }
  const ours = (type: string) => providers().some(provider => type.startsWith(`${provider.toLowerCase()}/`));
  if (id === FORBIDDEN_TYPES) {
    const forbidden = list('listOfResourceTypesNotAllowed').filter(ours);
    return forbidden.length === 0 ? [] : denied(`forbids ${forbidden.join(', ')}.`);
  }
  if (id === ALLOWED_TYPES) {
    const without = providers().filter(
      provider => !list('listOfResourceTypesAllowed').some(type => type.startsWith(`${provider.toLowerCase()}/`)),
    );
    return without.length === 0 ? [] : denied(`allows nothing of ${without.join(', ')}.`);
  }
  return /\bdeny\b/i.test(textAt(at(assignment, 'parameters'), 'effect', 'value')) ? [mayDeny(name)] : [];
}

function mayDeny(name: string): Finding {
  const says = `“${name}” denies something; what, it does not say here.`;
  return unknown('Policies', { says, fix: 'Read it in the Azure portal, Policy, Assignments, before you deploy.' });
}
