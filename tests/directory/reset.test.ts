import assert from 'node:assert/strict';
import type { ResetAnswer } from '../../src/desk/ports.ts';
import type { DirectoryOptions } from '../../src/directory/directory.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

const PASSWORD = 'Vnqc-7TkR-m4Wz';
const RESET = 'resetPassword';
const ANNA = 'anna.svensson@fjallvind.example';

describe('directory: reset password', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  afterEach('the password is in nothing that is told', () => {
    assert.doesNotMatch(JSON.stringify(harness.told), new RegExp(PASSWORD));
  });
  after(() => harness.stop());

  async function reset(
    targetId: string = PEOPLE.annaMember,
    options: Partial<DirectoryOptions> = { patienceMs: 0 },
    requester: string = PEOPLE.erikHelpdesk,
    password = PASSWORD,
  ): Promise<ResetAnswer> {
    return await (await harness.as(requester, options)).resetPassword(targetId, password);
  }

  /** What signing in with the password gives at the sandbox. */
  async function signIn(password = PASSWORD): Promise<string> {
    const attempt = { userPrincipalName: ANNA, password };
    return (await harness.control<{ result: string }>('POST', 'try-sign-in', attempt)).result;
  }

  it('sets the password in one call', async () => {
    const answer = await reset();
    assert.ok(answer.kind === 'accepted');
    assert.match(
      answer.operationUrl ?? '',
      /^https:\/\/localhost:\d+\/v1\.0\/users\/.*\?aadgdc=DUB02P&aadgsu=ssprprod-a$/,
    );
    assert.equal(await signIn(), 'must-change-password');
    assert.equal((await harness.calls()).length, 1);
  });

  it('tells when to ask for the operation', async () => {
    await harness.control('PUT', 'operations', { retryAfterSeconds: 7 });
    const answer = await reset();
    assert.ok(answer.kind === 'accepted');
    assert.equal(answer.retryAfterSeconds, 7);
  });

  it('takes an empty 202', async () => {
    await harness.control('PUT', 'operations', { emptyBody: true });
    const answer = await reset();
    assert.ok(answer.kind === 'accepted' && answer.operationUrl);
  });

  it('does not take a 202 whose body is cut off for an answer', async () => {
    await harness.fault({ pathPattern: RESET, malformedJson: true });
    assert.deepEqual(await reset(), { kind: 'unknown' });
  });

  describe('is rejected', () => {
    const rejected: [string, string, () => Promise<ResetAnswer>][] = [
      ['a weak password', 'password-not-accepted', () => reset(undefined, undefined, undefined, 'short1A')],
      ['a banned password', 'password-not-accepted', () => reset(undefined, undefined, undefined, 'Password123!')],
      ['a target above the requester', 'denied', () => reset(PEOPLE.karinGlobal)],
      ['the own account', 'denied', () => reset(PEOPLE.erikHelpdesk)],
      ['a guest', 'not-possible', () => reset(PEOPLE.miaGuest)],
      ['a deleted account', 'gone', () => reset(PEOPLE.dorisDeleted)],
      ['what can be no id', 'gone', () => reset('..')],
      ['an empty id', 'gone', () => reset('')],
    ];
    for (const [what, why, call] of rejected) {
      it(`${what}: ${why}`, async () => assert.deepEqual(await call(), { kind: 'rejected', why }));
    }

    it('without the permission: denied', async () => {
      const session = await harness.as(PEOPLE.erikHelpdesk, {}, ['User.Read']);
      assert.deepEqual(await session.resetPassword(PEOPLE.annaMember, PASSWORD), { kind: 'rejected', why: 'denied' });
    });

    it('with an expired token: sign-in-again', async () => {
      const session = await harness.as(PEOPLE.erikHelpdesk);
      await harness.control('POST', 'clock', { advanceMs: 2 * 3_600_000 });
      assert.deepEqual(await session.resetPassword(PEOPLE.annaMember, PASSWORD), {
        kind: 'rejected',
        why: 'sign-in-again',
      });
    });

    const faults: [Record<string, unknown>, string][] = [
      [{ status: 403, code: 'insufficient_claims' }, 'sign-in-again'],
      [
        { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' } },
        'sign-in-again',
      ],
      [{ status: 403, code: 'Authorization_RequestDenied' }, 'denied'],
      [{ status: 403, malformedJson: true }, 'denied'],
      [{ status: 404 }, 'gone'],
      [{ status: 409 }, 'busy'],
      [{ status: 429 }, 'busy'],
      [{ status: 400, code: 'InvalidPassword' }, 'password-not-accepted'],
      [
        { status: 400, body: { error: { code: 'BadRequest', innerError: { code: 'PasswordPolicyViolation' } } } },
        'password-not-accepted',
      ],
      [{ status: 400, code: 'BadRequest' }, 'not-possible'],
      [{ status: 400, code: 'BadRequest', message: 'InvalidPassword' }, 'not-possible'],
      [{ status: 400, malformedJson: true }, 'not-possible'],
      [{ status: 405 }, 'not-possible'],
    ];
    for (const [fault, why] of faults) {
      it(`${JSON.stringify(fault)}: ${why}`, async () => {
        await harness.fault({ pathPattern: RESET, times: null, ...fault });
        assert.deepEqual(await reset(), { kind: 'rejected', why });
        assert.equal(await signIn(), 'wrong-password');
      });
    }
  });

  describe('is unknown, and not sent again', () => {
    const faults: Record<string, unknown>[] = [
      { status: 500 },
      { status: 502, malformedJson: true },
      { status: 503, retryAfter: 0 },
      { status: 504 },
      { status: 408 },
      { status: 302, headers: { location: '/v1.0/me' } },
      { drop: 'before' },
      { drop: 'after' },
      { status: 503, applied: true },
      { delayMs: 400 },
    ];
    for (const fault of faults) {
      it(JSON.stringify(fault), async () => {
        await harness.fault({ pathPattern: RESET, times: null, ...fault });
        assert.deepEqual(await reset(undefined, { timeoutMs: 200 }), { kind: 'unknown' });
        assert.equal(harness.told.length, 1);
      });
    }

    it('although it was applied, when the connection drops afterwards', async () => {
      await harness.fault({ pathPattern: RESET, drop: 'after' });
      assert.deepEqual(await reset(), { kind: 'unknown' });
      assert.equal(await signIn(), 'must-change-password');
    });
  });

  describe('when throttled', () => {
    it('is sent again with the same password', async () => {
      await harness.fault({ pathPattern: RESET, status: 429, retryAfter: 1 });
      const answer = await reset(undefined, {});
      assert.equal(answer.kind, 'accepted');
      assert.deepEqual(
        (await harness.calls()).map(call => call.status),
        [429, 202],
      );
      assert.equal(await signIn(), 'must-change-password');
    });

    it('is busy at once when that would take too long', async () => {
      await harness.fault({ pathPattern: RESET, status: 429, retryAfter: 11 });
      assert.deepEqual(await reset(undefined, {}), { kind: 'rejected', why: 'busy' });
      assert.equal((await harness.calls()).length, 1);
    });

    it('is busy, and not sent again, where the next try would begin after half a minute', async () => {
      await harness.fault({ pathPattern: RESET, status: 429, times: 2 });
      const times = [0, 0, 0, 29_000, 29_000, 29_000];
      const now = () => times.shift() ?? 31_000;
      assert.deepEqual(await reset(undefined, { now }), { kind: 'rejected', why: 'busy' });
      assert.equal((await harness.calls()).length, 2);
    });

    it('is unknown when the second try is lost', async () => {
      await harness.fault({ pathPattern: RESET, status: 429 });
      await harness.fault({ pathPattern: RESET, drop: 'after' });
      assert.deepEqual(await reset(undefined, {}), { kind: 'unknown' });
    });
  });
});
