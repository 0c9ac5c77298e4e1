import assert from 'node:assert/strict';
import { verifyChain, verifyUncut } from '../../../../src/store/record/chain.ts';
import { type AuditHead, type ChainedRow, chainRow, headOf, NO_HASH } from '../../../../src/store/record/chain-row.ts';
import { deriveChainKey } from '../../../../src/store/seal/chain-keys.ts';
import { KEYS, NOW, sampleEntry } from '../../samples.ts';

const KEY = deriveChainKey(KEYS.current);

function chained(count: number): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (let each = 1; each <= count; each++) {
    rows.push(chainRow(KEY, rows.at(-1)?.hash ?? NO_HASH, each, sampleEntry({ id: 'r' }, { at: NOW + each })));
  }
  return rows;
}

async function* stream(rows: readonly ChainedRow[]): AsyncGenerator<ChainedRow> {
  yield* rows;
}

describe('store/chain: verifyUncut', () => {
  const rows = chained(6);
  const cut = { count: 3, hash: rows[2]?.hash ?? '', at: 1, days: 30 };
  const before = headOf(KEY, rows.at(-1));
  const after = headOf(KEY, rows.at(-1), cut);

  /** Verifies so often: the head of each time, the rows that are read then, and the head that is there when they have been. */
  async function verified(...looks: readonly (readonly [AuditHead, readonly ChainedRow[], AuditHead])[]) {
    const left = [...looks];
    let now = before;
    const verify = () => {
      const [head, read, then] = left.shift() ?? assert.fail('once too often');
      now = then;
      return verifyChain(stream(read), head, { current: KEY, earlier: [] });
    };
    const { findings } = await verifyUncut(verify, async () => now);
    assert.deepEqual(left, []);
    return findings;
  }

  it('looks again where rows were cut before they were read', async () => {
    assert.deepEqual(await verified([before, rows.slice(3), after], [after, rows.slice(3), after]), []);
    const later = headOf(KEY, rows.at(-1), { ...cut, count: 4, hash: rows[3]?.hash ?? '' });
    const thrice = [
      [before, rows.slice(1), after],
      [after, rows.slice(4), later],
    ] as const;
    assert.deepEqual(await verified(...thrice, [later, rows.slice(4), later]), []);
  });

  it('finds what was removed, where none were cut meanwhile', async () => {
    assert.deepEqual(await verified([before, rows.slice(3), before]), [{ kind: 'removed', seq: 1, lastSeq: 3 }]);
    assert.deepEqual(await verified([after, rows.slice(4), after]), [{ kind: 'removed', seq: 4, lastSeq: 4 }]);
  });
});
