import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BatchItem, readBatch } from '../../src/directory/batch.ts';
import { type GraphAnswer, succeeded } from '../../src/directory/graph-answer.ts';
import type { GraphCalls, GraphItemRecord } from '../../src/directory/graph-calls.ts';
import { createGraphClient } from '../../src/directory/graph-client.ts';
import { troubleOf } from '../../src/directory/graph-errors.ts';
import { createPatience } from '../../src/directory/patience.ts';
import { type GraphStub, json, startGraphStub } from '../support/graph-stub.ts';
import { runs } from '../support/runs.ts';

const ANNA = 'anna.svensson@fjallvind.example';
const ITEMS: readonly BatchItem[] = [
  { id: 'user', url: `/users/${ANNA}?$select=id`, essential: true, mayBeAbsent: true },
  { id: 'roles', url: `/users/${ANNA}/transitiveMemberOf/microsoft.graph.directoryRole`, essential: true },
  { id: 'photo', url: `/users/${ANNA}/photos/48x48/$value`, essential: false, mayBeAbsent: true },
];
const GOOD = [
  { id: 'user', status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: '1' } },
  { id: 'roles', status: 200, body: { value: [] } },
  { id: 'photo', status: 200, headers: { 'Content-Type': 'image/jpeg' }, body: '/9j/' },
] as const;
const NOT_FOUND = {
  error: { code: 'Request_ResourceNotFound', message: 'gone', innerError: { 'request-id': 'inner' } },
};

describe('directory: the items of a batch', () => {
  let stub: GraphStub;
  let responses: unknown[];
  const failed: GraphItemRecord[] = [];
  before(async () => {
    stub = await startGraphStub(response => json(response, 200, { responses }, { 'request-id': 'outer' }));
  });
  beforeEach(() => {
    failed.length = 0;
  });
  after(() => stub.stop());

  async function read(given: readonly unknown[]): Promise<Record<string, GraphAnswer>> {
    responses = [...given];
    const { endpoint } = stub;
    const calls: GraphCalls = {
      client: createGraphClient({ endpoint, userToken: 't', timeout: 5_000 }),
      endpoint,
      correlationId: 'c',
      patience: createPatience(0),
      now: Date.now,
      onCall: () => undefined,
      onItemFailed: item => failed.push(item),
    };
    const answers = await readBatch(calls, ITEMS);
    return Object.fromEntries(ITEMS.map(({ id }) => [id, answers.get(id)]));
  }

  /** The photo's place is taken by something odd; the other two must not feel it. */
  async function assertAlone(odd: unknown): Promise<GraphAnswer> {
    const answers = await read([GOOD[0], odd, GOOD[1]]);
    assert.deepEqual(answers.user?.body, GOOD[0].body);
    assert.deepEqual(answers.roles?.body, GOOD[1].body);
    return answers.photo ?? assert.fail('there is no photo');
  }

  const odd: [what: string, item: unknown][] = [
    ['is missing its id', { status: 200, body: {} }],
    ['has a number for an id', { id: 3, status: 200, body: {} }],
    ['has an id that nobody asked for', { id: 'other', status: 200, body: {} }],
    ['has a text for a status', { id: 'photo', status: '200', body: {} }],
    ['has a status that is none', { id: 'photo', status: 20.5, body: {} }],
    ['has a list for headers', { id: 'photo', status: 200, headers: ['a'], body: {} }],
    ['has a text for headers', { id: 'photo', status: 200, headers: 'a', body: {} }],
    ['has a page for a body', { id: 'photo', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
    ['has a text for a body', { id: 'photo', status: 200, body: 'aGVq' }],
    ['has a list for a body', { id: 'photo', status: 200, body: [] }],
    ['has an error under 200', { id: 'photo', status: 200, body: NOT_FOUND }],
    ['refuses without saying so in Graph’s envelope', { id: 'photo', status: 404, body: { reason: 'blocked' } }],
    ['is null', null],
    ['is a text', 'photo'],
  ];
  for (const [what, item] of odd) {
    it(`an item that ${what} is no answer, and the others are read`, async () => {
      const photo = await assertAlone(item);
      assert.ok(!succeeded(photo));
      assert.equal(troubleOf(photo), 'unavailable');
    });
  }

  it('an item without headers, or with none, is read, and so is one without a body', async () => {
    for (const item of [
      { id: 'photo', status: 204 },
      { id: 'photo', status: 204, headers: null, body: null },
      { id: 'photo', status: 200, headers: { a: null, 'x-b': ['c'] }, body: {} },
    ]) {
      assert.ok(succeeded(await assertAlone(item)), JSON.stringify(item));
    }
  });

  it('two items under one id are no answer, whatever they say', async () => {
    const answers = await read([GOOD[0], GOOD[1], { ...GOOD[0], body: { id: '2' } }]);
    assert.deepEqual([answers.user?.status, answers.user?.failure], [0, 'DuplicateItem']);
    assert.ok(answers.roles && succeeded(answers.roles));
  });

  it('an odd item never affects another', async () => {
    const ofPhoto = fc.record(
      {
        id: fc.constant('photo'),
        status: fc.oneof(fc.integer(), fc.constantFrom(200, 204, 404, 429, 503), fc.json(), fc.constant(null)),
        headers: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
        body: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), ofPhoto), async item => {
        const photo = await assertAlone(item);
        assert.equal(typeof photo.status, 'number');
      }),
      { numRuns: runs(150) },
    );
  });

  it('what failed is told one by one, without the person, with the id that Graph knows it by', async () => {
    await read([GOOD[0], { id: 'roles', status: 503, body: NOT_FOUND }]);
    const roles = { path: '/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole', correlationId: 'c' };
    const photo = { path: '/users/{id}/photos/48x48/$value', correlationId: 'c' };
    assert.deepEqual(failed, [
      { ...roles, status: 503, errorCode: 'Request_ResourceNotFound', requestId: 'inner' },
      { ...photo, status: 0, errorCode: 'MissingItem', requestId: 'outer' },
    ]);
  });

  it('an account that is not there is no failure, nor is what belongs to it; a list of roles that is not there is one', async () => {
    const gone = ITEMS.map(({ id }) => ({ id, status: 404, body: NOT_FOUND }));
    await read(gone);
    assert.deepEqual(failed, []);
    await read([GOOD[0], ...gone.slice(1)]);
    assert.deepEqual(
      failed.map(({ path, status }) => [path, status]),
      [['/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole', 404]],
    );
  });
});
