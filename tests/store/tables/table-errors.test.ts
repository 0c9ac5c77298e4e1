import assert from 'node:assert/strict';
import { RestError } from '@azure/data-tables';
import { StaleRequestError, StoreError } from '../../../src/errors.ts';
import { asTableError, isConflict, mayHaveLanded } from '../../../src/store/tables/table-errors.ts';

/** As the client tells an answer to a single call. */
function answered(statusCode: number, code: string): RestError {
  return Object.assign(new RestError('secret-of-the-service', { statusCode }), { details: { odataError: { code } } });
}

describe('store/tables/table-errors', () => {
  const cases: [string, unknown, RegExp][] = [
    ['an unknown account', new RestError('x', { code: 'ENOTFOUND' }), /can’t be found\. STORE must name/],
    ['a name that is not resolved', new RestError('x', { code: 'EAI_AGAIN' }), /does not answer/],
    ['a refused connection', new RestError('x', { code: 'ECONNREFUSED' }), /does not answer/],
    ['a time-out', new DOMException('x', 'AbortError'), /does not answer/],
    ['a missing role', answered(403, 'AuthorizationPermissionMismatch'), /role Storage Table Data Contributor/],
    ['a firewall', answered(403, 'AuthorizationFailure'), /through the firewall/],
    ['a wrong key', answered(403, 'AuthenticationFailed'), /does not accept the key.*clock/],
    ['a signature for less', answered(403, 'AuthorizationResourceTypeMismatch'), /signature must let Nyckel read, add/],
    ['a token that is not taken', answered(401, 'InvalidAuthenticationInfo'), /role Storage Table Data Contributor/],
    ['a lost table', answered(404, 'TableNotFound'), /lost its table/],
    ['a row that is too large', answered(400, 'EntityTooLarge'), /too large/],
    ['throttling', answered(503, 'ServerBusy'), /too much to do.*try again/],
    ['too many requests', answered(429, 'TooManyRequests'), /too much to do/],
    ['anything else', answered(400, 'InvalidInput'), /answered 400 InvalidInput/],
    ['a mistake of the program', new RangeError('the reason'), /failed: the reason/],
    ['what is no error', 'a text', /failed: a text/],
  ];
  for (const [what, error, message] of cases) {
    it(`explains ${what}`, () => {
      const explained = asTableError('nyckel.example', error);
      assert.ok(explained instanceof StoreError);
      assert.match(explained.message, /^The store nyckel\.example /);
      assert.match(explained.message, message);
      assert.equal(explained.cause, error);
      assert.doesNotMatch(explained.message, /secret-of-the-service/);
    });
  }

  it('leaves an error that has a code already as it is', () => {
    const stale = new StaleRequestError('r');
    assert.equal(asTableError('nyckel.example', stale), stale);
  });

  it('tells conflicts from the rest', () => {
    for (const status of [404, 409, 412]) assert.ok(isConflict(answered(status, 'Any')), String(status));
    for (const status of [400, 403, 413, 429, 500, 503])
      assert.ok(!isConflict(answered(status, 'Any')), String(status));
    assert.ok(!isConflict(answered(404, 'TableNotFound')));
    assert.ok(!isConflict(new StaleRequestError('r')));
  });

  it('knows after which errors a write may have been made', () => {
    for (const status of [408, 500, 502, 503]) assert.ok(mayHaveLanded(answered(status, 'Any')), String(status));
    for (const code of ['ECONNRESET', 'ETIMEDOUT']) assert.ok(mayHaveLanded(new RestError('x', { code })), code);
    assert.ok(mayHaveLanded(new DOMException('x', 'AbortError')));
    for (const status of [400, 403, 409, 412, 429]) assert.ok(!mayHaveLanded(answered(status, 'Any')), String(status));
    for (const error of [new StoreError('x'), new TypeError('x'), 'x']) assert.ok(!mayHaveLanded(error), String(error));
  });
});
