import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryAfterSeconds } from '../../src/directory/graph-answer.ts';
import { readItemAnswer } from '../../src/directory/own-answer.ts';
import { parseHttpDate } from '../../src/net/http-date.ts';
import { retryAfterOf } from '../../src/net/retry-after.ts';
import { readFailure } from '../../src/teams/sending/connector-errors.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const DAY = 86_400;

describe('Retry-After', () => {
  const cases: [string | undefined, number | undefined][] = [
    ['3', 3],
    [' 0 ', 0],
    ['007', 7],
    ['8.25', 9],
    ['2.542', 3],
    ['0.001', 1],
    ['5.0', 5],
    ['999999999999', DAY],
    ['9'.repeat(400), DAY],
    ['Thu, 01 Jan 2026 12:00:05 GMT', 5],
    ['Thursday, 01-Jan-26 12:00:05 GMT', 5],
    ['Thu Jan  1 12:00:05 2026', 5],
    ['Thu, 01 Jan 2026 12:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', DAY],
    ['Thu, 01 Jan 2026 11:00:00 GMT', undefined],
    ['Sunday, 06-Nov-94 08:49:37 GMT', undefined],
    ['Thu, 32 Jan 2026 12:00:05 GMT', undefined],
    ['Mon, 30 Feb 2026 12:00:05 GMT', undefined],
    ['Thu, 01 Foo 2026 12:00:05 GMT', undefined],
    ['Thu, 01 Jan 2026 25:00:05 GMT', undefined],
    ['Thu, 01 Jan 2026 12:99:05 GMT', undefined],
    ['Thu, 01 Jan 2026 12:00:05 +0200', undefined],
    ['Thu, 01 Jan 2026 12:00:05', undefined],
    ['2026-01-01T12:00:05Z', undefined],
    ['1 Jan 2027', undefined],
    ['-5', undefined],
    ['+5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['5, 10', undefined],
    ['5 10', undefined],
    ['5s', undefined],
    ['5.', undefined],
    ['.5', undefined],
    ['8,25', undefined],
    ['٣', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of cases) {
    it(`${JSON.stringify(value)?.slice(0, 40)} is ${expected}`, () => assert.equal(retryAfterOf(value, NOW), expected));
  }

  it('is read by both services alike, and in an item of a batch', () => {
    for (const [value, expected] of [
      ['8.25', 9],
      ['8', 8],
      ['2001-08-25', undefined],
    ] as const) {
      const headers = { 'Retry-After': value };
      assert.equal(retryAfterSeconds(readItemAnswer({ status: 429, headers }), NOW), expected);
      const failed = { statusCode: 429, response: { headers: new Headers(headers) } };
      assert.equal(readFailure(failed).retryAfter, expected && expected * 1_000);
    }
    assert.equal(retryAfterSeconds(readItemAnswer({ status: 429, headers: { 'retry-after': 8.25 } }), NOW), 9);
  });

  it('is never sooner than what was asked for, and never more than a day', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), asked => {
        const seconds = retryAfterOf(asked.toFixed(3), NOW);
        assert.ok(seconds !== undefined && Number.isInteger(seconds));
        assert.ok(seconds >= Math.min(Number(asked.toFixed(3)), DAY) && seconds <= Math.min(asked + 1, DAY));
      }),
    );
  });

  it('is the same of a date in each of its forms, and of nothing that only looks a little like one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY }), fc.string({ maxLength: 12 }), (ahead, noise) => {
        const imf = new Date(NOW + ahead * 1_000).toUTCString();
        assert.equal(retryAfterOf(imf, NOW), ahead);
        if (noise.trim() !== '') assert.equal(retryAfterOf(`${imf}${noise.trim()}`, NOW), undefined);
      }),
    );
  });

  it('takes the year of two digits for one at most 50 years ahead', () => {
    assert.equal(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', NOW), Date.UTC(1994, 10, 6, 8, 49, 37));
    assert.equal(parseHttpDate('Thursday, 01-Jan-76 00:00:00 GMT', NOW), Date.UTC(2076, 0, 1));
    assert.equal(parseHttpDate('Thursday, 01-Jan-77 00:00:00 GMT', NOW), Date.UTC(1977, 0, 1));
  });
});
