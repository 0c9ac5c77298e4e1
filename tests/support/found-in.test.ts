import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foundIn } from './found-in.ts';

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'å', '\u{1F600}'), minLength: 1, maxLength: 6 });

describe('foundIn', () => {
  it('finds what a search for each of them finds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'å', '\u{1F600}') }),
        fc.array(few, { minLength: 1 }),
        (text, wanted) => {
          const each = wanted.filter(one => text.includes(one));
          assert.deepEqual([...foundIn([text, ''], wanted)].sort(), [...new Set(each)].sort());
        },
      ),
    );
  });

  it('finds nothing in a text that is shorter, and what stands at its ends', () => {
    assert.deepEqual(foundIn(['ab'], ['abc']), new Set());
    assert.deepEqual(foundIn([''], ['a']), new Set());
    assert.deepEqual(foundIn(['abc', 'and xyz'], ['abc', 'xyz', 'yzz']), new Set(['abc', 'xyz']));
  });
});
