import assert from 'node:assert/strict';
import { assertTrouble, type Harness, PEOPLE, startHarness } from '../harness.ts';

const SCOPES_WITHOUT_ROLES = ['User.Read', 'User.ReadBasic.All', 'User.Read.All'];

describe('directory: examine', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function examine(targetId: string = PEOPLE.annaMember, patience = 10_000) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience })).examine(targetId);
  }

  it('reads requester and target in one round trip', async () => {
    const { requester, target } = await examine();
    assert.equal(requester.id, PEOPLE.erikHelpdesk);
    assert.equal(target?.account.id, PEOPLE.annaMember);
    assert.equal(target.account.accountEnabled, true);
    assert.equal(target.account.lastPasswordChangeDateTime, '2025-08-16T08:16:00Z');
    assert.equal(target.account.createdDateTime, '2021-03-01T08:00:00Z');
    assert.equal(target.account.manager?.displayName, 'James Whitaker');
    assert.equal((await harness.calls()).length, 1);
  });

  it('finds no target when it was deleted', async () => {
    const { requester, target } = await examine(PEOPLE.dorisDeleted);
    assert.equal(target, undefined);
    assert.equal(requester.displayName, 'Erik Lindqvist');
  });

  it('knows no roles, which is not none, without the right to read them', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk, {}, SCOPES_WITHOUT_ROLES);
    const { requester, target } = await session.examine(PEOPLE.karinGlobal);
    assert.equal(requester.roles, undefined);
    assert.equal(target?.roles, undefined);
  });

  it('knows no roles where they are refused, throttled for long, or fail', async () => {
    for (const status of [403, 404, 429, 500, 503]) {
      await harness.reset();
      await harness.fault({ pathPattern: 'directoryRole', times: null, status });
      const { requester, target } = await examine(PEOPLE.annaMember, 0);
      assert.equal(requester.roles, undefined, String(status));
      assert.equal(target?.roles, undefined, String(status));
    }
  });

  it('shows a target without manager and photo where these fail', async () => {
    await harness.fault({ pathPattern: 'manager|photos', times: null, status: 500 });
    const { target } = await examine();
    assert.equal(target?.account.displayName, 'Anna Svensson');
    assert.equal(target.account.manager, undefined);
    assert.equal(target.account.photo, undefined);
  });

  for (const [status, trouble] of [
    [401, 'sign-in-again'],
    [403, 'denied'],
    [429, 'busy'],
    [500, 'unavailable'],
  ] as const) {
    it(`is ${trouble} when the requester or the target answers ${status}`, async () => {
      for (const pathPattern of ['/me\\?', `/users/${PEOPLE.annaMember}\\?`]) {
        await harness.reset();
        await harness.fault({ pathPattern, times: null, status });
        await assertTrouble(trouble, examine(PEOPLE.annaMember, 0));
      }
    });
  }

  it('is unavailable when the requester or the target is malformed', async () => {
    for (const pathPattern of ['/me\\?', `/users/${PEOPLE.annaMember}\\?`]) {
      await harness.reset();
      await harness.fault({ pathPattern, status: 200, body: { id: 7 } });
      await assertTrouble('unavailable', examine());
    }
  });

  it('is gone for what can be no id', async () => {
    await assertTrouble('gone', examine('../me'.slice(0, 2)));
  });

  it('sends only the throttled items again, after the time they ask for', async () => {
    await harness.fault({ pathPattern: `/users/${PEOPLE.annaMember}\\?`, status: 429, retryAfter: 1 });
    await harness.fault({ pathPattern: 'manager', status: 503 });
    const { target } = await examine();
    assert.deepEqual(harness.waited, [1_000]);
    assert.equal(target?.account.manager?.displayName, 'James Whitaker');
    const [first, second, ...others] = await harness.calls();
    assert.equal(first?.batch?.length, 15);
    assert.equal(second?.batch?.length, 2);
    assert.deepEqual(others, []);
  });

  it('reads the manager anew, waiting where that is throttled', async () => {
    const before = await examine();
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { manager: PEOPLE.karinGlobal });
    await harness.fault({ pathPattern: '/manager\\?', status: 429, retryAfter: 1 });
    const after = await examine();
    assert.notEqual(before.target?.account.manager?.id, PEOPLE.karinGlobal);
    assert.equal(after.target?.account.manager?.id, PEOPLE.karinGlobal);
    assert.deepEqual(harness.waited, [1_000]);
  });

  it('waits for nobody when only the photo is throttled', async () => {
    await harness.fault({ pathPattern: 'photos', times: null, status: 429, retryAfter: 1 });
    assert.equal((await examine()).target?.account.photo, undefined);
    assert.equal((await harness.calls()).length, 1);
  });

  it('does not wait longer than it has patience for', async () => {
    await harness.fault({ pathPattern: '/me\\?', times: null, status: 429, retryAfter: 60 });
    await assertTrouble('busy', examine());
    assert.deepEqual(harness.waited, []);
    assert.equal((await harness.calls()).length, 1);
  });
});

describe('directory: last password change', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function read(targetId: string = PEOPLE.annaMember) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience: 0 })).lastPasswordChange(targetId);
  }

  it('is read in milliseconds', async () => {
    assert.equal(await read(), Date.UTC(2025, 7, 16, 8, 16, 0));
  });

  it('moves with a reset', async () => {
    const before = await read();
    await (await harness.as(PEOPLE.erikHelpdesk)).resetPassword(PEOPLE.annaMember, 'Vnqc-7TkR-m4Wz');
    const after = await read();
    assert.ok(before !== undefined && after !== undefined && after > before);
  });

  it('is unknown where it may not be read, and for who is gone', async () => {
    assert.equal(await read(PEOPLE.dorisDeleted), undefined);
    await harness.fault({ status: 403, code: 'accessDenied' });
    assert.equal(await read(), undefined);
  });

  it('is unknown where the account does not tell', async () => {
    await harness.fault({ status: 200, body: { lastPasswordChangeDateTime: null } });
    assert.equal(await read(), undefined);
  });

  it('is a trouble where it may be had later', async () => {
    for (const [fault, trouble] of [
      [{ status: 401 }, 'sign-in-again'],
      [{ status: 429 }, 'busy'],
      [{ status: 500 }, 'unavailable'],
      [{ drop: 'before' }, 'unavailable'],
    ] as const) {
      await harness.reset();
      await harness.fault({ ...fault, times: null });
      await assertTrouble(trouble, read());
    }
  });
});
