import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from './any-text.ts';

describe('anyText', () => {
  it('has characters of every kind in it, and no half of one', () => {
    const texts = fc.sample(anyText({ maxLength: 100 }), { numRuns: 400, seed: 7 });
    assert.ok(texts.every(text => text.isWellFormed()));
    const all = texts.join('');
    for (const kind of [/\p{Cc}/u, /[a-z]/, /[\ud7ff\ue000-\uffff]/, /[\u{10000}-\u{10ffff}]/u])
      assert.match(all, kind);
  });

  it('makes a text that fails as small as it can', () => {
    const { counterexample } = fc.check(
      fc.property(anyText(), text => !/[\u{10000}-\u{10ffff}]/u.test(text)),
      { seed: 7, numRuns: 200 },
    );
    assert.deepEqual(counterexample, ['\u{10000}']);
  });
});
