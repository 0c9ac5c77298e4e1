import { AzError } from '../../az.ts';
import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { same, textAt } from '../../checkup/json.ts';
import { explain } from '../errors/explain.ts';
import type { Run } from '../run.ts';

/** Who is signed in, to which subscription, and whether its tenant is that of Teams. */
export function checkSession(run: Run): Finding[] {
  const { hands, file } = run;
  const wanted = file.get('AZURE_SUBSCRIPTION_ID');
  try {
    const current = hands.read('account', 'show');
    const there = wanted === '' ? current : hands.read('account', 'show', '--subscription', wanted);
    if (wanted === '') file.set('AZURE_SUBSCRIPTION_ID', textAt(there, 'id'));
    const found = [...subscription(current, there), ...tenant(run, there)];
    // The bot is made in the tenant of the subscription.
    if (found.every(({ state }) => state !== 'wrong')) file.set('BOT_TENANT_ID', textAt(there, 'tenantId'));
    return found;
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const known = explain(error.said);
    const fault = { says: known?.is ?? error.message, fix: known?.todo ?? 'az login, and try again.' };
    return [wrong('The account', fault)];
  }
}

function subscription(current: unknown, there: unknown): Finding[] {
  const [id, name] = [textAt(there, 'id'), textAt(there, 'name')];
  const subject = 'Subscription';
  if (textAt(there, 'environmentName') !== 'AzureCloud') {
    const says = `${name} is in the cloud ${textAt(there, 'environmentName')}; the templates are for the public cloud.`;
    return [wrong(subject, { says, fix: 'az cloud set --name AzureCloud, then az login.' })];
  }
  if (textAt(there, 'state') !== 'Enabled') {
    const says = `${name} is ${textAt(there, 'state')}.`;
    return [wrong(subject, { says, fix: 'Whoever pays for it enables it again: Azure portal, Subscriptions.' })];
  }
  if (!same(textAt(current, 'tenantId'), textAt(there, 'tenantId'))) {
    const says = `${name} is in another tenant than the one that the Azure CLI asks Microsoft Entra ID of.`;
    return [wrong(subject, { says, fix: `az account set --subscription ${id}` })];
  }
  return [right(subject, `${name} (${id}), as ${textAt(there, 'user', 'name')}`)];
}

/** The bot, the connection and the application are in the tenant of the subscription, and Teams has to be there too. */
function tenant({ hands, file }: Run, there: unknown): Finding[] {
  const subject = 'Tenant';
  const id = textAt(there, 'tenantId');
  const called = textAt(there, 'tenantDefaultDomain') || textAt(there, 'tenantDisplayName') || id;
  for (const name of ['TEAMS_TENANT_ID', 'BOT_TENANT_ID']) {
    const said = file.get(name);
    if (said === '' || same(said, id)) continue;
    const says = `The subscription is in ${called} (${id}), and ${name} is ${said}. Bot and sign-in have to be in the tenant of Teams.`;
    return [wrong(subject, { says, fix: `Take a subscription of that tenant: az login --tenant ${said}` })];
  }
  if (file.get('TEAMS_TENANT_ID') !== '') return [right(subject, `${called} (${id}), that of Teams`)];
  if (textAt(there, 'user', 'type') !== 'user') {
    const says = `${called} (${id}). No person is signed in, so nobody knows whether Teams is there.`;
    return [unknown(subject, { says, fix: `Where it is: TEAMS_TENANT_ID=${id}` })];
  }
  const upn = textAt(hands.read('ad', 'signed-in-user', 'show'), 'userPrincipalName');
  if (!upn.includes('#EXT#')) return [right(subject, `${called} (${id}), the home of ${upn}`)];
  const says = `${called} (${id}), in which the account is a guest. Bot and sign-in have to be in the tenant that Teams is in.`;
  return [
    wrong(subject, {
      says,
      fix: `If that is this one: TEAMS_TENANT_ID=${id}. If not, take a subscription of the other.`,
    }),
  ];
}
