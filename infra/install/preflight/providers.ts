import { type Finding, right, unknown } from '../../checkup/finding.ts';
import { listAt, textAt } from '../../checkup/json.ts';
import type { Hands } from '../../hands.ts';
import { providers } from '../parameters.ts';
import type { Run } from '../run.ts';

/** Which providers of those that are needed are not registered. */
export function unregistered(hands: Hands): string[] {
  const all = listAt(hands.read('provider', 'list', '--query', '[].{namespace: namespace, state: registrationState}'));
  const registered = all
    .filter(one => textAt(one, 'state') === 'Registered')
    .map(one => textAt(one, 'namespace').toLowerCase());
  return providers().filter(name => !registered.includes(name.toLowerCase()));
}

export function checkProviders({ hands }: Run): Finding[] {
  const subject = 'Resource providers';
  const missing = unregistered(hands);
  if (missing.length === 0) return [right(subject, `all ${providers().length} are registered`)];
  const says = `Not registered: ${missing.join(', ')}. Deploy registers them where the account has a right on the subscription.`;
  const commands = missing.map(name => `az provider register --namespace ${name}`).join('; ');
  return [unknown(subject, { says, fix: `Else whoever owns the subscription runs, once: ${commands}` })];
}
