import type { Asking } from '../../../../src/desk/provers/prover.ts';
import { knownTarget } from '../../support/known-target.ts';
import { NOW, requestIn } from '../../support/requests.ts';

/** Somebody is about to be asked: nothing speaks against anybody. */
export function asking(changes: Partial<Asking> = {}): Asking {
  return {
    session: { managerOf: async () => 'none' },
    request: requestIn('open'),
    actor: { accounts: ['requester'] },
    target: knownTarget({ id: 'anna', displayName: 'Anna', userPrincipalName: 'anna@example.com', identities: [] }),
    adminAccounts: { pairs: [], sharedAttribute: 'none' },
    signedOutAt: undefined,
    now: NOW,
    ...changes,
  };
}
