import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StoreError } from '../../../src/errors.ts';
import { joinText, splitText } from '../../../src/store/tables/long-text.ts';
import { ascending, descending, keyRange, rowKey } from '../../../src/store/tables/row-keys.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';

const text = anyText();
const number = fc.maxSafeNat();

describe('store/tables/row-keys', () => {
  it('makes keys that Azure Table Storage takes, of any text', () => {
    fc.assert(
      fc.property(text, part => assert.match(rowKey('pending', part), /^pending\|[\w:.@~-]*$/)),
      { numRuns: runs(500), seed: 1 },
    );
  });

  it('makes different keys of different parts', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 3 }), (one, other) => {
        const same = one.length === other.length && one.every((part, each) => part === other[each]);
        assert.equal(rowKey('hold', ...one) === rowKey('hold', ...other), same);
      }),
      { numRuns: runs(500), seed: 1 },
    );
    assert.notEqual(rowKey('hold', 'a|b'), rowKey('hold', 'a', 'b'));
    assert.notEqual(rowKey('hold', 'a~007c'), rowKey('hold', 'a|'));
  });

  it('has every key that begins with some parts in their range, and no other', () => {
    fc.assert(
      fc.property(text, text, text, (owner, stranger, rest) => {
        const { from, below } = keyRange('by-target', owner);
        const inside = (key: string) => key >= from && key < below;
        assert.ok(inside(rowKey('by-target', owner, rest)));
        assert.equal(inside(rowKey('by-target', stranger, rest)), stranger === owner);
        assert.ok(!inside(rowKey('started-by-target', owner, rest)));
      }),
      { numRuns: runs(500), seed: 1 },
    );
  });

  it('sorts numbers up and down', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        assert.equal(ascending(one) < ascending(other), one < other);
        assert.equal(descending(one) < descending(other), one > other);
      }),
      { numRuns: runs(500), seed: 1 },
    );
  });

  for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    it(`has no key for ${value}`, () => {
      assert.throws(() => ascending(value), RangeError);
      assert.throws(() => descending(value), RangeError);
    });
  }
});

describe('store/tables/long-text', () => {
  it('gives back every text as it was', () => {
    const long = fc.tuple(text, fc.integer({ min: 0, max: 3 })).map(([part, size]) => part.repeat(10 ** size));
    fc.assert(
      fc.property(long, plain => {
        const pieces = splitText('note', plain);
        assert.equal(joinText('note', pieces), plain);
        for (const piece of Object.values(pieces)) {
          assert.ok(piece.length <= 32_000 && piece.isWellFormed());
          assert.doesNotMatch(piece, /[\u2028\u2029]/);
        }
      }),
      { numRuns: runs(300), seed: 1 },
    );
  });

  it('does not cut a character in two', () => {
    const pieces = splitText('note', `x${'😀'.repeat(20_000)}`);
    assert.deepEqual(
      Object.values(pieces).map(piece => piece.length),
      [31_999, 8002],
    );
  });

  it('keeps what ends a line, and backslashes', () => {
    const plain = '\u2028\\L\\\\P\u2029\\';
    assert.deepEqual(splitText('note', plain), { note: '\\L\\\\L\\\\\\\\P\\P\\\\' });
    assert.equal(joinText('note', splitText('note', plain)), plain);
  });

  it('takes an escape that nobody wrote for no known character', () => {
    assert.equal(joinText('note', { note: 'a\\xb' }), 'a\ufffdb');
  });

  it('knows no text where there is none, and refuses one that is too long', () => {
    assert.equal(joinText('note', {}), undefined);
    assert.equal(joinText('note', { note: 7 }), undefined);
    assert.equal(Object.keys(splitText('note', 'x'.repeat(384_000))).length, 12);
    assert.throws(() => splitText('note', 'x'.repeat(384_001)), StoreError);
  });
});
