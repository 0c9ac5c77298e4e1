import assert from 'node:assert/strict';
import type { Request } from '../../src/desk/request/request.ts';
import { StoreError } from '../../src/errors.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import type { OnUnreadable } from '../../src/store/requests/readable.ts';
import { MINUTE, NOW, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

/** How a kind of store is opened, and what somebody does to a request in it by hand. */
export interface ByHand {
  open(onUnreadable?: OnUnreadable): Promise<AuditedRequestStore>;
  /** Makes its row one that is still found and can't be read any more. */
  spoil(id: string): Promise<void>;
  /** Ends the service or removes the file: nothing at all can be read. */
  lose(): Promise<void>;
}

/** What every store does with a request that somebody has changed by hand. */
export function describeUnreadable(bench: () => ByHand): void {
  const target = sampleTarget('anna');
  const LISTINGS: readonly [string, (store: AuditedRequestStore) => Promise<Request[]>][] = [
    ['due', store => store.due(NOW, 10)],
    ['lapsed', store => store.lapsed(NOW, 10)],
    ['unfinished', store => store.unfinished()],
    ['unfinished of a person', store => store.unfinished('erik')],
    ['history of a person', store => store.history({ requesterId: 'erik' }, 10)],
    ['history about somebody', store => store.history({ targetId: target.id }, 10)],
  ];

  async function filled(store: AuditedRequestStore): Promise<void> {
    const requester = { id: 'erik', name: 'Erik', channelUserId: '29:erik', locale: 'en' as const };
    for (const [id, dueAt] of [
      ['first', NOW - MINUTE],
      ['spoilt', NOW - 2],
      ['last', NOW - 1],
    ] as const) {
      const request = sampleRequest({ id, dueAt, target, requester });
      await store.create(request, sampleEntry(request));
    }
    await bench().spoil('spoilt');
  }

  for (const [listing, read] of LISTINGS) {
    it(`is left out of ${listing} and told of, by its id and without what is in it`, async () => {
      const told: [string, StoreError][] = [];
      const store = await bench().open((id, error) => told.push([id, error]));
      await filled(store);
      assert.deepEqual((await read(store)).map(({ id }) => id).toSorted(), ['first', 'last']);
      assert.deepEqual(
        told.map(([id]) => id),
        ['spoilt'],
      );
      const [[, error] = assert.fail()] = told;
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /spoilt of the store can’t be read/);
      assert.doesNotMatch(error.message, /Erik/);
    });

    it(`fails ${listing} where nobody is told`, async () => {
      const store = await bench().open();
      await filled(store);
      await assert.rejects(read(store), /spoilt of the store can’t be read/);
    });

    it(`is no excuse for an empty ${listing} when the store is gone`, async () => {
      const told: string[] = [];
      const store = await bench().open(id => told.push(id));
      await filled(store);
      await bench().lose();
      await assert.rejects(read(store), StoreError);
      assert.deepEqual(told, []);
    });
  }

  it('is not taken for no request by whoever wants this one, or its target', async () => {
    const store = await bench().open(() => assert.fail('nobody asked for a listing'));
    const request = sampleRequest({ id: 'spoilt', state: 'carried-out', target, dueAt: NOW });
    await store.create(request, sampleEntry(request));
    await bench().spoil('spoilt');
    await assert.rejects(store.get('spoilt'), StoreError);
    await assert.rejects(store.busyWith(target.id), StoreError);
  });
}
