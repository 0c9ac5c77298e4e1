import assert from 'node:assert/strict';
import type { CallAnswer } from '../../src/desk/ports.ts';
import type { DirectoryOptions } from '../../src/directory/directory.ts';
import { pairs } from '../support/runs.ts';
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
