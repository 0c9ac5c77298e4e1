import assert from 'node:assert/strict';
import { DAY } from '../../src/desk/times.ts';
import type { StoreAt } from './contract.ts';
import { collected, NOW, sampleEntry } from './samples.ts';

/** What a store has to give of the rows of a time. */
export function describeRecorded(storeAt: StoreAt): void {
  const write = async (...times: readonly number[]) => {
    for (const [turn, at] of times.entries()) await storeAt(turn).record(sampleEntry({ id: `${turn}` }, { at }));
  };
  const found = async (from: number, before: number) =>
    (await collected(storeAt(1).recorded({ from, before }))).map(({ at }) => at);

  it('gives nothing of a record without rows', async () => {
    assert.deepEqual(await found(0, Number.MAX_SAFE_INTEGER), []);
  });

  it('gives the rows from the first moment of a time to the last before its end', async () => {
    await write(NOW - 2, NOW - 1, NOW, NOW + 1, NOW + 2, NOW + 3);
    assert.deepEqual(await found(NOW, NOW + 2), [NOW, NOW + 1]);
    assert.deepEqual(await found(NOW - 9, NOW), [NOW - 2, NOW - 1]);
    assert.deepEqual(await found(NOW + 3, NOW + 9), [NOW + 3]);
    assert.deepEqual(await found(NOW + 4, NOW + 9), []);
    assert.deepEqual(await found(NOW, NOW), []);
  });

  it('finds where they begin behind days of other rows, also where the clocks of instances differ', async () => {
    const from = NOW + 20 * DAY;
    const late = Array.from({ length: 12 }, (_, each) => from - DAY + each + 1);
    const days = (first: number) => Array.from({ length: 10 }, (_, day) => first + day * DAY);
    await write(...days(NOW), from + 5, ...late, ...days(from + 9), from + 20 * DAY);
    assert.deepEqual(await found(from, from + 10 * DAY), [from + 5, ...days(from + 9)]);
  });

  it('gives every property of a row', async () => {
    const entry = sampleEntry({ id: 'r' }, { event: 'reset-started', proof: 'called-back', note: 'glömt "igen"\n' });
    await storeAt(0).record(entry);
    assert.deepEqual(await collected(storeAt(1).recorded({ from: NOW, before: NOW + 1 })), [entry]);
  });
}
