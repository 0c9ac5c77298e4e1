import assert from 'node:assert/strict';
import type { StoreAt } from './contract.ts';
import { MINUTE, NOW } from './samples.ts';

const HOUR = 60 * MINUTE;

/** The part of the contract about messages that Teams delivers again. */
export function describeMessages(storeAt: StoreAt): void {
  it('gives a message to exactly one of 20 who ask at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, (_, turn) => storeAt(turn).takeMessage('m', NOW)));
    assert.equal(taken.filter(first => first).length, 1);
  });

  it('gives it to nobody for an hour, and then again, to one', async () => {
    assert.equal(await storeAt(0).isMessageTaken('m', NOW), false);
    assert.equal(await storeAt(0).takeMessage('m', NOW), true);
    for (const later of [0, 5 * MINUTE, HOUR - 1]) {
      assert.equal(await storeAt(1).takeMessage('m', NOW + later), false, String(later));
      assert.equal(await storeAt(1).isMessageTaken('m', NOW + later), true, String(later));
    }
    assert.equal(await storeAt(1).isMessageTaken('m', NOW + HOUR), false);
    const again = await Promise.all([0, 1].map(turn => storeAt(turn).takeMessage('m', NOW + HOUR)));
    assert.deepEqual(again.toSorted(), [false, true]);
  });

  it('tells messages apart, whatever is in their keys', async () => {
    for (const key of ['m', 'M', 'm|', 'm/\\#?%', 'å'.repeat(100)]) {
      assert.equal(await storeAt(0).takeMessage(key, NOW), true, key);
      assert.equal(await storeAt(1).takeMessage(key, NOW), false, key);
    }
  });

  it('gives away again what was given back', async () => {
    await storeAt(0).takeMessage('m', NOW);
    await storeAt(0).takeMessage('other', NOW);
    await storeAt(1).releaseMessage('m');
    await storeAt(1).releaseMessage('m');
    await storeAt(1).releaseMessage('nobody’s');
    assert.equal(await storeAt(0).isMessageTaken('m', NOW), false);
    assert.equal(await storeAt(0).isMessageTaken('other', NOW), true);
    assert.equal(await storeAt(1).takeMessage('m', NOW), true);
  });

  it('puts nothing on record', async () => {
    await storeAt(0).takeMessage('m', NOW);
    await storeAt(0).releaseMessage('m');
    assert.deepEqual(await storeAt(0).auditTrail(), []);
  });
}
