import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CallAnswer } from '../../src/desk/ports.ts';
import { createDirectory, type DirectoryOptions } from '../../src/directory/directory.ts';
import { type GraphStub, json, reply, startGraphStub } from '../support/graph-stub.ts';
import { pairs, runs } from '../support/runs.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

const PASSES = 'temporaryAccessPassMethods';
const MINUTE = 60_000;
const ANNA = 'anna.svensson@fjallvind.example';
const AN_HOUR = { once: true, minutes: 60 } as const;

/** What Graph is reported to say (microsoft-graph-docs 12187, azure-docs 111778), and what it could say instead. */
const IN_WORDS: readonly (readonly [message: string, why: string])[] = [
  ['Invalid LifetimeInMinutes specified. The valid range between 60 and 480.', 'lifetime'],
  ['The lifetime must be at least 60 minutes.', 'lifetime'],
  [
    'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass]',
    'not-allowed',
  ],
  ['Temporary Access Pass is disabled in the tenant.', 'not-allowed'],
  ['The authentication method is not enabled for the user.', 'not-allowed'],
  ['A Temporary Access Pass already exists for the user. Delete it before creating another one.', 'exists'],
  ['User already has a valid Temporary Access Pass.', 'exists'],
  ['Delete the existing temporary access pass first.', 'exists'],
  ['Invalid StartDateTime specified.', 'not-possible'],
  ['Empty Payload. JSON content expected.', 'not-possible'],
  ['The user does not exist.', 'not-possible'],
];

interface PassOfTenant {
  id: string;
  temporaryAccessPass: string;
  state: string;
  startDateTime: string;
}

describe('directory: give a pass', () => {
  let harness: Harness;
  const secrets = new Set<string>();
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  afterEach('no secret is in anything that is told', () => {
    const told = JSON.stringify(harness.told);
    for (const secret of secrets) assert.ok(!told.includes(secret), secret);
    secrets.clear();
  });
  after(() => harness.stop());

  async function give(
    terms: { once: boolean; minutes: number; startsAt?: number } = AN_HOUR,
    options: Partial<DirectoryOptions> = { patience: 0 },
    targetId: string = PEOPLE.annaMember,
    requester: string = PEOPLE.johannaAuthentication,
  ): Promise<CallAnswer> {
    const answer = await (await harness.as(requester, options)).givePass(targetId, terms);
    if (answer.kind === 'accepted' && answer.made) secrets.add(answer.made.secret);
    return answer;
  }

  async function given(...args: Parameters<typeof give>) {
    const answer = await give(...args);
    assert.ok(answer.kind === 'accepted' && answer.made, JSON.stringify(answer));
    return answer.made;
  }

  async function passesOf(targetId: string = PEOPLE.annaMember): Promise<readonly PassOfTenant[]> {
    return (await harness.control<{ passes: PassOfTenant[] }>('GET', `users/${targetId}/passes`)).passes;
  }

  it('makes a pass in one call, with the secret that signs in', async () => {
    const before = Date.now();
    const { secret, what } = await given();
    assert.ok(what.once);
    assert.equal(what.startsAt, what.createdAt);
    assert.ok(Math.abs(what.createdAt - before) < 5 * MINUTE);
    assert.equal(what.endsAt, what.startsAt + 60 * MINUTE);
    assert.deepEqual(
      (await harness.calls()).map(call => [call.method, call.path]),
      [['POST', `/v1.0/users/${PEOPLE.annaMember}/authentication/${PASSES}`]],
    );
    const attempt = { userPrincipalName: ANNA, pass: secret };
    assert.deepEqual(await harness.control('POST', 'try-sign-in', attempt), { result: 'signed-in' });
    assert.deepEqual(await harness.control('POST', 'try-sign-in', attempt), { result: 'used' });
  });

  it('makes one for several sign-ins that begins later', async () => {
    const startsAt = Math.floor(Date.now() / 1_000) * 1_000 + 3 * 24 * 60 * MINUTE;
    const { what } = await given({ once: false, minutes: 480, startsAt });
    assert.equal(what.once, false);
    assert.equal(what.startsAt, startsAt);
    assert.equal(what.endsAt, startsAt + 480 * MINUTE);
    assert.ok(what.createdAt < startsAt);
  });

  describe('is rejected', () => {
    const policy = (temporaryAccessPass: Record<string, unknown>) =>
      harness.control('PUT', 'tenant', { temporaryAccessPass });

    const rejected: [string, string, () => Promise<CallAnswer>][] = [
      ['by a role that gives none', 'denied', () => give(AN_HOUR, {}, PEOPLE.annaMember, PEOPLE.erikHelpdesk)],
      ['for a target above the requester', 'denied', () => give(AN_HOUR, {}, PEOPLE.karinGlobal)],
      ['for the own account', 'denied', () => give(AN_HOUR, {}, PEOPLE.johannaAuthentication)],
      ['for a deleted account', 'gone', () => give(AN_HOUR, {}, PEOPLE.dorisDeleted)],
      ['for what can be no id', 'gone', () => give(AN_HOUR, {}, '..')],
      ['for a guest', 'not-possible', () => give(AN_HOUR, {}, PEOPLE.miaGuest)],
      ['with a lifetime below the bounds', 'lifetime', () => give({ once: true, minutes: 59 })],
      ['with a lifetime above the bounds', 'lifetime', () => give({ once: true, minutes: 481 })],
      [
        'where the tenant has none',
        'not-allowed',
        async () => {
          await policy({ state: 'disabled' });
          return await give();
        },
      ],
      [
        'where the policy is meant for others',
        'not-allowed',
        async () => {
          await policy({ excludeTargets: [{ targetType: 'user', id: PEOPLE.annaMember }] });
          return await give();
        },
      ],
      [
        'where there is one already, and another is refused',
        'exists',
        async () => {
          await given();
          await harness.control('PUT', 'tenant', { secondPass: 'refused' });
          return await give();
        },
      ],
    ];
    for (const [what, why, call] of rejected) {
      it(`${what}: ${why}`, async () => assert.deepEqual(await call(), { kind: 'rejected', why }));
    }

    const faults: (readonly [Record<string, unknown>, string])[] = [
      ...IN_WORDS.map(([message, why]) => [{ status: 400, code: 'badRequest', message }, why] as const),
      [{ status: 400, body: { error: { code: 'x', innerError: { message: IN_WORDS[0]?.[0] } } } }, 'lifetime'],
      [{ status: 400, body: { error: { code: 'x', details: [{ message: IN_WORDS[0]?.[0] }] } } }, 'lifetime'],
      [{ status: 400, code: 'AuthenticationMethodPolicyViolation' }, 'not-allowed'],
      [{ status: 409, code: 'x', message: 'A pass already exists.' }, 'exists'],
      [{ status: 409 }, 'busy'],
      [{ status: 429 }, 'busy'],
      [{ status: 400, code: 'BadRequest' }, 'not-possible'],
      [{ status: 400, malformedJson: true }, 'not-possible'],
      [{ status: 405 }, 'not-possible'],
      [{ status: 401 }, 'sign-in-again'],
      [{ status: 403, code: 'insufficient_claims' }, 'sign-in-again'],
      [{ status: 403, code: 'accessDenied', message: IN_WORDS[0]?.[0] }, 'denied'],
      [{ status: 404, code: 'x', message: 'A pass already exists.' }, 'gone'],
    ];
    for (const [fault, why] of faults) {
      it(`${JSON.stringify(fault)}: ${why}`, async () => {
        await harness.fault({ pathPattern: PASSES, times: null, ...fault });
        assert.deepEqual(await give(), { kind: 'rejected', why });
        assert.deepEqual(await passesOf(), []);
      });
    }

    it('without the permission: denied', async () => {
      const session = await harness.as(PEOPLE.johannaAuthentication, {}, ['User.Read']);
      assert.deepEqual(await session.givePass(PEOPLE.annaMember, AN_HOUR), { kind: 'rejected', why: 'denied' });
    });
  });

  describe('is unknown, and not sent again', () => {
    const faults: Record<string, unknown>[] = [
      { status: 500 },
      { status: 503, retryAfter: 0 },
      { status: 408 },
      { drop: 'before' },
      { drop: 'after' },
      { status: 503, applied: true },
      { delayMs: 400 },
      { status: 302, headers: { location: '/v1.0/me' } },
      { status: 201, malformedJson: true },
      { status: 200, code: 'InternalError' },
      ...pairs([200, 201, 204, 400, 403, 404, 429], [{ foreign: 'html' }, { foreign: 'json' }]).map(
        ([status, answer]) => ({ status, ...answer }),
      ),
    ];
    for (const fault of faults) {
      it(JSON.stringify(fault), async () => {
        await harness.fault({ pathPattern: PASSES, times: null, ...fault });
        assert.deepEqual(await give(AN_HOUR, { timeout: 200 }), { kind: 'unknown' });
        assert.equal(harness.told.length, 1);
      });
    }

    it('although one was made, when the connection drops afterwards', async () => {
      await harness.fault({ pathPattern: PASSES, drop: 'after' });
      assert.deepEqual(await give(), { kind: 'unknown' });
      assert.equal((await passesOf()).length, 1);
    });
  });

  describe('when throttled', () => {
    it('is sent again, and makes one', async () => {
      await harness.fault({ pathPattern: PASSES, status: 429, retryAfter: 1 });
      await given(AN_HOUR, {});
      assert.equal((await passesOf()).length, 1);
      assert.deepEqual(harness.waited, [1_000]);
    });

    it('is busy, and not sent again, where the next try would begin after half a minute', async () => {
      await harness.fault({ pathPattern: PASSES, status: 429, times: 2 });
      const times = [0, 0, 0, 29_000, 29_000, 29_000];
      const now = () => times.shift() ?? 31_000;
      assert.deepEqual(await give(AN_HOUR, { now }), { kind: 'rejected', why: 'busy' });
      assert.equal((await harness.calls()).length, 2);
    });
  });
});

describe('directory: what is taken for a pass', () => {
  let stub: GraphStub | undefined;
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
    stub = await startGraphStub((response, { method }) => {
      if (method !== 'DELETE') json(response, 201, answer);
      else if (deletion === 204) reply(response, 204, { 'request-id': 'r' });
      else json(response, deletion, { error: { code: 'x' } });
    });
  });
  beforeEach(() => {
    told.length = 0;
  });
  after(() => stub?.stop());

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

  it('whatever the secret is, it is in nothing that is told', async () => {
    const secret = fc.stringMatching(/^[!-~]{8,48}$/);
    const oddly = fc.constantFrom({}, { id: undefined }, { createdDateTime: 'x' });
    await fc.assert(
      fc.asyncProperty(secret, oddly, async (temporaryAccessPass, odd) => {
        const given = await give({ ...MADE, ...odd, temporaryAccessPass });
        assert.equal(given.kind, 'id' in odd ? 'unknown' : 'accepted');
        assert.ok(told.length > 0);
        assert.ok(!JSON.stringify(told).includes(JSON.stringify(temporaryAccessPass).slice(1, -1)));
      }),
      { numRuns: runs(300), seed: 13 },
    );
  });
});
