import assert from 'node:assert/strict';
import { DAY, HOUR } from '../../../src/desk/times.ts';
import { type ChainedRow, NO_HASH } from '../../../src/store/record/chain-row.ts';
import { rowsOfTime } from '../../../src/store/record/rows-of-time.ts';
import { collected, NOW, sampleEntry } from '../samples.ts';

const ROWS = 100_000;
const HEAD = { count: ROWS, hash: NO_HASH, keyId: 'k', mac: 'm' };

/** A long record with a row each hour, of which some were taken away, and what was read of it. */
function longRecord(isGone: (seq: number) => boolean, hasHead = true) {
  const read = { rows: 0 };
  return {
    read,
    auditHead: async () => (hasHead ? HEAD : undefined),
    async *auditRows({ from = 1, to = ROWS }: { from?: number; to?: number } = {}): AsyncGenerator<ChainedRow> {
      for (let seq = Math.max(1, from); seq <= Math.min(to, ROWS); seq++) {
        if (isGone(seq)) continue;
        read.rows += 1;
        yield {
          seq,
          previousHash: NO_HASH,
          keyId: 'k',
          hash: '',
          entry: sampleEntry({ id: 'r' }, { at: NOW + seq * HOUR }),
        };
      }
    },
  };
}

describe('rowsOfTime', () => {
  const from = NOW + (ROWS - 14 * 24) * HOUR;
  const time = { from, before: from + 7 * DAY };
  const expected = Array.from({ length: 7 * 24 }, (_, hour) => from + hour * HOUR);
  const times = async (record: ReturnType<typeof longRecord>) =>
    (await collected(rowsOfTime(record, time))).map(({ at }) => at);

  it('reads little more of a long record than the rows from there on', async () => {
    const record = longRecord(() => false);
    assert.deepEqual(await times(record), expected);
    assert.ok(record.read.rows < 16 * 24 + 20, `${record.read.rows} rows were read`);
  });

  it('finds them where the rows before were cut off, or some were taken away', async () => {
    for (const isGone of [
      (seq: number) => seq < ROWS - 15 * 24,
      (seq: number) => seq < ROWS - 15 * 24 && seq % 3 > 0,
    ]) {
      const record = longRecord(isGone);
      assert.deepEqual(await times(record), expected);
      assert.ok(record.read.rows < 16 * 24 + 40, `${record.read.rows} rows were read`);
    }
  });

  it('reads all of a record without a head: nobody knows how far it goes', async () => {
    const record = longRecord(() => false, false);
    assert.deepEqual(await times(record), expected);
    assert.equal(record.read.rows, ROWS);
  });
});
