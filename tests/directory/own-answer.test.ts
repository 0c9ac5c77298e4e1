import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type GraphAnswer, refused, succeeded } from '../../src/directory/graph-answer.ts';
import { troubleOf } from '../../src/directory/graph-errors.ts';
import { readHttpAnswer } from '../../src/directory/own-answer.ts';
import { pairs } from '../support/runs.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const REQUEST_ID = ['request-id', '2f0c8e1a-6f5f-4f4a-9f8d-0f2d5b1c7e11'] as const;
const JSON_TYPE = ['content-type', 'application/json;odata.metadata=minimal;charset=utf-8'] as const;
const ENVELOPE = JSON.stringify({
  error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' },
});
const PAGE = '<!DOCTYPE html><title>Access denied</title>';

type Header = readonly [string, string];

function read(status: number, text: string, ...headers: Header[]): GraphAnswer {
  return readHttpAnswer(status, new Map(headers), text);
}

function says(answer: GraphAnswer): 'yes' | 'no' | 'nothing' {
  if (succeeded(answer)) return 'yes';
  return refused(answer) ? 'no' : 'nothing';
}

describe('directory: an answer of Graph itself', () => {
  const cases: [what: string, said: 'yes' | 'no' | 'nothing', answer: GraphAnswer][] = [
    ['200 with JSON', 'yes', read(200, '{"id":"1"}', REQUEST_ID, JSON_TYPE)],
    ['202 without a body', 'yes', read(202, '', REQUEST_ID)],
    ['204', 'yes', read(204, '', REQUEST_ID)],
    ['200 with its metadata and without request-id', 'yes', read(200, '{"@odata.context":"x"}', JSON_TYPE)],
    ['a batch without request-id', 'yes', read(200, '{"responses":[]}', JSON_TYPE)],
    ['JSON of which no type is told', 'yes', read(200, '{"responses":[]}')],
    ['403 with its envelope', 'no', read(403, ENVELOPE, JSON_TYPE)],
    ['404 with request-id and no body', 'no', read(404, '', REQUEST_ID)],
    ['400 with its envelope cut off', 'no', read(400, ENVELOPE.slice(0, 20), REQUEST_ID, JSON_TYPE)],
    ['200 with an error', 'nothing', read(200, ENVELOPE, REQUEST_ID, JSON_TYPE)],
    ['200 with an error that is null', 'nothing', read(200, '{"error":null}', REQUEST_ID, JSON_TYPE)],
    ['200 with a page', 'nothing', read(200, PAGE, ['content-type', 'text/html'])],
    ['200 with a page and request-id', 'nothing', read(200, PAGE, REQUEST_ID, ['content-type', 'text/html'])],
    ['a page under the type of JSON', 'nothing', read(200, PAGE, REQUEST_ID, JSON_TYPE)],
    ['JSON under the type of a page', 'nothing', read(202, '{}', REQUEST_ID, ['content-type', 'text/html'])],
    ['202 with JSON of somebody else', 'nothing', read(202, '{"blocked":true}', JSON_TYPE)],
    ['202 with nothing at all', 'nothing', read(202, '')],
    ['204 of somebody else', 'nothing', read(204, '')],
    ['203, changed by a proxy', 'nothing', read(203, '{}', REQUEST_ID, JSON_TYPE)],
    ['206', 'nothing', read(206, '{}', REQUEST_ID, JSON_TYPE)],
    ['200 cut off', 'nothing', read(200, '{"id":', REQUEST_ID, JSON_TYPE)],
    ['200 with a list', 'nothing', read(200, '[]', REQUEST_ID, JSON_TYPE)],
    ['200 with a text', 'nothing', read(200, '"ok"', REQUEST_ID, JSON_TYPE)],
    ['302', 'nothing', read(302, '', REQUEST_ID)],
    ['304', 'nothing', read(304, '', REQUEST_ID)],
    ['403 with a page', 'nothing', read(403, PAGE, ['content-type', 'text/html'])],
    ['403 with JSON of somebody else', 'nothing', read(403, '{"error":"blocked"}', JSON_TYPE)],
    ['403 with an envelope whose code is a number', 'nothing', read(403, '{"error":{"code":403}}', JSON_TYPE)],
    ['401 with nothing at all', 'nothing', read(401, '')],
    ['404 as plain text', 'nothing', read(404, 'Not Found', ['content-type', 'text/plain'])],
    ['407 of a proxy', 'nothing', read(407, '', ['proxy-authenticate', 'Basic'])],
    ['503 with its envelope', 'nothing', read(503, ENVELOPE, REQUEST_ID, JSON_TYPE)],
  ];
  for (const [what, said, answer] of cases) {
    it(`${what}: ${said}`, () => {
      assert.equal(says(answer), said);
      if (said === 'nothing') assert.equal(troubleOf(answer), 'unavailable');
    });
  }

  it('is nothing that lacks all of its marks, whatever status, type and text it has', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom('', PAGE, '{}', '[]', 'null', '"error"'));
    const type = fc.constantFrom('text/html', 'text/plain', 'application/json', 'application/xml', 'image/png');
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), text, type, (status, given, contentType) => {
        assert.equal(says(read(status, given, ['content-type', contentType])), 'nothing');
      }),
    );
  });

  it('is nothing that is no JSON under a 2xx, whatever marks it has', () => {
    fc.assert(
      fc.property(fc.constantFrom(200, 201, 202, 204), fc.string({ minLength: 1 }), (status, word) => {
        assert.equal(says(read(status, `<${word}>`, REQUEST_ID, JSON_TYPE)), 'nothing');
      }),
    );
  });
});

describe('directory: reads that somebody else answers', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  const statuses = [200, 203, 302, 400, 401, 403, 404, 407, 429, 451, 503];
  const inBetween: Record<string, unknown>[] = pairs(statuses, ['html', 'json', 'empty']).map(([status, foreign]) => ({
    status,
    foreign,
  }));
  for (const fault of [...inBetween, { status: 200 }, { malformedJson: true }]) {
    it(`are not known after ${JSON.stringify(fault)}`, async () => {
      await harness.fault({ times: null, ...fault });
      const session = await harness.as(PEOPLE.erikHelpdesk, { patience: 0 });
      await assertTrouble('unavailable', session.examine(PEOPLE.annaMember));
      await assertTrouble('unavailable', session.find({ by: 'name', value: 'Anna' }));
      await assertTrouble('unavailable', session.lastPasswordChange(PEOPLE.annaMember));
      await assertTrouble('unavailable', session.scopedRolesOf([PEOPLE.annaMember]));
    });
  }

  for (const fault of [...inBetween, { status: 200 }, { status: 404, foreign: 'json', body: {} }]) {
    it(`are not known for the account of which an item says ${JSON.stringify(fault)}`, async () => {
      await harness.fault({ times: null, pathPattern: `/users/${PEOPLE.annaMember}\\?`, ...fault });
      const session = await harness.as(PEOPLE.erikHelpdesk, { patience: 0 });
      await assertTrouble('unavailable', session.examine(PEOPLE.annaMember));
    });
  }
});
