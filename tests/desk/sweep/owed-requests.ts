import { randomUUID } from 'node:crypto';
import type { In, Request } from '../../../src/desk/request/request.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { type Changes, sampleEntry, sampleRequest, sampleTarget } from '../../store/samples.ts';
import { inStore } from '../../support/both-stores.ts';
import type { Client, World } from '../../support/world.ts';

/** The password of every such request. */
export const WAITING_PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

/** An accepted reset of this person's, as if another process had done it; its password waits. */
export function waitingReset(world: World, person: Client, change: Changes<'carried-out'>): In<'carried-out'> {
  const id = randomUUID();
  const sealed = createSeal(world.sealKeys.current).seal(WAITING_PASSWORD, id);
  const own = { ...askedBy(world, person), id, startedAt: Date.now(), sealed };
  return sampleRequest({ state: 'carried-out', ...own, ...change });
}

/** A confirm card of this person's, as if another process had shown it. */
export function openCard(world: World, person: Client, change: Changes<'open'>): In<'open'> {
  return sampleRequest({ ...askedBy(world, person), ...change });
}

function askedBy(world: World, { objectId, name, channelUserId }: Client) {
  const { serviceUrl } = world.connector;
  return {
    requester: { id: objectId, name, channelUserId, locale: 'en' as const },
    place: { serviceUrl, conversationId: `19:${randomUUID()}@thread.tacv2`, personal: false },
    query: undefined,
    target: sampleTarget(randomUUID()),
    createdAt: Date.now(),
  };
}

/** Puts them into the store; `environment` is what the world's bots have of it. */
export async function putRequests(
  world: World,
  requests: readonly Request[],
  environment: Record<string, string> = {},
): Promise<string[]> {
  await inStore(world, environment, store =>
    Promise.all(requests.map(request => store.create(request, sampleEntry(request)))),
  );
  return requests.map(({ id }) => id);
}

/** Puts accepted resets of this person's into the store, as if another process had done them; their passwords wait. */
export function putResets(world: World, person: Client, changes: readonly Changes<'carried-out'>[]): Promise<string[]> {
  return putRequests(
    world,
    changes.map(change => waitingReset(world, person, change)),
  );
}
