import assert from 'node:assert/strict';
import { createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import { StoreError } from '../../../src/errors.ts';
import { checkEnd, verifyChain } from '../../../src/store/record/chain.ts';
import { type AuditHead, type ChainedRow, chainRow, headOf, NO_HASH } from '../../../src/store/record/chain-row.ts';
import { type ChainKey, type ChainKeys, deriveChainKey } from '../../../src/store/seal/chain-keys.ts';
import { runs } from '../../support/runs.ts';
import { NOW, sampleEntry, sampleKey } from '../samples.ts';

const KEY = deriveChainKey(sampleKey('first'));
const NEW_KEY = deriveChainKey(sampleKey('second'));
const KEYS: ChainKeys = { current: KEY, earlier: [] };
const BOTH: ChainKeys = { current: NEW_KEY, earlier: [KEY] };

/** A chain that goes on after `before` with these keys, one row each. */
function chained(keys: readonly ChainKey[], before: readonly ChainedRow[] = [], note = 'n'): ChainedRow[] {
  const rows = [...before];
  for (const key of keys) {
    const seq = rows.length + 1;
    rows.push(chainRow(key, rows.at(-1)?.hash ?? NO_HASH, seq, sampleEntry({ id: 'r' }, { at: NOW + seq, note })));
  }
  return rows;
}
const times = (count: number, key = KEY) => Array.from({ length: count }, () => key);
const at = (rows: readonly ChainedRow[], seq: number) => rows[seq - 1] ?? assert.fail();

async function* stream(rows: readonly ChainedRow[]): AsyncGenerator<ChainedRow> {
  yield* rows;
}
async function found(rows: readonly ChainedRow[], head: AuditHead | undefined = headOf(KEY, rows.at(-1)), keys = KEYS) {
  return (await verifyChain(stream(rows), head, keys)).findings;
}

describe('store/chain', () => {
  it('makes the hash over the one before, the place and every column, with a key from SEAL_KEY', () => {
    const full = {
      at: 1,
      event: 'request-declined',
      correlationId: 'c',
      actorId: 'a',
      actorName: 'Åsa',
      requestId: 'r',
      targetId: 't',
      targetName: 'T',
      conversationId: 'v',
      rule: 'busy',
      reason: 'other',
      note: 'because',
      ticket: 'INC1',
      detail: 'd',
      actingId: 'm',
      actingName: 'N',
      action: 'temporary-access-pass',
      proof: 'voice',
    } as const satisfies Required<AuditEntry>;
    const key = hkdfSync('sha256', sampleKey('first'), '', 'nyckel audit chain v1', 32);
    const mac = (json: string) => createHmac('sha256', Buffer.from(key)).update(json).digest('base64url');
    const row = chainRow(KEY, 'H', 7, full);
    const expected = mac(
      '["row","H",7,1,"request-declined","c","a","Åsa","r","t","T","v","busy","other","INC1","because","d","m","N","temporary-access-pass","voice"]',
    );
    assert.deepEqual(row, { seq: 7, previousHash: 'H', keyId: KEY.id, hash: expected, entry: full });
    const head = headOf(KEY, row);
    assert.deepEqual(head, {
      count: 7,
      hash: expected,
      keyId: KEY.id,
      mac: mac(`["head",7,"${expected}","${KEY.id}"]`),
    });
  });

  it('lets an entry without the columns at the end hash as if they did not exist', () => {
    const row = chainRow(KEY, '', 1, { at: 1, event: 'signed-in', correlationId: 'c', actorId: 'a', actorName: 'A' });
    const expected = createHmac('sha256', KEY.bytes).update('["row","",1,1,"signed-in","c","a","A"]');
    assert.equal(row.hash, expected.digest('base64url'));
  });

  it('gives two different entries two different hashes, wherever the difference is', () => {
    const text = fc.option(fc.constantFrom('', 'a', 'b', '","', 'null'), { nil: undefined });
    const entry = fc.record({ requestId: text, targetId: text, rule: text, note: text, detail: text });
    const hashOf = (changes: object) => chainRow(KEY, '', 1, sampleEntry({ id: 'x' }, changes)).hash;
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        assert.equal(hashOf(one) === hashOf(other), JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: runs(500), seed: 20260302 },
    );
  });

  for (const time of [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 60]) {
    it(`makes no row with the time ${time}`, () => {
      assert.throws(() => chainRow(KEY, '', 1, sampleEntry({ id: 'r' }, { at: time })), StoreError);
    });
  }
});

describe('store/chain: verifyChain', () => {
  it('finds nothing in what was written, also over a change of keys', async () => {
    assert.deepEqual(await found([]), []);
    assert.deepEqual(await found(chained(times(5))), []);
    const rows = chained([...times(3), ...times(3, NEW_KEY)]);
    assert.deepEqual(await found(rows, headOf(NEW_KEY, rows.at(-1)), BOTH), []);
    const head = headOf(KEY, at(chained(times(2)), 2));
    assert.deepEqual(await verifyChain(stream(chained(times(2))), head, KEYS), { rows: 2, head, findings: [] });
  });

  it('goes on after a finding, and names each of several', async () => {
    const rows = chained(times(12));
    const changed = { ...at(rows, 2), entry: { ...at(rows, 2).entry, actorName: 'X' } };
    const tampered = rows.with(1, changed).filter(({ seq }) => seq !== 5 && seq !== 6 && seq !== 12);
    assert.deepEqual(await found(tampered, headOf(KEY, rows.at(-1))), [
      { kind: 'changed', seq: 2 },
      { kind: 'removed', seq: 5, lastSeq: 6 },
      { kind: 'removed', seq: 12, lastSeq: 12 },
    ]);
  });

  it('finds the change of a row whose neighbour is gone', async () => {
    const rows = chained(times(5));
    const changed = { ...at(rows, 4), entry: { ...at(rows, 4).entry, note: 'other' } };
    assert.deepEqual(await found(rows.with(3, changed).toSpliced(2, 1), headOf(KEY, rows.at(-1))), [
      { kind: 'removed', seq: 3, lastSeq: 3 },
      { kind: 'changed', seq: 4 },
    ]);
  });

  it('finds where genuine rows of two copies of the store were put together', async () => {
    const common = chained(times(3));
    const one = chained(times(3), common, 'one');
    const other = chained(times(3), common, 'other');
    const mixed = [...one.slice(0, 5), ...other.slice(5)];
    assert.deepEqual(await found(mixed), [{ kind: 'unlinked', seq: 6 }]);
    assert.deepEqual(await found(one, headOf(KEY, other.at(-1))), [{ kind: 'unlinked', seq: 6 }]);
  });

  it('finds rows that somebody made again with an earlier key', async () => {
    const rows = chained([...times(3), ...times(2, NEW_KEY)]);
    const head = headOf(NEW_KEY, rows.at(-1));
    const forged = chained(times(3), [], 'forged');
    assert.deepEqual(await found([...forged, ...rows.slice(3)], head, BOTH), [{ kind: 'unlinked', seq: 4 }]);
    const rest = chained(times(2), forged, 'forged');
    assert.deepEqual(await found(rest, head, BOTH), [{ kind: 'unlinked', seq: 5 }]);
    assert.deepEqual(await found(forged, headOf(KEY, forged.at(-1)), BOTH), [
      { kind: 'head-other-key', keyId: KEY.id },
    ]);
  });

  it('finds a row from elsewhere in the place of another one', async () => {
    const rows = chained(times(6));
    assert.deepEqual(await found(rows.with(1, { ...at(rows, 5), seq: 2 }).toSpliced(4, 1)), [
      { kind: 'reordered', seq: 2, belongsAt: 5 },
      { kind: 'removed', seq: 2, lastSeq: 2 },
    ]);
  });

  it('finds rows that come twice or out of turn', async () => {
    const rows = chained(times(4));
    assert.deepEqual(await found([...rows.slice(0, 3), at(rows, 3), at(rows, 4)]), [{ kind: 'inserted', seq: 3 }]);
    const forged = { ...at(rows, 2), entry: { ...at(rows, 2).entry, note: 'forged' } };
    assert.deepEqual(await found([at(rows, 1), forged, ...rows.slice(1)]), [{ kind: 'inserted', seq: 2 }]);
  });

  it('tells which rows have no key, as ranges', async () => {
    const rows = chained([...times(3), NEW_KEY, KEY]);
    assert.deepEqual(await found(rows, headOf(NEW_KEY, rows.at(-1)), { current: NEW_KEY, earlier: [] }), [
      { kind: 'key-missing', seq: 1, lastSeq: 3, keyId: KEY.id },
      { kind: 'key-missing', seq: 5, lastSeq: 5, keyId: KEY.id },
    ]);
  });

  it('takes no head on trust', async () => {
    const rows = chained(times(4));
    assert.deepEqual(await verifyChain(stream(rows), undefined, KEYS), {
      rows: 4,
      head: undefined,
      findings: [{ kind: 'head-missing' }],
    });
    const head = headOf(KEY, rows.at(-1));
    assert.deepEqual(await found(rows.slice(0, 2), { ...head, count: 2, hash: at(rows, 2).hash }), [
      { kind: 'head-changed' },
    ]);
  });

  it('stays quick and finds all of it when every row is wrong', async () => {
    const rows = chained(times(5000)).map(row => ({ ...row, entry: { ...row.entry, actorId: 'X' } }));
    const findings = await found(rows);
    assert.equal(findings.filter(({ kind }) => kind === 'changed').length, 5000);
  });

  it('stays quick when one row has an enormous number', async () => {
    const rows = chained(times(2));
    const far = { ...at(rows, 2), seq: Number.MAX_SAFE_INTEGER - 1 };
    const findings = await found([at(rows, 1), far], { ...headOf(KEY, far), mac: 'wrong' });
    assert.ok(findings.some(finding => finding.kind === 'reordered' && finding.belongsAt === 2));
  });
});

describe('store/chain: checkEnd', () => {
  const rows = chained(times(2));
  const head = headOf(KEY, rows.at(-1));

  it('lets a sound record go on, an empty one too', () => {
    checkEnd(head, rows.at(-1), KEYS);
    checkEnd(headOf(KEY), undefined, KEYS);
    checkEnd(headOf(NEW_KEY, rows.at(-1)), rows.at(-1), BOTH);
  });

  const bad: [string, AuditHead | undefined, ChainedRow | undefined, ChainKeys][] = [
    ['no head', undefined, rows.at(-1), KEYS],
    ['no head and no row', undefined, undefined, KEYS],
    ['a wrong mac', { ...head, mac: 'x' }, rows.at(-1), KEYS],
    ['another count', { ...head, count: 3 }, rows.at(-1), KEYS],
    ['another last row', head, at(rows, 1), KEYS],
    ['no last row', head, undefined, KEYS],
    ['a row after an empty record', headOf(KEY), at(rows, 1), KEYS],
    ['a changed last row', head, { ...at(rows, 2), entry: { ...at(rows, 2).entry, note: 'x' } }, KEYS],
    ['a head of an earlier key', head, rows.at(-1), BOTH],
    ['a last row of an unknown key', headOf(NEW_KEY, rows.at(-1)), rows.at(-1), { current: NEW_KEY, earlier: [] }],
  ];
  for (const [what, wrongHead, last, keys] of bad) {
    it(`stops at ${what}`, () => {
      assert.throws(() => checkEnd(wrongHead, last, keys), StoreError);
    });
  }
});
