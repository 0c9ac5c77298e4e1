import assert from 'node:assert/strict';
import { RestError } from '@azure/data-tables';
import { StaleRequestError, StoreError } from '../../../src/errors.ts';
import { ForeignTableAnswerError } from '../../../src/store/tables/own-answers.ts';
import {
  asTableError,
  isConflict,
  isRowAbsent,
  mayHaveLanded,
  saysConflict,
} from '../../../src/store/tables/table-errors.ts';
import { writeUntilSettled } from '../../../src/store/tables/write-until-settled.ts';

/** As the client tells an answer to a single call. */
function answered(statusCode: number, code: string): RestError {
  return Object.assign(new RestError('secret-of-the-service', { statusCode }), { details: { odataError: { code } } });
}

/** Every code that is documented (Azure Storage, "Table service error codes" and "Common REST API error codes"), by status. */
const DOCUMENTED: Readonly<Record<number, string>> = {
  400:
    'CommandsInBatchActOnDifferentPartitions ConditionHeadersNotSupported ContentLengthExceeded DuplicatePropertiesSpecified ' +
    'EmptyMetadataKey EntityTooLarge HostInformationNotPresent InvalidAuthenticationInfo InvalidDuplicateRow InvalidHeaderValue ' +
    'InvalidHttpVerb InvalidInput InvalidMd5 InvalidMetadata InvalidQueryParameterValue InvalidResourceName InvalidUri ' +
    'InvalidValueType InvalidXmlDocument InvalidXmlNodeValue Md5Mismatch MetadataTooLarge MissingRequiredHeader ' +
    'MissingRequiredQueryParameter MissingRequiredXmlNode MultipleConditionHeadersNotSupported OutOfRangeInput ' +
    'OutOfRangeQueryParameterValue PropertiesNeedValue PropertyNameInvalid PropertyNameTooLong PropertyValueTooLarge ' +
    'RequestUrlFailedToParse TooManyProperties UnsupportedHeader UnsupportedQueryParameter UnsupportedXmlNode ' +
    'XMethodIncorrectCount XMethodIncorrectValue XMethodNotUsingPost',
  401: 'InvalidAuthenticationInfo NoAuthenticationInformation',
  403:
    'AccountIsDisabled AuthenticationFailed AuthorizationFailure AuthorizationPermissionMismatch AuthorizationProtocolMismatch ' +
    'AuthorizationResourceTypeMismatch AuthorizationServiceMismatch AuthorizationSourceIPMismatch InsufficientAccountPermissions',
  404: 'EntityNotFound ResourceNotFound TableNotFound',
  405: 'MethodNotAllowed UnsupportedHttpVerb',
  409:
    'AccountAlreadyExists AccountBeingCreated EntityAlreadyExists ResourceAlreadyExists ResourceTypeMismatch ' +
    'TableAlreadyExists TableBeingDeleted',
  411: 'MissingContentLengthHeader',
  412: 'ConditionNotMet UpdateConditionNotSatisfied',
  413: 'RequestBodyTooLarge',
  415: 'JsonFormatNotSupported',
  416: 'InvalidRange',
  429: 'TooManyRequests',
  500: 'InternalError OperationTimedOut',
  501: 'NotImplemented',
  503: 'ServerBusy',
};
const CONFLICTS = [
  'ConditionNotMet',
  'EntityAlreadyExists',
  'EntityNotFound',
  'ResourceNotFound',
  'UpdateConditionNotSatisfied',
];

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

  const TAMPERED = /something else than Nyckel has changed them/;
  for (const [status, codes] of Object.entries(DOCUMENTED)) {
    for (const code of codes.split(' ')) {
      const conflict = CONFLICTS.includes(code);
      it(`takes ${status} ${code} for ${conflict ? 'a conflict' : 'no sign that rows were changed'}`, async () => {
        const error = answered(Number(status), code);
        assert.equal(saysConflict(error), conflict);
        assert.equal(isRowAbsent(error), ['EntityNotFound', 'ResourceNotFound'].includes(code));
        let tries = 0;
        const refused = writeUntilSettled('nyckel.example', async () => {
          tries += 1;
          return { kind: 'write', basis: 'same', commit: () => Promise.reject(error), result: undefined };
        });
        await assert.rejects(refused, (told: unknown) => {
          assert.ok(told instanceof StoreError);
          assert.equal(TAMPERED.test(told.message), conflict, told.message);
          return true;
        });
        assert.equal(tries, conflict ? 4 : mayHaveLanded(error) ? 2 : 1);
      });
    }
  }

  for (const [code, message] of [
    ['TableBeingDeleted', /is deleting its table\. Wait until that has ended/],
    ['AccountIsDisabled', /is switched off\. Enable the storage account/],
    ['OperationTimedOut', /too much to do/],
  ] as const) {
    it(`says what to do after ${code}`, () => assert.match(asTableError('x', answered(409, code)).message, message));
  }

  it('speaks of changed rows for no code that it does not know', async () => {
    for (const status of [404, 409, 412]) {
      const commit = () => Promise.reject(answered(status, 'CodeOfTomorrow'));
      await assert.rejects(
        writeUntilSettled('x', async () => ({ kind: 'write', basis: 'same', commit, result: undefined })),
        new RegExp(`answered ${status} CodeOfTomorrow`),
      );
    }
  });

  it('says that somebody else has answered, and nothing of what they said', () => {
    const { message } = asTableError('nyckel.example', new ForeignTableAnswerError('200 text/html'));
    assert.match(message, /did not answer itself; something between.*\(200 text\/html\)\. Let the calls through/);
    assert.ok(mayHaveLanded(new ForeignTableAnswerError('x')));
  });

  it('knows after which errors a write may have been made', () => {
    for (const status of [408, 500, 502, 503]) assert.ok(mayHaveLanded(answered(status, 'Any')), String(status));
    for (const code of ['ECONNRESET', 'ETIMEDOUT']) assert.ok(mayHaveLanded(new RestError('x', { code })), code);
    assert.ok(mayHaveLanded(new DOMException('x', 'AbortError')));
    for (const status of [400, 403, 409, 412, 429]) assert.ok(!mayHaveLanded(answered(status, 'Any')), String(status));
    for (const error of [new StoreError('x'), new TypeError('x'), 'x']) assert.ok(!mayHaveLanded(error), String(error));
  });
});
