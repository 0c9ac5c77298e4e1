import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CallAnswer } from '../../../src/desk/ports.ts';
import { createDirectory } from '../../../src/directory/directory.ts';
import { type GraphStub, json, reply, startGraphStub } from '../../support/graph-stub.ts';
import { runs } from '../../support/runs.ts';
import { type Collected, collect } from '../../telemetry/support/collected.ts';

const PASSES = 'temporaryAccessPassMethods';
const MINUTE = 60_000;
const AN_HOUR = { once: true, minutes: 60 } as const;

describe('directory: what is taken for a pass', () => {
  let stub: GraphStub | undefined;
  let collected: Collected;
  let answer: unknown;
  const told: unknown[] = [];
  const ID = 'c5dbd20a-8b8f-4791-a23f-488fcbde3b38';
  const SECRET = 'Mj7+kQz!2x';
  const MADE = {
    id: ID,
    temporaryAccessPass: SECRET,
    createdDateTime: '2026-11-30T07:00:00.5893903Z',
    startDateTime: '2026-12-01T07:00:00Z',
    lifetimeInMinutes: 60,
    isUsableOnce: true,
    isUsable: false,
    methodUsabilityReason: 'NotYetValid',
  };

  /** What a call to delete is answered with. */
  let deletion = 204;

  before(async () => {
    collected = collect();
    stub = await startGraphStub((response, { method }) => {
      if (method !== 'DELETE') json(response, 201, answer);
      else if (deletion === 204) reply(response, 204, { 'request-id': 'r' });
      else json(response, deletion, { error: { code: 'x' } });
    });
  });
  beforeEach(() => {
    told.length = 0;
    collected.forget();
  });
  after(async () => {
    await collected.stop();
    await stub?.stop();
  });

  async function give(body: unknown, terms: { once: boolean; minutes: number; startsAt?: number } = AN_HOUR) {
    answer = body;
    const now = () => Date.UTC(2026, 10, 30, 7);
    const options = { endpoint: stub?.endpoint ?? '', now, onCall: (call: unknown) => told.push(call) };
    return await createDirectory(options).as('t', 'c', 'a').givePass('b', terms);
  }

  it('its times are those of the answer', async () => {
    const startsAt = Date.UTC(2026, 11, 1, 7);
    const createdAt = Date.UTC(2026, 10, 30, 7, 0, 0, 589);
    const what = { id: ID, once: true, createdAt, startsAt, endsAt: startsAt + 60 * MINUTE };
    assert.deepEqual(await give(MADE), { kind: 'accepted', made: { secret: SECRET, what } });
  });

  it('begins when it was made, where the answer names no start', async () => {
    for (const startDateTime of [null, undefined]) {
      const given = await give({ ...MADE, startDateTime });
      assert.ok(given.kind === 'accepted' && given.made);
      assert.equal(given.made.what.startsAt, given.made.what.createdAt);
    }
  });

  it('is for one sign-in where the answer says so, whatever was asked for', async () => {
    const given = await give(MADE, { once: false, minutes: 480 });
    assert.ok(given.kind === 'accepted');
    assert.equal(given.made?.what.once, true);
    assert.equal((given.made?.what.endsAt ?? 0) - (given.made?.what.startsAt ?? 0), 60 * MINUTE);
  });

  const ODD_TIMES: Record<string, unknown>[] = [
    { createdDateTime: undefined },
    { createdDateTime: 'yesterday' },
    { startDateTime: 7 },
    { lifetimeInMinutes: '60' },
    { lifetimeInMinutes: 0 },
    { isUsableOnce: null },
  ];
  for (const odd of ODD_TIMES) {
    it(`is what was asked for, with its secret, where the answer has ${JSON.stringify(odd)}`, async () => {
      const startsAt = Date.UTC(2026, 11, 24, 8);
      const given = await give({ ...MADE, ...odd }, { once: false, minutes: 90, startsAt });
      assert.ok(given.kind === 'accepted');
      assert.equal(given.made?.secret, SECRET);
      const { createdAt, ...what } = given.made?.what ?? { createdAt: 0 };
      assert.deepEqual(what, { id: ID, once: false, startsAt, endsAt: startsAt + 90 * MINUTE });
      assert.ok(createdAt > 0);
    });
  }

  const LOST: Record<string, unknown>[] = [
    { id: undefined },
    { id: '' },
    { id: '..' },
    { id: 7 },
    { temporaryAccessPass: undefined },
    { temporaryAccessPass: null },
    { temporaryAccessPass: '' },
    { temporaryAccessPass: ' ' },
    { temporaryAccessPass: 'two words' },
    { temporaryAccessPass: '\u200b' },
    { temporaryAccessPass: 7 },
    { temporaryAccessPass: 'x'.repeat(300) },
  ];
  for (const odd of LOST) {
    it(`its secret is lost where the answer has ${JSON.stringify(odd)}`, async () => {
      assert.deepEqual(await give({ ...MADE, ...odd }), { kind: 'unknown' });
    });
  }

  describe('that the policy disables as it is made', () => {
    const DISABLED = { ...MADE, methodUsabilityReason: 'DisabledByPolicy' };
    const answered: [number, CallAnswer][] = [
      [204, { kind: 'rejected', why: 'not-allowed' }],
      [404, { kind: 'rejected', why: 'not-allowed' }],
      [403, { kind: 'unknown' }],
      [500, { kind: 'unknown' }],
    ];
    for (const [status, given] of answered) {
      it(`is deleted, and ${given.kind} where that answers ${status}`, async () => {
        deletion = status;
        const before = stub?.requests.length;
        assert.deepEqual(await give(DISABLED), given);
        const calls = stub?.requests.slice(before).map(({ method, url }) => `${method} ${url}`);
        const path = `/v1.0/users/b/authentication/${PASSES}`;
        assert.deepEqual(calls, [`POST ${path}`, `DELETE ${path}/${ID}`]);
      });
    }
  });

  /** Everything that a span says of itself. */
  const traced = () =>
    collected
      .spans()
      .map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links }));

  it('whatever the secret is, it is in nothing that is told or traced', async () => {
    const secret = fc.stringMatching(/^[!-~]{8,48}$/);
    const oddly = fc.constantFrom({}, { id: undefined }, { createdDateTime: 'x' });
    await fc.assert(
      fc.asyncProperty(secret, oddly, async (temporaryAccessPass, odd) => {
        const given = await give({ ...MADE, ...odd, temporaryAccessPass });
        assert.equal(given.kind, 'id' in odd ? 'unknown' : 'accepted');
        assert.ok(told.length > 0 && traced().length > 0);
        const written = JSON.stringify([told, traced()]);
        assert.ok(!written.includes(JSON.stringify(temporaryAccessPass).slice(1, -1)));
        collected.forget();
        told.length = 0;
      }),
      { numRuns: runs(300), seed: 13 },
    );
  });
});
