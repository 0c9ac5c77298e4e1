import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { listAt, same, textAt, textsAt } from '../../checkup/json.ts';
import { defaultOf } from '../parameters.ts';
import { again, type Run } from '../run.ts';

/** A region is called `Sweden Central`, `SwedenCentral` or `swedencentral`. */
function plain(region: string): string {
  return region.replaceAll(' ', '').toLowerCase();
}

/** Whether the region is there, and has the store as it is wanted. */
export function checkRegion(run: Run): Finding[] {
  const { hands, file } = run;
  const subject = 'Region';
  const region = file.get('AZURE_LOCATION');
  const known = textsAt(hands.read('account', 'list-locations', '--query', '[].name'));
  if (!known.some(name => same(name, region))) {
    const fix = 'az account list-locations --query "[].name" shows the names; AZURE_LOCATION=<name>.';
    return [wrong(subject, { says: `The subscription has no region ${region}.`, fix })];
  }
  const sku = file.get('STORAGE_SKU') || defaultOf('storageSku');
  const url = `https://management.azure.com/subscriptions/${file.get('AZURE_SUBSCRIPTION_ID')}/providers/Microsoft.Storage/skus?api-version=2023-05-01`;
  const query = `value[?name=='${sku}' && kind=='StorageV2']`;
  const offers = listAt(hands.read('rest', '--method', 'GET', '--url', url, '--query', query));
  const found = offers.find(offer => textsAt(offer, 'locations').some(name => plain(name) === plain(region)));
  if (found !== undefined && listAt(found, 'restrictions').length === 0) {
    return [right(subject, `${region}, with ${sku}`)];
  }
  const says = `${region} does not have ${sku} for this subscription${sku === 'Standard_ZRS' ? ': it has no three zones' : ''}.`;
  return [wrong(subject, { says, fix: again(run, 'STORAGE_SKU=Standard_LRS') })];
}

/** Whether the region has the size of App Service. No command tells the quota (azure-cli#31665). */
export function checkSizes(run: Run): Finding[] {
  const { hands, file } = run;
  const subject = 'App Service';
  const sku = file.get('PLAN_SKU') || defaultOf('planSku');
  const there = hands.read('appservice', 'list-locations', '--sku', sku.toUpperCase(), '--linux-workers-enabled');
  const region = file.get('AZURE_LOCATION');
  if (!listAt(there).some(place => plain(textAt(place, 'name')) === plain(region))) {
    const says = `${region} does not have ${sku} on Linux.`;
    return [wrong(subject, { says, fix: `Another size, such as PLAN_SKU=S1, or another region.` })];
  }
  if (file.get('BOT_AZURE_APP_SERVICE_RESOURCE_ID') !== '') return [right(subject, `${sku}, which is there already`)];
  const says = `${sku} is in ${region}. Whether the subscription has quota for it, nothing tells: new ones often have none of B1, and the deployment then ends after some minutes with “Current Limit (Basic VMs): 0”.`;
  const fix =
    'Where it may have none: PLAN_SKU=S1 or PLAN_SKU=P0v3; or ask for quota before: Azure portal, Help + support, Service and subscription limits, App Service (hours to days).';
  return [unknown(subject, { says, fix })];
}

/** A vault of a deleted group of the same name is in the way for 90 days. */
export function checkDeletedVault({ hands, file }: Run): Finding[] {
  const group = `/resourceGroups/${file.get('AZURE_RESOURCE_GROUP_NAME')}/`.toLowerCase();
  const prefix = `${file.get('RESOURCE_NAME') || defaultOf('name')}-`;
  const deleted = listAt(hands.read('keyvault', 'list-deleted', '--resource-type', 'vault'));
  const ours = deleted.find(
    vault =>
      textAt(vault, 'name').startsWith(prefix) && textAt(vault, 'properties', 'vaultId').toLowerCase().includes(group),
  );
  if (!ours) return [];
  const name = textAt(ours, 'name');
  const says = `${name}, of a group of the same name that was deleted, is kept for 90 days, and its name with it.`;
  return [
    wrong('Vault', { says, fix: `az keyvault recover --name ${name}, once the group is there; or another group.` }),
  ];
}
