import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { SealError, StoreError } from '../../../src/errors.ts';
import { VaultServer } from '../../support/vault-server.ts';
import { KEPT, SealedBench, type SealVariables } from '../sealed-bench.ts';

for (const [name, keep] of Object.entries(KEPT)) {
  describe(`store/open-sealed-store: moves from one form of SEAL_KEY to another, ${name}`, () => {
    let vault: VaultServer;
    let bench: SealedBench;
    let value: string;
    before(async () => {
      vault = await VaultServer.start();
    });
    after(() => vault.stop());
    beforeEach(async () => {
      bench = await SealedBench.make(vault, keep);
      value = randomBytes(32).toString('base64');
      vault.secrets.set('seal-key', value);
    });
    afterEach(() => bench.dispose());

    /** Starts with these variables, works, and finds everything sound; what was sealed before can be opened. */
    async function goesOn(variables: SealVariables, before?: string): Promise<string> {
      const instance = await bench.start(variables);
      if (before !== undefined) assert.equal(instance.opens(before), 'hemligt');
      const sealed = await instance.work();
      assert.deepEqual(await instance.findings(), []);
      return sealed;
    }

    for (const form of ['value', 'secret'] as const) {
      it(`from a ${form} to a key, through a rotation, and back to a value: nothing sealed or recorded is lost`, async () => {
        const old = form === 'value' ? value : vault.secretUrl('seal-key');
        const key = bench.keyUrl;
        const other = randomBytes(32).toString('base64');
        const first = await goesOn({ sealKey: old });
        const second = await goesOn({ sealKey: key, sealKeyPrevious: old }, first);
        vault.secrets.clear();
        const third = await goesOn({ sealKey: key }, second);
        const earlier = vault.keys.versions('seal-key')[0]?.id ?? '';
        vault.keys.rotate('seal-key');
        const fourth = await goesOn({ sealKey: key }, third);
        vault.keys.enable('seal-key', earlier, false);
        const fifth = await goesOn({ sealKey: key }, fourth);
        const sixth = await goesOn({ sealKey: other, sealKeyPrevious: key }, fifth);
        vault.keys.remove('seal-key');
        await goesOn({ sealKey: other }, sixth);
        const last = await bench.start({ sealKey: other });
        const { rows, findings } = await last.store.verifyAudit();
        assert.deepEqual([rows, findings], [7, []]);
        const keyIds = new Set<string>();
        for await (const row of last.store.auditRows()) keyIds.add(row.keyId);
        assert.equal(keyIds.size, 3);
      });
    }

    it('from one key to another, which has a data key of its own', async () => {
      const first = await goesOn({ sealKey: bench.keyUrl });
      vault.keys.remove('another');
      vault.keys.rotate('another');
      const another = vault.keyUrl('another');
      const second = await goesOn({ sealKey: another, sealKeyPrevious: bench.keyUrl }, first);
      vault.keys.remove('seal-key');
      await goesOn({ sealKey: another }, second);
      const last = await bench.start({ sealKey: another });
      assert.throws(() => last.opens(first), SealError);
    });

    it('with several instances that start at the same time', async () => {
      const first = await goesOn({ sealKey: value });
      const variables = { sealKey: bench.keyUrl, sealKeyPrevious: value };
      const started = await Promise.all(Array.from({ length: 4 }, () => bench.start(variables)));
      for (const each of started) {
        assert.equal(each.opens(first), 'hemligt');
        await each.work();
      }
      for (const each of started) assert.deepEqual(await each.findings(), []);
      assert.equal(new Set(started.map(({ keys }) => keys.current.toString('hex'))).size, 1);
    });

    it('there and back again, the value of before once more', async () => {
      const first = await goesOn({ sealKey: value });
      const second = await goesOn({ sealKey: bench.keyUrl, sealKeyPrevious: value }, first);
      const third = await goesOn({ sealKey: value, sealKeyPrevious: bench.keyUrl }, second);
      const fourth = await goesOn({ sealKey: bench.keyUrl, sealKeyPrevious: value }, third);
      await goesOn({ sealKey: bench.keyUrl }, fourth);
    });

    it('without the one of before does not start, writes nothing, and is mended with it', async () => {
      const first = await goesOn({ sealKey: value });
      await assert.rejects(bench.start({ sealKey: bench.keyUrl }), (error: Error) => {
        assert.ok(error instanceof StoreError);
        assert.match(error.message, /goes on under another SEAL_KEY.*SEAL_KEY_PREVIOUS/);
        return true;
      });
      assert.equal(await bench.kept.dataKey(bench.keyUrl), undefined);
      const second = await goesOn({ sealKey: value }, first);
      await goesOn({ sealKey: bench.keyUrl, sealKeyPrevious: value }, second);
    });

    it('stops an instance that still has the key of before, and harms nothing', async () => {
      const old = await bench.start({ sealKey: value });
      await old.work();
      const moved = await bench.start({ sealKey: bench.keyUrl, sealKeyPrevious: value });
      await assert.rejects(old.work(), /under another SEAL_KEY/);
      await moved.work();
      assert.deepEqual(await moved.findings(), []);
    });
  });
}
