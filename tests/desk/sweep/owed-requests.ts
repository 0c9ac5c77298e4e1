import { randomUUID } from 'node:crypto';
import type { ResetRequest } from '../../../src/desk/request/request.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { sampleEntry, sampleTarget } from '../../store/samples.ts';
import type { Client, World } from '../../support/world.ts';

/** The password of every such request. */
export const WAITING_PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

/** Puts accepted resets of this person's into the store, as if another process had done them; their passwords wait. */
export async function putResets(
  world: World,
  { objectId: id, name, channelUserId }: Client,
  changes: readonly Partial<ResetRequest>[],
): Promise<string[]> {
  const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
  const seal = createSeal(world.sealKeys.current);
  const { serviceUrl } = world.connector;
  try {
    return await Promise.all(
      changes.map(async change => {
        const request: ResetRequest = {
          id: randomUUID(),
          version: 1,
          state: 'reset',
          correlationId: randomUUID(),
          requester: { id, name, channelUserId, locale: 'en' },
          place: { serviceUrl, conversationId: `19:${randomUUID()}@thread.tacv2`, personal: false },
          target: sampleTarget(randomUUID()),
          typedPassword: false,
          attempts: 1,
          createdAt: Date.now(),
          verification: 'accepted',
          ...change,
        };
        const sealedPassword = seal.seal(WAITING_PASSWORD, request.id);
        await store.create({ ...request, sealedPassword }, sampleEntry(request));
        return request.id;
      }),
    );
  } finally {
    await store.close();
  }
}
