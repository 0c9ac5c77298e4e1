import type { DirectorySession } from '../../ports.ts';
import type { Done } from '../../request/request.ts';
import type { Use } from '../action.ts';
import { hasEnded, receiptStatus } from './afterwards.ts';
import type { PassReceipt } from './pass.ts';

const USE: Readonly<Record<PassReceipt['status'], Use>> = {
  'not-used': 'unused',
  'not-yet': 'unused',
  // It works again once the policy is switched on again.
  disabled: 'unused',
  'not-known': 'not-known',
  used: 'used',
  expired: 'used',
  withdrawn: 'used',
};

/** Which of these passes still work, by the one that each person has now; one whose time is over is not asked about. @throws DirectoryError */
export async function usesOfPasses(
  session: DirectorySession,
  requests: readonly Done[],
  now: number,
): Promise<ReadonlyMap<string, Use>> {
  const over = requests.filter(request => hasEnded(request, now));
  const live = requests.filter(request => !over.includes(request));
  const passes = await session.presentPasses(live.map(({ target }) => target.id));
  return new Map([
    ...over.map(({ id }) => [id, 'used'] as const),
    ...live.map(({ id, made, target }) => {
      const present = passes.get(target.id);
      return [id, present === undefined ? 'not-known' : USE[receiptStatus(present, made?.id, false)]] as const;
    }),
  ]);
}
