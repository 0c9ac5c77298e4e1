import { AzError } from '../../az.ts';
import { at, listAt, same, textAt } from '../../checkup/json.ts';
import { allowed, defaultOf, outputs, parameters } from '../parameters.ts';
import type { Run } from '../run.ts';

/** What the names of an installation end in: uniqueString() of the resource group. */
const NAME = /^([a-z][a-z0-9]{2,9})-[a-z0-9]{13}$/i;
const SITES = 'Microsoft.Web/sites';
/** Parameters that the app has as settings. */
const SETTINGS = {
  teamsAppId: 'TEAMS_APP_ID',
  policyFile: 'POLICY_FILE',
  defaultLocale: 'DEFAULT_LOCALE',
  logLevel: 'LOG_LEVEL',
} as const;

/** An installation that is there; an empty text is what nothing tells. */
export interface Found {
  /** Resource id of its App Service. */
  appServiceId: string;
  /** The region of all but the bot. */
  location: string;
  /** `global` or `westeurope`. */
  botRegion: string;
  /** Client id of the application that people sign in to. */
  application: string;
  /** What the template would tell, under the names of the values. */
  told: Readonly<Record<string, string>>;
  /** What it is deployed with, by the parameters of the template. */
  given: Readonly<Record<string, string>>;
  /** A setting of the app. SEAL_KEY and the one of before can be the keys themselves: they are for nobody to see. */
  setting(name: string): string;
}

/**
 * The installation in the resource group of the values; undefined where there is none, or none that has its settings yet.
 * What runs counts more than what was deployed: somebody may have changed it since. Throws an AzError.
 */
export function findInstallation(run: Run): Found | undefined {
  const { hands, file } = run;
  const group = file.get('AZURE_RESOURCE_GROUP_NAME');
  if (hands.read('group', 'exists', '--name', group) !== true) return undefined;
  const resources = listAt(hands.read('resource', 'list', '--resource-group', group));
  const app = appOf(resources, run);
  if (!app) return undefined;
  const [appServiceId, name] = [textAt(app, 'id'), textAt(app, 'name')];
  // Only to whoever may change them: a POST that changes nothing.
  const list = `${appServiceId}/config/appsettings/list?api-version=2024-11-01`;
  const settings = hands.read('rest', '--method', 'POST', '--url', list);
  const setting = (key: string) => textAt(settings, 'properties', key);
  if (setting('BOT_ID') === '') return undefined;
  const deployed = deploymentOf(run, appServiceId);
  const bot = resources.find(isOf('Microsoft.BotService/botServices', name));
  const parameter = (key: string) => plainText(at(deployed, 'parameters', key, 'value'));
  const seen: Record<string, string> = {
    ...Object.fromEntries([...parameters().keys()].map(key => [key, parameter(key)])),
    ...sizesOf(resources, name),
    ...Object.fromEntries(Object.entries(SETTINGS).map(([key, called]) => [key, setting(called)])),
    name: prefixOf(name),
  };
  return {
    appServiceId,
    location: regionOf(app),
    botRegion: regionOf(bot),
    application: applicationOf(run, bot) || parameter('aadAppClientId'),
    told: { ...toldBy(run, app, deployed), BOT_ID: setting('BOT_ID') },
    given: seen,
    setting,
  };
}

/** What the names of an installation begin with. */
export function prefixOf(name: string): string {
  return NAME.exec(name)?.[1] ?? '';
}

/** The app of the values, else the one of the wanted name, else any one that has a vault of the same name beside it. */
function appOf(resources: readonly unknown[], { file }: Run): unknown {
  const apps = resources.filter(one => {
    const name = textAt(one, 'name');
    const ours = same(textAt(one, 'type'), SITES) && NAME.test(name);
    return ours && resources.some(isOf('Microsoft.KeyVault/vaults', name));
  });
  const known = file.get('BOT_AZURE_APP_SERVICE_RESOURCE_ID');
  const wanted = file.get('RESOURCE_NAME') || defaultOf('name');
  return (
    apps.find(app => same(textAt(app, 'id'), known)) ??
    apps.find(app => same(prefixOf(textAt(app, 'name')), wanted)) ??
    apps[0]
  );
}

function isOf(type: string, name: string): (resource: unknown) => boolean {
  return resource => same(textAt(resource, 'type'), type) && same(textAt(resource, 'name'), name);
}

/** Azure writes a region in two ways: `westeurope` and `West Europe`. */
function regionOf(resource: unknown): string {
  return textAt(resource, 'location').replaceAll(' ', '').toLowerCase();
}

/** What may have been made larger by hand. */
function sizesOf(resources: readonly unknown[], name: string): Record<string, string> {
  const plan = resources.find(isOf('Microsoft.Web/serverfarms', name));
  const store = resources.find(isOf('Microsoft.Storage/storageAccounts', name.replace('-', '')));
  const sizes = {
    planSku: textAt(plan, 'sku', 'name'),
    instances: plainText(at(plan, 'sku', 'capacity')),
    storageSku: textAt(store, 'sku', 'name'),
  };
  const told = Object.entries(sizes).filter(([, size]) => size !== '');
  // Resources may write P0V3 for what the template calls P0v3.
  return Object.fromEntries(told.map(([key, size]) => [key, allowed(key).find(one => same(one, size)) ?? size]));
}

/** The last deployment of the templates; by hand, by the toolkit and here it is called the same. Undefined where it is not known. */
function deploymentOf({ hands, file }: Run, appServiceId: string): unknown {
  const where = ['--resource-group', file.get('AZURE_RESOURCE_GROUP_NAME'), '--name', 'main'];
  try {
    const properties = at(hands.read('deployment', 'group', 'show', ...where), 'properties');
    const made = textAt(properties, 'outputs', 'bot_azure_app_service_resource_id', 'value');
    const ours = made === '' ? at(properties, 'parameters', 'aadAppClientId') !== undefined : same(made, appServiceId);
    return ours ? properties : undefined;
  } catch (error) {
    if (error instanceof AzError && /DeploymentNotFound/.test(error.said)) return undefined;
    throw error;
  }
}

/** The connection says with which application people sign in, whatever was deployed. */
function applicationOf({ hands }: Run, bot: unknown): string {
  if (bot === undefined) return '';
  const url = `${textAt(bot, 'id')}/connections/graph?api-version=2022-09-15`;
  try {
    return textAt(hands.read('rest', '--method', 'GET', '--url', url), 'properties', 'clientId');
  } catch (error) {
    if (error instanceof AzError && /\bNot Found\(/.test(error.said)) return '';
    throw error;
  }
}

/** What the deployment has told; where that is not known, what can be seen of it. */
function toldBy({ hands }: Run, app: unknown, deployed: unknown): Record<string, string> {
  const told = Object.fromEntries(
    outputs().map(output => [output.toUpperCase(), textAt(deployed, 'outputs', output, 'value')]),
  );
  const id = textAt(app, 'id');
  const domain = () =>
    textAt(
      hands.read('rest', '--method', 'GET', '--url', `${id}?api-version=2024-11-01`),
      'properties',
      'defaultHostName',
    );
  return {
    ...told,
    BOT_DOMAIN: told.BOT_DOMAIN || domain(),
    BOT_AZURE_APP_SERVICE_RESOURCE_ID: id,
    KEY_VAULT_NAME: textAt(app, 'name'),
  };
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
