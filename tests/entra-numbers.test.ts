import assert from 'node:assert/strict';
import { adviceFor, countedAs, ENTRA_NUMBERS, entraNumberIn } from '../src/entra-numbers.ts';
import { text } from './support/pages.ts';

describe('entra-numbers', () => {
  it('has one sentence of advice for each, which the log shows as it is', () => {
    for (const [number, { advice }] of ENTRA_NUMBERS) {
      assert.match(number, /^\d{5,7}$/);
      assert.match(advice, /^[A-Z][^.]*(?:\.[^ ][^.]*)*\.$/, number);
      assert.doesNotMatch(advice, /\?|Bearer|secret=/, number);
    }
  });

  it('has each number in one row', () => {
    const rows = [...text('src/entra-numbers.ts').matchAll(/^\s+\[?'(\d{5,7})',/gm)].map(([, number]) => number);
    assert.deepEqual(rows, [...ENTRA_NUMBERS.keys()]);
  });

  it('counts as many kinds as it knows, and two more', () => {
    const numbers = [
      ...ENTRA_NUMBERS.keys(),
      undefined,
      ...Array.from({ length: 1_000 }, (_, n) => String(1_234_000 + n)),
    ];
    assert.equal(new Set(numbers.map(countedAs)).size, ENTRA_NUMBERS.size + 2);
  });

  it('gives advice for what is unknown as well', () => {
    assert.match(adviceFor('99999'), /login\.microsoftonline\.com\/error/);
    assert.match(adviceFor(undefined), /admin consent/);
  });

  it('reads a long hostile text in a moment', () => {
    const began = process.cpuUsage().user;
    assert.equal(entraNumberIn('AADSTS'.repeat(200_000)), undefined);
    assert.equal(entraNumberIn(`${'AADSTS1'.repeat(200_000)} AADSTS65001`), '65001');
    assert.ok(process.cpuUsage().user - began < 2_000_000);
  });
});
