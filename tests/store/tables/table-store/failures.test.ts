import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { AzureNamedKeyCredential, generateTableSas } from '@azure/data-tables';
import { CredentialUnavailableError } from '@azure/identity';
import { StaleRequestError, StoreError } from '../../../../src/errors.ts';
import { openTableStore } from '../../../../src/store/tables/table-store.ts';
import { Azurite, accountAt } from '../../../support/azurite.ts';
import { KEYS, movedTo, NOW, sampleCommand, sampleDuty, sampleEntry, sampleRequest } from '../../samples.ts';
import { TableBench } from '../table-bench.ts';

describe('store/tables: an account that fails', () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await TableBench.make();
  });
  afterEach(() => bench.dispose());

  it('refuses every write with a signature that may only read, and nothing is half done', async () => {
    const request = sampleRequest({ dueAt: NOW });
    await (await bench.open()).create(request, sampleEntry(request));
    const before = await bench.entities();
    const { url, name, key } = bench.account;
    const signature = generateTableSas('nyckel', new AzureNamedKeyCredential(name, key), {
      permissions: { query: true },
      expiresOn: new Date(Date.now() + 3_600_000),
    });
    const store = await bench.open(KEYS, `TableEndpoint=${url};SharedAccessSignature=${signature}`);
    assert.deepEqual(await store.get(request.id), request);
    const writes = [
      store.replace(movedTo(request, 'running'), sampleEntry(request)),
      store.replace({ ...request, duties: [sampleDuty()] }),
      store.create(sampleRequest(), sampleEntry(request)),
      store.record(sampleEntry(request)),
      store.keepPending('p', sampleCommand()),
      store.check(),
    ];
    for (const outcome of await Promise.allSettled(writes)) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreError, inspect(outcome));
      assert.match(outcome.reason.message, /does not allow this with the signature|does not let the bot in/);
      assert.ok(!inspect(outcome.reason, { depth: 9 }).includes(/sig=([^&]+)/.exec(signature)?.[1] ?? 'sig='));
    }
    assert.deepEqual(await bench.entities(), before);
  });

  it('says that a key is wrong', async () => {
    const { name, url } = bench.account;
    const { connectionString } = accountAt(name, Buffer.alloc(64, 1).toString('base64'), url);
    await assert.rejects(
      bench.open(KEYS, connectionString),
      /does not let the bot in.* check the key where STORE has one/,
    );
  });

  it('says that the table is gone, and makes a new one only at a start', async () => {
    const store = await bench.open();
    await bench.client.deleteTable();
    await assert.rejects(store.record(sampleEntry({ id: 'x' })), /lost its table/);
    await assert.rejects(store.check(), /lost its table/);
    await assert.rejects(store.get('x'), /lost its table/);
    await (await bench.open()).record(sampleEntry({ id: 'x' }));
    await store.record(sampleEntry({ id: 'x' }));
  });

  it('says what to do when rows were changed by hand, and writes nothing', async () => {
    const store = await bench.open();
    const request = sampleRequest({ dueAt: NOW });
    await store.create(request, sampleEntry(request));
    await bench.client.deleteEntity('nyckel', `work|${request.id}`);
    const before = await bench.entities();
    const finished = store.replace(movedTo(request, 'expired'), sampleEntry(request));
    await assert.rejects(finished, /something else than Nyckel has changed them/);
    assert.deepEqual(await bench.entities(), before);
  });

  it('names the row that can’t be read, and not what is in it', async () => {
    const store = await bench.open();
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    const [row] = await bench.entities('request|');
    await bench.client.updateEntity({ ...(row ?? assert.fail()), document: '{"Anna Svensson' }, 'Replace');
    await assert.rejects(store.get(request.id), (error: unknown) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, new RegExp(`request.${request.id} of the store can’t be read`));
      assert.doesNotMatch(inspect(error, { depth: 9 }), /Svensson/);
      return true;
    });
  });

  it('says that the bot got no token', async () => {
    const getToken = async () => {
      throw new CredentialUnavailableError('no identity here');
    };
    const opening = openTableStore({ url: 'https://127.0.0.1:1', credential: { getToken } }, KEYS);
    await assert.rejects(opening, /got no token for it: check BOT_CREDENTIAL/);
  });

  for (const url of ['http://nyckel.table.core.windows.net', 'http://127.0.0.1.example', 'ftp://127.0.0.1', 'table']) {
    it(`sends nothing to ${url}`, async () => {
      const getToken = async () => assert.fail('a token was asked for');
      await assert.rejects(openTableStore({ url, credential: { getToken } }, KEYS), (error: unknown) => {
        assert.ok(error instanceof StoreError, String(error));
        assert.match(error.message, /STORE/);
        return true;
      });
    });
  }

  it('does not repeat a connection string that it can’t use', async () => {
    for (const connectionString of [
      '',
      'AccountKey=c2VjcmV0',
      'DefaultEndpointsProtocol=https;AccountKey=c2VjcmV0;x',
    ]) {
      await assert.rejects(openTableStore({ connectionString }, KEYS), (error: unknown) => {
        assert.ok(error instanceof StoreError, String(error));
        assert.doesNotMatch(inspect(error, { depth: 9 }), /c2VjcmV0/);
        return true;
      });
    }
  });

  it('says that the account does not answer when it goes away', async () => {
    const azurite = await Azurite.start();
    try {
      const { connectionString } = await azurite.emptyAccount();
      const store = await bench.open(KEYS, connectionString);
      const request = sampleRequest({ dueAt: NOW });
      await store.create(request, sampleEntry(request));
      await azurite.stop();
      const calls = [
        store.get(request.id),
        store.replace(movedTo(request, 'running'), sampleEntry(request)),
        store.replace({ ...request, duties: [sampleDuty()] }),
        store.due(NOW, 1),
        store.lapsed(NOW, 1),
        store.takePending('p', NOW),
        store.keepPending('p', sampleCommand()),
        store.verifyAudit(),
        store.check(),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreError, inspect(outcome));
        assert.match(outcome.reason.message, /does not answer/);
      }
    } finally {
      await azurite.stop();
    }
  });

  it('keeps a document of many pieces, and refuses one that is too long without a trace', async () => {
    const store = await bench.open();
    const long = sampleRequest({ note: 'å😀\u2028\\"\n'.repeat(18_000) });
    await store.create(long, sampleEntry(long, { note: '\\'.repeat(40_000), detail: 'x'.repeat(32_000) }));
    assert.deepEqual(await store.get(long.id), long);
    assert.equal((await store.auditTrail())[0]?.note, '\\'.repeat(40_000));
    const before = await bench.entities();
    const longer = sampleRequest({ note: 'x'.repeat(400_000) });
    await assert.rejects(store.create(longer, sampleEntry(longer)), /at most 384000 characters, and document has/);
    await assert.rejects(store.record(sampleEntry(long, { note: 'x'.repeat(400_000) })), StoreError);
    assert.deepEqual(await bench.entities(), before);
    await store.replace({ ...long, note: 'short' }, sampleEntry(long));
    assert.deepEqual(await store.get(long.id), { ...long, note: 'short', version: 2 });
  });

  it('leaves nothing of a sealed password in any row once it was taken away', async () => {
    const store = await bench.open();
    const request = sampleRequest({ state: 'carried-out', sealed: 'v1.sealed-with-care' });
    await store.create(request, sampleEntry(request));
    assert.match(JSON.stringify(await bench.entities(), text), /sealed-with-care/);
    await store.replace(movedTo(request, 'done'), sampleEntry(request));
    assert.doesNotMatch(JSON.stringify(await bench.entities(), text), /sealed-with-care/);
    await assert.rejects(store.replace(request, sampleEntry(request)), StaleRequestError);
  });
});

function text(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
