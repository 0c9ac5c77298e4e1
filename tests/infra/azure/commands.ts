import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VALUES } from '../checkup/right-installation.ts';
import { graph } from './graph.ts';
import { optionsFor } from './options.ts';
import { resourcesIn, settingsFor, shown } from './resources.ts';
import type { Application, AzureState } from './state.ts';

/** What the Azure CLI says on standard error, behind ERROR. */
export class AzFailure extends Error {}

/** Options of a command by name; what stands behind one is a list where there are several. */
export type Options = ReadonlyMap<string, readonly string[]>;

type Command = (state: AzureState, options: Options, body: unknown) => unknown;

/** What a command answers; a text is no JSON. Changes the state. Throws an AzFailure. */
export function answer(state: AzureState, args: readonly string[]): unknown {
  const at = args.findIndex(arg => arg.startsWith('--'));
  const name = args.slice(0, at < 0 ? args.length : at).join(' ');
  const options = optionsOf(args.slice(name.split(' ').length));
  if (name === 'version') return { 'azure-cli': state.az, extensions: {} };
  if (name === 'bicep version') return bicep(state);
  if (!state.account) throw new AzFailure("Please run 'az login' to setup account.");
  const command = COMMANDS[name];
  if (!command) throw new AzFailure(`'${name}' is misspelled or not recognized by the system.`);
  refuseUnknown(name, [...options.keys()]);
  const [file] = options.get('--body') ?? [];
  return command(state, options, file && JSON.parse(readFileSync(file.slice(1), 'utf8')));
}

/** As the Azure CLI does before anything else. */
function refuseUnknown(name: string, given: readonly string[]): void {
  const unknown = given.filter(option => !optionsFor(name).includes(option));
  if (unknown.length > 0) throw new AzFailure(`unrecognized arguments: ${unknown.join(' ')}`);
}

function optionsOf(args: readonly string[]): Options {
  const options = new Map<string, string[]>();
  let current: string[] = [];
  for (const arg of args) {
    if (!arg.startsWith('--')) current.push(arg);
    else {
      current = [];
      options.set(arg, current);
    }
  }
  return options;
}

export function one(options: Options, name: string): string {
  return options.get(name)?.[0] ?? '';
}

function bicep({ bicep }: AzureState): string {
  if (bicep) return `Bicep CLI version ${bicep} (0b1b3d4a5c)\n`;
  throw new AzFailure('Bicep CLI not found. Install it now by running "az bicep install".');
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'account show': ({ account }, options) => {
    const wanted = one(options, '--subscription');
    if (wanted && wanted !== account?.id)
      throw new AzFailure(`The subscription of '${wanted}' doesn't exist in cloud 'AzureCloud'.`);
    return account;
  },
  'account list-locations': ({ locations }) => locations,
  'ad signed-in-user show': ({ account }) => ({
    id: '11111111-0000-0000-0000-000000000001',
    userPrincipalName: account?.user.name,
  }),
  'group exists': ({ groups }, options) => one(options, '--name') in groups,
  'group create': (state, options) => {
    state.groups[one(options, '--name')] = { location: one(options, '--location') };
    return { name: one(options, '--name') };
  },
  'provider list': ({ providers }) =>
    ['Microsoft.Compute', ...providers].map(namespace => ({ namespace, state: 'Registered' })),
  'provider register': (state, options) => void state.providers.push(one(options, '--namespace')),
  'role assignment list': ({ roles }) => roles.map(roleDefinitionName => ({ roleDefinitionName })),
  'appservice list-locations': ({ locations }) =>
    locations.map(name => ({ name: name === 'swedencentral' ? 'Sweden Central' : name })),
  'keyvault list-deleted': ({ deletedVaults }) => deletedVaults,
  'policy assignment list': ({ policies }) => policies,
  'ad app list': ({ applications }, options) => applications.filter(filterOf(one(options, '--filter'))),
  'ad app show': (state, options) => applicationOf(state, one(options, '--id')),
  'ad app create': (state, options) => createOrPatch(state, one(options, '--display-name')),
  'ad sp list': ({ principals }, options) => principals.filter(id => one(options, '--filter').includes(id)),
  'ad sp create': (state, options) => void state.principals.push(applicationOf(state, one(options, '--id')).appId),
  'deployment group create': deploy,
  'deployment group show': (state, options) => shown(state, one(options, '--resource-group')),
  'deployment group wait': () => undefined,
  'resource list': (state, options) => resourcesIn(state, one(options, '--resource-group')),
  'webapp deploy': (state, options) => {
    state.packages[one(options, '--name')] = readFileSync(
      path.resolve(state.folder, one(options, '--src-path')),
      'utf8',
    );
    return { status: 4, complete: true };
  },
  rest: (state, options, body) => {
    const [method, url, query] = ['--method', '--url', '--query'].map(name => one(options, name));
    return graph(state, { method: method ?? '', url: url ?? '', body, query: query ?? '' });
  },
};

/** As the Azure CLI does it (role/custom.py, create_application): one of the same name is patched and given back. */
function createOrPatch(state: AzureState, displayName: string): Application {
  const [same, ...more] = state.applications.filter(each => each.displayName === displayName);
  if (more.length > 0) throw new AzFailure(`More than one application have the same display name '${displayName}'`);
  return same ?? newApplication(state, { displayName });
}

/** What Microsoft Graph makes of a new application: no two are the same, whatever they are called. */
export function newApplication(state: AzureState, properties: { displayName: string }): Application {
  const others = state.applications.length;
  const appId = others === 0 ? VALUES.aadAppClientId : `0a1b2c3d-4e5f-4061-8273-00000000000${others}`;
  const made = { tags: [], identifierUris: [], federatedIdentityCredentials: [], ...properties, appId };
  state.applications.push(made);
  return made;
}

/** Of the filters of Microsoft Graph, a text in a property or in one of its texts. */
function filterOf(filter: string): (application: Application) => boolean {
  const [, property = '', , value = ''] = /^(\w+)(\/any\(t:t)? eq '([^']+)'\)?$/.exec(filter) ?? [];
  if (property === '') throw new AzFailure(`Bad Request({"error":{"code":"Request_UnsupportedQuery"}}): ${filter}`);
  return application => [application[property]].flat().includes(value);
}

export function applicationOf({ applications }: AzureState, id: string): Application {
  const found = applications.find(({ appId }) => appId === id);
  if (found) return found;
  throw new AzFailure(
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

function deploy(state: AzureState, options: Options): unknown {
  const group = one(options, '--resource-group');
  if (!(group in state.groups))
    throw new AzFailure(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`);
  const given = Object.fromEntries((options.get('--parameters') ?? []).map(each => each.split(/=(.*)/s)));
  for (const name of ['aadAppClientId', 'alertEmail']) {
    if (!given[name]) throw new AzFailure(`Missing input parameters: ${name}`);
  }
  state.deployments[group] = given;
  state.settings = settingsFor(given);
  return shown(state, group);
}
