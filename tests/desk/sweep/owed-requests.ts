import { randomUUID } from 'node:crypto';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { type Changes, sampleEntry, sampleRequest, sampleTarget } from '../../store/samples.ts';
import type { Client, World } from '../../support/world.ts';

/** The password of every such request. */
export const WAITING_PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

/** Puts accepted resets of this person's into the store, as if another process had done them; their passwords wait. */
export async function putResets(
  world: World,
  { objectId, name, channelUserId }: Client,
  changes: readonly Changes<'carried-out'>[],
): Promise<string[]> {
  const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
  const seal = createSeal(world.sealKeys.current);
  const { serviceUrl } = world.connector;
  try {
    return await Promise.all(
      changes.map(async change => {
        const id = randomUUID();
        const request = sampleRequest({
          id,
          state: 'carried-out',
          requester: { id: objectId, name, channelUserId, locale: 'en' },
          place: { serviceUrl, conversationId: `19:${randomUUID()}@thread.tacv2`, personal: false },
          query: undefined,
          target: sampleTarget(randomUUID()),
          createdAt: Date.now(),
          startedAt: Date.now(),
          sealed: seal.seal(WAITING_PASSWORD, id),
          ...change,
        });
        await store.create(request, sampleEntry(request));
        return id;
      }),
    );
  } finally {
    await store.close();
  }
}
