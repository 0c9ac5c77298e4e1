import { unregistered } from '../preflight/providers.ts';
import type { Run } from '../run.ts';

/** Registers the resource providers that are missing, and makes the resource group where there is none. Throws an AzError. */
export function prepareGround({ hands, file }: Run): void {
  for (const namespace of unregistered(hands)) {
    const register = ['provider', 'register', '--namespace', namespace, '--wait'];
    hands.change(`  Registers the resource provider ${namespace}; takes some minutes.`, { args: register });
  }
  const [group, location] = [file.get('AZURE_RESOURCE_GROUP_NAME'), file.get('AZURE_LOCATION')];
  if (hands.read('group', 'exists', '--name', group) === true) return;
  const create = ['group', 'create', '--name', group, '--location', location];
  hands.change(`  Makes the resource group ${group}.`, { args: create });
}
