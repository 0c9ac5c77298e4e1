import type { Desk } from './desk.ts';
import { MOST_LOOKED_THROUGH } from './times.ts';

/**
 * When the target was last signed out everywhere here, or may have been. Milliseconds since the epoch; undefined: not lately, as far
 * as the latest requests about them tell.
 */
export async function lastSignedOut({ store }: Pick<Desk, 'store'>, targetId: string): Promise<number | undefined> {
  const about = await store.history({ targetId }, MOST_LOOKED_THROUGH);
  const times = about.flatMap(each => {
    const wasEnded = 'signedOut' in each && (each.signedOut === 'done' || each.signedOut === 'unknown');
    return wasEnded ? (each.carriedOutAt ?? []) : [];
  });
  return times.length > 0 ? Math.max(...times) : undefined;
}
