import assert from 'node:assert/strict';
import { type GraphAnswer, NO_ANSWER } from '../../src/directory/graph-answer.ts';
import { directoryError, errorCodes, isOutage, requestIdOf, troubleOf } from '../../src/directory/graph-errors.ts';

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): GraphAnswer {
  return { status, headers: new Map(Object.entries(headers)), body };
}

function envelope(...codes: string[]): unknown {
  const level = codes.reduceRight<unknown>(
    (innerError, code) => ({ code, message: 'Kalle!Anka#2024', innerError }),
    undefined,
  );
  return { error: level };
}

describe('directory: error codes', () => {
  it('are read through all inner errors and details, outermost first', () => {
    const error = { code: 'a', details: [{ code: 'b' }], innerError: { code: 'c', innererror: { code: 'd' } } };
    assert.deepEqual(errorCodes({ error }), ['a', 'b', 'c', 'd']);
  });

  it('are none in a body that is no envelope', () => {
    for (const body of [
      undefined,
      null,
      'error',
      7,
      [],
      {},
      { error: 'x' },
      { error: null },
      { error: [{ code: 'a' }] },
    ]) {
      assert.deepEqual(errorCodes(body), [], JSON.stringify(body));
    }
  });

  it('are taken only when they look like one, so that no password can pass for a code', () => {
    assert.deepEqual(errorCodes(envelope('Kalle!Anka#2024')), []);
    assert.deepEqual(errorCodes(envelope('abcd1234')), []);
    assert.deepEqual(errorCodes(envelope('x'.repeat(81))), []);
    assert.deepEqual(errorCodes({ error: { code: 7, innerError: { code: { a: 1 } } } }), []);
  });

  it('end at a bounded depth', () => {
    assert.equal(errorCodes(envelope(...Array.from({ length: 50 }, () => 'a'))).length, 10);
  });
});

describe('directory: an envelope without measure', () => {
  const many = Array.from({ length: 300_000 }, () => ({ code: 'a', message: 'm' }));
  const envelopes: readonly [string, unknown][] = [
    ['300,000 details', { code: 'BadRequest', details: many }],
    ['300,000 details of an inner error', { code: 'BadRequest', innerError: { code: 'b', details: many } }],
    ['300,000 details on each of many levels', nested(20, { code: 'b', details: many })],
    ['details that are texts', { code: 'BadRequest', details: Array.from({ length: 300_000 }, () => 'a') }],
  ];
  for (const [name, error] of envelopes) {
    it(`${name}: a bounded number of codes`, () => {
      const given = answer(400, { error });
      assert.ok(errorCodes(given.body).length <= 600);
      assert.equal(troubleOf(given), undefined);
      assert.equal(directoryError(given, 'user').trouble, 'unavailable');
    });
  }

  function nested(depth: number, level: Record<string, unknown>): unknown {
    return depth === 0 ? level : { ...level, innerError: nested(depth - 1, level) };
  }
});

describe('directory: trouble', () => {
  const cases: [string, GraphAnswer, string | undefined][] = [
    ['401', answer(401), 'sign-in-again'],
    ['403', answer(403), 'denied'],
    ['404', answer(404), 'gone'],
    ['408, the service gave up', answer(408), 'unavailable'],
    ['409', answer(409), 'busy'],
    ['410', answer(410), 'gone'],
    ['405', answer(405), undefined],
    ['401 with a claims challenge', answer(401, envelope('insufficient_claims')), 'sign-in-again'],
    ['404 that hides what may not be seen', answer(404, envelope('accessDenied')), 'denied'],
    ['400 for what is not there', answer(400, envelope('Request_ResourceNotFound')), 'gone'],
    ['403 of somebody in between', { ...answer(403), failure: 'UnsignedRefusal' }, 'unavailable'],
    ['401 of somebody in between', { ...answer(401), failure: 'ForeignContent' }, 'unavailable'],
    ['423', answer(423), 'busy'],
    ['429', answer(429), 'busy'],
    ['500', answer(500), 'unavailable'],
    ['503 with the code of another trouble', answer(503, envelope('accessDenied')), 'unavailable'],
    ['a redirect', answer(302), 'unavailable'],
    ['no answer', answer(NO_ANSWER), 'unavailable'],
    ['400', answer(400, envelope('BadRequest')), undefined],
    [
      'a claims challenge in the header',
      answer(403, undefined, { 'www-authenticate': 'Bearer error="insufficient_claims"' }),
      'sign-in-again',
    ],
    ['a claims challenge inside', answer(403, envelope('Forbidden', 'insufficient_claims')), 'sign-in-again'],
    [
      'the deepest known code',
      answer(403, envelope('Authorization_RequestDenied', 'itemNotFound', 'somethingNew')),
      'gone',
    ],
    ['403 of the directory', answer(403, envelope('Authorization_RequestDenied')), 'denied'],
    ['403 of the authentication methods', answer(403, envelope('accessDenied', 'accessDenied')), 'denied'],
    ['an unknown code', answer(403, envelope('somethingNew')), 'denied'],
  ];
  for (const [name, given, expected] of cases) {
    it(`${name}: ${expected ?? 'none of ours'}`, () => assert.equal(troubleOf(given), expected));
  }

  it('is told without the message of the service', () => {
    const error = directoryError(answer(403, envelope('accessDenied')), 'user');
    assert.equal(error.trouble, 'denied');
    assert.equal(error.message, 'Graph, user: status 403 accessDenied');
    assert.equal(error.cause, undefined);
  });

  it('is told with the id that Graph knows the call by, and with why an answer was not taken for its own', () => {
    const own = answer(403, envelope('accessDenied'), { 'request-id': 'r-1' });
    assert.equal(directoryError(own, 'user').message, 'Graph, user: status 403 accessDenied (request-id r-1)');
    const inside = { error: { code: 'x', innerError: { 'request-id': 'r-2' } } };
    assert.equal(requestIdOf(answer(500, inside)), 'r-2');
    assert.equal(requestIdOf(answer(500, inside, { 'request-id': '<script>' })), undefined);
    const foreign = { ...answer(403), failure: 'ForeignContent' };
    assert.equal(
      directoryError(foreign, 'user').message,
      "Graph, user: status 403 (not taken for Graph's own: ForeignContent)",
    );
  });

  it('names the failure of a call without an answer', () => {
    const error = directoryError({ ...answer(NO_ANSWER), failure: 'ECONNRESET' }, 'batch');
    assert.equal(error.trouble, 'unavailable');
    assert.equal(error.message, 'Graph, batch: no answer (ECONNRESET)');
  });

  it('is unavailable where the service finds a fault with our request', () => {
    assert.equal(directoryError(answer(400), 'search').trouble, 'unavailable');
  });
});

describe('directory: why something could not be read', () => {
  const cases: [string, GraphAnswer, 'outage' | 'denied'][] = [
    ['403', answer(403), 'denied'],
    ['404', answer(404), 'denied'],
    ['400', answer(400), 'denied'],
    ['rows that are empty for want of a permission', answer(200, { value: [{ id: '1' }] }), 'denied'],
    ['429 to the end', answer(429), 'outage'],
    ['423', answer(423), 'outage'],
    ['500', answer(500), 'outage'],
    ['504', answer(504), 'outage'],
    ['no answer', answer(NO_ANSWER), 'outage'],
    ['200 without a list', answer(200, {}), 'outage'],
    ['a list that goes on after all that was read', answer(200, { value: [], '@odata.nextLink': 'x' }), 'outage'],
    ['a list whose next page has no address', answer(200, { value: [], '@odata.nextLink': 7 }), 'outage'],
    ['a row that is null', answer(200, { value: [{}, null] }), 'outage'],
    ['a row that is a text', answer(200, { value: ['x'] }), 'outage'],
    ['a list to its end', answer(200, { value: [{}], '@odata.nextLink': null }), 'denied'],
    ['204', answer(204), 'outage'],
    ['403 of somebody in between', { ...answer(403), failure: 'ForeignContent' }, 'outage'],
  ];
  for (const [name, given, expected] of cases) {
    it(`${name}: ${expected}`, () => assert.equal(isOutage(given) ? 'outage' : 'denied', expected));
  }
});
