import { AzError } from '../../az.ts';
import type { Hands } from '../../hands.ts';
import { unregistered } from '../preflight/providers.ts';
import type { Run } from '../run.ts';

/** Registers the resource providers that are missing, and makes the resource group where there is none. Throws an AzError. */
export function prepareGround({ hands, file }: Run): void {
  for (const namespace of missing(hands)) {
    const register = ['provider', 'register', '--namespace', namespace, '--wait'];
    hands.change(`  Registers the resource provider ${namespace}; takes some minutes.`, { args: register });
  }
  const [group, location] = [file.get('AZURE_RESOURCE_GROUP_NAME'), file.get('AZURE_LOCATION')];
  if (hands.read('group', 'exists', '--name', group) === true) return;
  const create = ['group', 'create', '--name', group, '--location', location];
  hands.change(`  Makes the resource group ${group}.`, { args: create });
}

/** Whoever has rights in the group alone may not see them; where one is missing, the deployment says which. */
function missing(hands: Hands): string[] {
  try {
    return unregistered(hands);
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    hands.say('  Which resource providers are registered can’t be seen with this account; goes on without.');
    return [];
  }
}
