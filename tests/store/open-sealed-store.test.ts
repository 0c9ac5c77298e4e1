import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { StoreError } from '../../src/errors.ts';
import { VaultServer } from '../support/vault-server.ts';
import { KEPT, SealedBench } from './sealed-bench.ts';

for (const [name, keep] of Object.entries(KEPT)) {
  describe(`store/open-sealed-store: a data key that a Key Vault key has wrapped, ${name}`, () => {
    let vault: VaultServer;
    let bench: SealedBench;
    before(async () => {
      vault = await VaultServer.start();
    });
    after(() => vault.stop());
    beforeEach(async () => {
      bench = await SealedBench.make(vault, keep);
    });
    afterEach(() => bench.dispose());
    const row = () => bench.kept.dataKey(bench.keyUrl);

    it('is made at the first start, and opened at the next', async () => {
      const first = await bench.start();
      const sealed = await first.work();
      const second = await bench.start();
      assert.deepEqual(second.keys, { current: first.keys.current });
      assert.equal(second.opens(sealed), 'hemligt');
      await second.work();
      assert.deepEqual(await first.findings(), []);
      assert.equal((await row())?.version, vault.keys.versions('seal-key')[0]?.id);
    });

    it('is one for all that start at the same time', async () => {
      const started = await Promise.all(Array.from({ length: 6 }, () => bench.start()));
      const keys = new Set(started.map(({ keys: { current } }) => current.toString('hex')));
      assert.equal(keys.size, 1);
      for (const each of started) await each.work();
      for (const each of started) assert.deepEqual(await each.findings(), []);
    });

    it('stays the same through a rotation, for all that start at the same time and the one that runs', async () => {
      const running = await bench.start();
      const sealed = await running.work();
      const before = await row();
      const newest = vault.keys.rotate('seal-key');
      const started = await Promise.all([bench.start(), bench.start(), bench.start()]);
      assert.deepEqual([before?.version === newest, (await row())?.version], [false, newest]);
      for (const each of [...started, running]) {
        assert.equal(each.opens(sealed), 'hemligt');
        await each.work();
      }
      vault.keys.enable('seal-key', before?.version ?? '', false);
      const last = await bench.start();
      assert.equal(last.opens(sealed), 'hemligt');
      assert.deepEqual(await last.findings(), []);
    });

    it('keeps the row of another instance that has wrapped it anew meanwhile', async () => {
      await (await bench.start()).work();
      const newest = vault.keys.rotate('seal-key');
      let meanwhile: unknown;
      vault.instead = async operation => {
        if (operation !== 'sign' || meanwhile !== undefined) return undefined;
        meanwhile = 'about to be';
        await bench.start();
        meanwhile = await row();
        return undefined;
      };
      const { keys } = await bench.start();
      assert.deepEqual([(await row())?.version, keys.wrapped?.after.version], [newest, newest]);
      assert.deepEqual(await row(), meanwhile);
      assert.notDeepEqual(await row(), keys.wrapped?.after);
    });

    it('is there again where it was taken away while it was wrapped anew', async () => {
      const first = await bench.start();
      const sealed = await first.work();
      vault.keys.rotate('seal-key');
      vault.instead = async operation => {
        if (operation === 'sign') await bench.kept.putDataKey(bench.keyUrl, undefined);
        return undefined;
      };
      const { keys } = await bench.start();
      assert.deepEqual(await row(), keys.wrapped?.after);
      vault.instead = () => undefined;
      const next = await bench.start();
      assert.equal(next.opens(sealed), 'hemligt');
      await next.work();
      assert.deepEqual(await next.findings(), []);
    });

    it('is not made anew where it was taken away, and nothing is written', async () => {
      const first = await bench.start();
      await first.work();
      const taken = await row();
      await bench.kept.putDataKey(bench.keyUrl, undefined);
      const unrelated = randomBytes(32).toString('base64');
      for (const sealKeyPrevious of [undefined, unrelated]) {
        const started = bench.start({ sealKey: bench.keyUrl, ...(sealKeyPrevious && { sealKeyPrevious }) });
        await assert.rejects(started, (error: Error) => {
          assert.ok(error instanceof StoreError);
          assert.match(error.message, /no data key for the Key Vault key.*somebody took the data key away/);
          return true;
        });
        assert.equal(await row(), undefined);
      }
      assert.deepEqual(await first.findings(), []);
      await bench.kept.putDataKey(bench.keyUrl, taken);
      assert.deepEqual((await bench.start()).keys.current, first.keys.current);
    });

    it('of somebody else is refused, although the whole store was made with it', async () => {
      const genuine = await bench.start();
      const sealed = await genuine.work();
      const signed = (await row()) ?? assert.fail();
      // Somebody who can write the store begins it anew, with a record and a key of their own: the public key wraps it.
      const theirs = randomBytes(32);
      const forgery = await SealedBench.beside(bench, keep);
      const forged = { ...signed, wrapped: vault.keys.wrappedByAnybody('seal-key', theirs) };
      try {
        await (await forgery.start({ sealKey: theirs.toString('base64') })).work();
        for (const signature of [signed.signature, randomBytes(256).toString('base64url'), '']) {
          await forgery.kept.putDataKey(bench.keyUrl, { ...forged, signature });
          await assert.rejects(forgery.start(), /has not signed the data key.*restore the last backup/);
          const asPrevious = { sealKey: randomBytes(32).toString('base64'), sealKeyPrevious: bench.keyUrl };
          await assert.rejects(forgery.start(asPrevious), /has not signed the data key/);
        }
        // The real one in their store: the record is another's.
        await forgery.kept.putDataKey(bench.keyUrl, signed);
        await assert.rejects((await forgery.start()).work(), /under another SEAL_KEY/);
      } finally {
        await forgery.dispose();
      }
      await bench.kept.putDataKey(bench.keyUrl, forged);
      const head = await genuine.store.auditHead();
      await assert.rejects(bench.start(), /has not signed the data key/);
      assert.deepEqual([await genuine.store.auditHead(), genuine.opens(sealed)], [head, 'hemligt']);
    });

    it('is not made where the vault refuses, and the store stays as it was', async () => {
      vault.keys.rights = ['get', 'wrapkey'];
      await assert.rejects(bench.start(), /Key Vault Crypto User/);
      vault.keys.rights = [];
      await assert.rejects(bench.start(), /Key Vault Crypto User/);
      vault.keys.rights = ['get', 'wrapkey', 'unwrapkey', 'sign'];
      const first = await bench.start();
      await first.work();
      assert.deepEqual(await first.findings(), []);
    });

    it('is needed where the Key Vault key is the one of before', async () => {
      await (await bench.start({ sealKey: randomBytes(32).toString('base64') })).work();
      const started = bench.start({ sealKey: randomBytes(32).toString('base64'), sealKeyPrevious: bench.keyUrl });
      await assert.rejects(started, /no data key for the Key Vault key .*\/keys\/seal-key of SEAL_KEY_PREVIOUS/);
    });
  });
}
