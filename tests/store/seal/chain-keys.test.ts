import assert from 'node:assert/strict';
import { headOf } from '../../../src/store/record/chain-row.ts';
import { renewedHead } from '../../../src/store/record/renewed-head.ts';
import { deriveChainKey, openRing, type RingEntry } from '../../../src/store/seal/chain-keys.ts';
import { sampleKey } from '../samples.ts';

const [FIRST, SECOND, THIRD] = [sampleKey('first'), sampleKey('second'), sampleKey('third')];
const idOf = (key: Buffer) => deriveChainKey(key).id;
const ids = (keys: readonly { id: string }[]) => keys.map(({ id }) => id).sort();

describe('store/chain-keys', () => {
  it('derives a key that is not SEAL_KEY, always the same, another one for each SEAL_KEY', () => {
    const { bytes, id } = deriveChainKey(FIRST);
    assert.equal(bytes.length, 32);
    assert.notDeepEqual(bytes, FIRST);
    assert.deepEqual(deriveChainKey(FIRST).bytes, bytes);
    assert.notDeepEqual(deriveChainKey(SECOND).bytes, bytes);
    assert.match(id, /^[\w-]{8}$/);
  });

  it('has nothing to keep as long as there is one key', () => {
    const { keys, write } = openRing([], { current: FIRST });
    assert.deepEqual([keys.current.id, keys.earlier, write], [idOf(FIRST), [], []]);
    assert.deepEqual(openRing([], { current: FIRST, previous: FIRST }).write, []);
  });

  it('keeps the chain key of before, sealed, so that the key of before is no longer needed', () => {
    const { keys, write } = openRing([], { current: SECOND, previous: FIRST });
    assert.deepEqual(ids(keys.earlier), [idOf(FIRST)]);
    const later = openRing(write, { current: SECOND });
    assert.deepEqual(later.keys.earlier, [deriveChainKey(FIRST)]);
    assert.deepEqual(later.write, []);
    assert.ok(!JSON.stringify(write).includes(deriveChainKey(FIRST).bytes.toString('base64')));
  });

  it('seals again what the key of before had sealed, and nothing twice', () => {
    const before = openRing([], { current: SECOND, previous: FIRST }).write;
    const { write } = openRing(before, { current: THIRD, previous: SECOND });
    assert.deepEqual(write.map(({ keyId }) => keyId).sort(), [idOf(FIRST), idOf(SECOND)].sort());
    const later = openRing(write, { current: THIRD });
    assert.deepEqual(ids(later.keys.earlier), [idOf(FIRST), idOf(SECOND)].sort());
    assert.deepEqual(openRing(write, { current: THIRD, previous: SECOND }).write, []);
  });

  it('opens nothing with a strange key, and leaves it alone', () => {
    const ring = openRing([], { current: SECOND, previous: FIRST }).write;
    const { keys, write } = openRing(ring, { current: THIRD });
    assert.deepEqual([keys.earlier, write], [[], []]);
  });

  it('does not take a sealed key under another name, and writes the right one again', () => {
    const [entry = assert.fail()] = openRing([], { current: SECOND, previous: FIRST }).write;
    const renamed: RingEntry = { ...entry, keyId: idOf(THIRD) };
    assert.deepEqual(openRing([renamed], { current: SECOND }).keys.earlier, []);
    const spoiled: RingEntry = { ...entry, sealed: `${entry.sealed}A` };
    assert.deepEqual(openRing([spoiled], { current: SECOND }).keys.earlier, []);
    const [again] = openRing([spoiled], { current: SECOND, previous: FIRST }).write;
    assert.equal(again?.keyId, idOf(FIRST));
  });

  it('renews a genuine head of the key of before, and no other', () => {
    const last = { seq: 4, hash: 'h' };
    const head = headOf(deriveChainKey(FIRST), last);
    const keys = { current: SECOND, previous: FIRST };
    assert.deepEqual(renewedHead(head, keys), headOf(deriveChainKey(SECOND), last));
    for (const wrong of [
      { ...head, mac: 'x' },
      { ...head, count: 3 },
      headOf(deriveChainKey(THIRD), last),
      undefined,
    ]) {
      assert.equal(renewedHead(wrong, keys), undefined);
    }
    assert.equal(renewedHead(head, { current: SECOND }), undefined);
    assert.equal(renewedHead(headOf(deriveChainKey(SECOND), last), keys), undefined);
  });
});
