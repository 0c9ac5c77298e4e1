import assert from 'node:assert/strict';
import { describeRequestStore } from '../store/contract.ts';
import { KEYS, sampleEntry, sampleRequest } from '../store/samples.ts';
import { MemoryData, MemoryStore } from './memory-store.ts';

describeRequestStore('memory', async () => {
  const store = new MemoryStore(KEYS.current);
  return { stores: [store], dispose: () => store.close() };
});

describeRequestStore('memory, two stores on the same data', async () => {
  const data = new MemoryData();
  const stores = [new MemoryStore(KEYS.current, data), new MemoryStore(KEYS.current, data)] as const;
  return {
    stores,
    async dispose() {
      for (const store of stores) await store.close();
    },
  };
});

describe('tests/support/memory-store.ts', () => {
  it('gives out nothing that can be changed from outside', async () => {
    const store = new MemoryStore(KEYS.current);
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    const before = structuredClone(request);
    request.query = 'changed after it was created';
    const got = await store.get(request.id);
    assert.deepEqual(got, before);
    if (got) got.query = 'changed after it was read';
    for (const one of [...(await store.unfinished()), ...(await store.due(Number.MAX_SAFE_INTEGER, 9))])
      one.query = 'x';
    assert.deepEqual(await store.get(request.id), before);
  });

  it('keeps two stores apart that share no data', async () => {
    const request = sampleRequest();
    await new MemoryStore(KEYS.current).create(request, sampleEntry(request));
    assert.equal(await new MemoryStore(KEYS.current).get(request.id), undefined);
  });
});
