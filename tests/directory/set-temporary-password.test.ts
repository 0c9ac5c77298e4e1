import assert from 'node:assert/strict';
import type { CallAnswer } from '../../src/desk/ports.ts';
import type { DirectoryOptions } from '../../src/directory/directory.ts';
import { pairs } from '../support/runs.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

const PASSWORD = 'Vnqc-7TkR-m4Wz';
const RESET = 'resetPassword';
const ANNA = 'anna.svensson@fjallvind.example';

/** How services word that they do not take a password, where they send no code. */
const IN_WORDS = [
  'The specified password does not comply with password complexity requirements. Please provide a different password.',
  'The password does not meet the length, complexity, or history requirements of the domain.',
  'Choose a password that is more difficult for people to guess.',
  'Your password contains a banned word, phrase or pattern.',
  'This password has been used before.',
  'The new password was used recently.',
  'Password is too weak.',
  'A weak password was given.',
  'Password can not contain the name of the user.\nPolicy: names.',
  'The password was changed too recently; the minimum password age has not elapsed.',
  'The passphrase is too short.',
];
/** 400 of other kinds, with the word in it as well. */
const OTHER_WORDS = [
  'UserPrincipalName value in token was missing or invalid.',
  'Property passwordProfile can not be set.',
  'The method is not supported for this URL.',
  'InvalidPassword',
  'Resetting the password of this user is not supported.',
];

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
    options: Partial<DirectoryOptions> = { patience: 0 },
    requester: string = PEOPLE.erikHelpdesk,
    password = PASSWORD,
  ): Promise<CallAnswer> {
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

  it('takes the path of passwords alone with the narrow permissions, and names no operation: it could not be read', async () => {
    const answer = await reset(undefined, { permissions: 'narrow' });
    assert.ok(answer.kind === 'accepted');
    assert.equal(answer.operationUrl, undefined);
    assert.equal(await signIn(), 'must-change-password');
    const [call, ...others] = await harness.calls();
    assert.match(call?.path ?? '', /\/authentication\/passwordMethods\/[^/]+\/resetPassword$/);
    assert.deepEqual(others, []);
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
    const rejected: [string, string, () => Promise<CallAnswer>][] = [
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

    const faults: (readonly [Record<string, unknown>, string])[] = [
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
      ...IN_WORDS.map(message => [{ status: 400, code: 'BadRequest', message }, 'password-not-accepted'] as const),
      [
        { status: 400, body: { error: { code: 'BadRequest', message: 'No.', details: [{ message: IN_WORDS[0] }] } } },
        'password-not-accepted',
      ],
      [
        { status: 400, body: { error: { code: 'x', message: 'No.', innerError: { message: IN_WORDS[0] } } } },
        'password-not-accepted',
      ],
      ...OTHER_WORDS.map(message => [{ status: 400, code: 'BadRequest', message }, 'not-possible'] as const),
      [{ status: 403, code: 'accessDenied', message: IN_WORDS[0] }, 'denied'],
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
      ...pairs(
        [200, 201, 202, 203, 204, 400, 401, 403, 404, 409, 429, 451],
        [{ foreign: 'html' }, { foreign: 'json' }, { foreign: 'empty' }, { foreign: 'html', applied: true }],
      ).map(([status, answer]) => ({ status, ...answer })),
      { status: 200, code: 'InternalError' },
      { status: 202, body: { error: null } },
    ];
    for (const fault of faults) {
      it(JSON.stringify(fault), async () => {
        await harness.fault({ pathPattern: RESET, times: null, ...fault });
        assert.deepEqual(await reset(undefined, { timeout: 200 }), { kind: 'unknown' });
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
      assert.deepEqual(harness.waited, [1_000]);
      assert.equal(await signIn(), 'must-change-password');
    });

    it('is busy at once when that would take too long', async () => {
      await harness.fault({ pathPattern: RESET, status: 429, retryAfter: 11 });
      assert.deepEqual(await reset(undefined, {}), { kind: 'rejected', why: 'busy' });
      assert.equal((await harness.calls()).length, 1);
      assert.deepEqual(harness.waited, []);
    });

    it('is busy, and not sent again, where the next try would begin after half a minute', async () => {
      await harness.fault({ pathPattern: RESET, status: 429, times: 2 });
      const times = [0, 0, 0, 29_000, 29_000, 29_000];
      const now = () => times.shift() ?? 31_000;
      assert.deepEqual(await reset(undefined, { now }), { kind: 'rejected', why: 'busy' });
      assert.equal((await harness.calls()).length, 2);
      assert.deepEqual(harness.waited, [500, 1_000]);
    });

    it('is unknown when the second try is lost', async () => {
      await harness.fault({ pathPattern: RESET, status: 429 });
      await harness.fault({ pathPattern: RESET, drop: 'after' });
      assert.deepEqual(await reset(undefined, {}), { kind: 'unknown' });
    });
  });
});
