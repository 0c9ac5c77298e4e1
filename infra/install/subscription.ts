import type { Az } from '../az.ts';
import type { ValuesFile } from '../values.ts';

/** These are about no subscription, or say themselves about which. */
const ELSEWHERE = ['account', 'ad', 'bicep', 'rest', 'version'];

/** The Azure CLI in the subscription of an installation, whichever is chosen in it. */
export function inSubscription(az: Az, file: ValuesFile): Az {
  return (args, body) => {
    const subscription = file.get('AZURE_SUBSCRIPTION_ID');
    const [group = ''] = args;
    const ours = subscription !== '' && !ELSEWHERE.includes(group) && !args.includes('--subscription');
    return az(ours ? [...args, '--subscription', subscription] : args, body);
  };
}
