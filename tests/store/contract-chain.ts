import assert from 'node:assert/strict';
import { StaleRequestError } from '../../src/errors.ts';
import { chainRow, headOf, NO_HASH } from '../../src/store/record/chain-row.ts';
import { deriveChainKey } from '../../src/store/seal/chain-keys.ts';
import type { StoreAt } from './contract.ts';
import { sampleApprovals } from './contract-settings.ts';
import { collected, KEYS, movedTo, NOW, sampleDuty, sampleEntry, sampleRequest } from './samples.ts';

/** The part of the contract about the record as a chain. The stores have to be opened with KEYS of samples.ts. */
export function describeChain(storeAt: StoreAt): void {
  const key = deriveChainKey(KEYS.current);
  const rows = (range?: { from?: number; to?: number }) => collected(storeAt(1).auditRows(range));

  it('has a head and no row at first, and is sound', async () => {
    assert.deepEqual(await storeAt(0).auditHead(), headOf(key));
    assert.deepEqual(await rows(), []);
    assert.deepEqual(await storeAt(0).verifyAudit(), { rows: 0, head: headOf(key), findings: [] });
  });

  it('chains one row with each transition, and none without', async () => {
    const request = sampleRequest();
    const entries = (['request-opened', 'reset-started', 'approvals-set', 'signed-in'] as const).map(event =>
      sampleEntry(request, { event }),
    );
    const [opened, reset, set, signedIn] = entries;
    assert.ok(opened && reset && set && signedIn);
    await storeAt(0).create(request, opened);
    const next = await storeAt(1).replace(movedTo(request, 'running'), reset);
    await storeAt(0).replace({ ...next, duties: [sampleDuty()] });
    await assert.rejects(storeAt(0).replace(request, reset), StaleRequestError);
    await storeAt(0).putSetting('approvals', sampleApprovals(), set);
    await storeAt(1).record(signedIn);
    let previous = NO_HASH;
    const expected = entries.map((entry, each) => {
      const row = chainRow(key, previous, each + 1, entry);
      previous = row.hash;
      return row;
    });
    assert.deepEqual(await rows(), expected);
    assert.deepEqual(await storeAt(0).auditHead(), headOf(key, expected.at(-1)));
    assert.deepEqual((await storeAt(0).verifyAudit()).findings, []);
  });

  it('stays one chain without a gap, however many write at once', async () => {
    const requests = Array.from({ length: 30 }, () => sampleRequest());
    await Promise.all(requests.map((request, turn) => storeAt(turn).create(request, sampleEntry(request))));
    assert.deepEqual(
      (await rows()).map(({ seq }) => seq),
      requests.map((_, each) => each + 1),
    );
    const { rows: count, head, findings } = await storeAt(0).verifyAudit();
    assert.deepEqual({ count, headCount: head?.count, findings }, { count: 30, headCount: 30, findings: [] });
  });

  it('is sound while others go on writing', async () => {
    for (let each = 0; each < 20; each++) await storeAt(each).record(sampleEntry({ id: 'x' }, { at: NOW + each }));
    const writing = (async () => {
      for (let each = 0; each < 20; each++) await storeAt(1).record(sampleEntry({ id: 'y' }, { at: NOW + each }));
    })();
    const reports = [await storeAt(0).verifyAudit(), await storeAt(0).verifyAudit()];
    await writing;
    for (const { findings, rows: count, head } of reports) {
      assert.deepEqual(findings, []);
      assert.equal(count, head?.count);
    }
  });

  it('gives the rows of a range, both ends included', async () => {
    for (let each = 0; each < 6; each++) await storeAt(0).record(sampleEntry({ id: 'x' }, { at: NOW + each }));
    const seqs = async (range: { from?: number; to?: number }) => (await rows(range)).map(({ seq }) => seq);
    assert.deepEqual(await seqs({ from: 2, to: 4 }), [2, 3, 4]);
    assert.deepEqual(await seqs({ from: 5 }), [5, 6]);
    assert.deepEqual(await seqs({ to: 1 }), [1]);
    assert.deepEqual(await seqs({ from: 7 }), []);
    assert.deepEqual(await seqs({ from: 4, to: 3 }), []);
  });

  it('stays sound with any text that people may write', async () => {
    for (const note of ['', '\ud800 alone', 'nul \u0000 and more', '\ufffd', '👩‍🔧 åäö', '\u2028', '"],["', ' ']) {
      await storeAt(0).record(sampleEntry({ id: 'x' }, { note, detail: undefined, reason: '' }));
    }
    assert.deepEqual((await storeAt(1).verifyAudit()).findings, []);
    const notes = (await storeAt(1).auditTrail()).map(entry => entry.note);
    assert.deepEqual(notes.slice(0, 3), ['', '\ufffd alone', 'nul \u0000 and more']);
  });
}
