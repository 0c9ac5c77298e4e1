import assert from 'node:assert/strict';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { OtherDataKeyError } from '../../../src/store/record/wrapped-key-change.ts';
import type { SealKeys } from '../../../src/store/seal/chain-keys.ts';
import type { WrappedKey } from '../../../src/store/seal/data-key.ts';
import { findDataKey } from '../../../src/store/tables/data-key-rows.ts';
import { openTableStore } from '../../../src/store/tables/table-store.ts';
import { sampleEntry, sampleKey } from '../samples.ts';
import { TableBench } from './table-bench.ts';
import { UnreliableNetwork } from './unreliable-network.ts';

const KEY_URL = 'https://contoso-kv.vault.azure.net/keys/seal-key';
/** How often the client makes one call: once and three repetitions. */
const ALL_TRIES = 4;

function wrappedAs(name: string): WrappedKey {
  return { version: name, algorithm: 'RSA-OAEP-256', wrapped: `wrapped ${name}`, signature: `signed ${name}` };
}

function keysWith(name: string, before?: WrappedKey): SealKeys {
  return { current: sampleKey('data'), wrapped: { url: KEY_URL, before, after: wrappedAs(name) } };
}

describe('store/tables: the row of a data key', () => {
  let bench: TableBench;
  let network: UnreliableNetwork;
  const stores: AuditedRequestStore[] = [];
  beforeEach(async () => {
    bench = await TableBench.make();
    network = await UnreliableNetwork.to(bench.account);
  });
  afterEach(async () => {
    await Promise.allSettled(stores.splice(0).map(store => store.close()));
    await network.stop();
    await bench.dispose();
  });

  const found = () => findDataKey({ connectionString: bench.account.connectionString }, KEY_URL);
  async function openBehind(keys: SealKeys): Promise<AuditedRequestStore> {
    const store = await openTableStore({ connectionString: network.account.connectionString }, keys);
    stores.push(store);
    return store;
  }

  it('is not there where there is no table, and none is made for looking', async () => {
    assert.equal(await found(), undefined);
    await assert.rejects(bench.entities());
  });

  for (const [what, times] of [
    ['once', 1],
    ['as often as the client asks', ALL_TRIES],
  ] as const) {
    it(`is taken for its own whose answer was lost ${what}`, async () => {
      await bench.client.createTable();
      network.next('lost-answer', 'POST', times);
      const store = await openBehind(keysWith('one'));
      assert.deepEqual(await found(), wrappedAs('one'));
      await store.record(sampleEntry({ id: 'r' }));
      assert.deepEqual((await store.verifyAudit()).findings, []);
    });
  }

  it('is not taken for its own where another process was first while the call was lost', async () => {
    await bench.client.createTable();
    network.next('lost-call', 'POST', ALL_TRIES);
    network.meanwhile = async () => {
      network.meanwhile = async () => undefined;
      await bench.open(keysWith('other'));
    };
    await assert.rejects(openBehind(keysWith('mine')), OtherDataKeyError);
    assert.deepEqual(await found(), wrappedAs('other'));
  });

  it('is the one of whoever writes between the reading and the writing, made or wrapped anew', async () => {
    await bench.client.createTable();
    const meanwhile = (keys: SealKeys) => {
      network.mishap = async method => {
        if (method !== 'POST') return undefined;
        network.mishap = () => undefined;
        await bench.open(keys);
        return undefined;
      };
    };
    meanwhile(keysWith('one'));
    await assert.rejects(openBehind(keysWith('mine')), OtherDataKeyError);
    assert.deepEqual(await found(), wrappedAs('one'));
    meanwhile(keysWith('two', wrappedAs('one')));
    await openBehind(keysWith('mine', wrappedAs('one')));
    assert.deepEqual(await found(), wrappedAs('two'));
  });

  it('is replaced as it was read, and left alone where it was not', async () => {
    await bench.open(keysWith('one'));
    await bench.open(keysWith('two', wrappedAs('one')));
    assert.deepEqual(await found(), wrappedAs('two'));
    await bench.open(keysWith('three', wrappedAs('one')));
    assert.deepEqual(await found(), wrappedAs('two'));
  });
});
