import assert from 'node:assert/strict';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

const REVOKE = 'revokeSignInSessions';

describe('directory: revoke sessions', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function revoke(
    targetId: string = PEOPLE.annaMember,
    requester: string = PEOPLE.erikHelpdesk,
    options = { patienceMs: 0, timeoutMs: 300 },
  ): Promise<boolean> {
    return await (await harness.as(requester, options)).revokeSessions(targetId);
  }

  async function sessionsValidFrom(): Promise<string> {
    const path = `users/${PEOPLE.annaMember}`;
    return (await harness.control<{ signInSessionsValidFromDateTime: string }>('GET', path))
      .signInSessionsValidFromDateTime;
  }

  it('ends the sessions in one call', async () => {
    const before = await sessionsValidFrom();
    assert.equal(await revoke(), true);
    assert.ok((await sessionsValidFrom()) > before);
    assert.deepEqual(
      (await harness.calls()).map(call => [call.method, call.path]),
      [['POST', `/v1.0/users/${PEOPLE.annaMember}/${REVOKE}`]],
    );
  });

  for (const fault of [
    { status: 202, body: {} },
    { status: 204, body: '' },
  ]) {
    it(`takes ${JSON.stringify(fault)} for done`, async () => {
      await harness.fault({ pathPattern: REVOKE, ...fault });
      assert.equal(await revoke(), true);
    });
  }

  it('is sent again when throttled', async () => {
    await harness.fault({ pathPattern: REVOKE, status: 429, retryAfter: 1 });
    assert.equal(await revoke(undefined, undefined, { patienceMs: 5_000, timeoutMs: 5_000 }), true);
    assert.deepEqual(
      (await harness.calls()).map(call => call.status),
      [429, 200],
    );
  });

  describe('did not work', () => {
    const faults: Record<string, unknown>[] = [
      { status: 302, headers: { location: '/v1.0/me' } },
      { status: 200, malformedJson: true },
      { status: 200, foreign: 'html' },
      { status: 400 },
      { status: 401 },
      { status: 403, code: 'Authorization_RequestDenied' },
      { status: 404 },
      { status: 429, retryAfter: 60 },
      { status: 500 },
      { status: 503 },
      { drop: 'before' },
      { drop: 'after' },
      { delayMs: 600 },
    ];
    for (const fault of faults) {
      it(`when it answers ${JSON.stringify(fault)}, and is not sent again`, async () => {
        await harness.fault({ pathPattern: REVOKE, times: null, ...fault });
        const options = { patienceMs: 5_000, timeoutMs: 300 };
        assert.equal(await revoke(PEOPLE.annaMember, PEOPLE.erikHelpdesk, options), false);
        assert.equal(harness.told.length, 1);
      });
    }

    it('for a Password Administrator, whose role lacks the right', async () => {
      assert.equal(await revoke(PEOPLE.annaMember, PEOPLE.larsPassword), false);
    });

    it('for who is above the requester, and for who is gone', async () => {
      assert.equal(await revoke(PEOPLE.karinGlobal), false);
      assert.equal(await revoke(PEOPLE.dorisDeleted), false);
    });

    it('without the permission', async () => {
      const scopes = PERMISSIONS.map(one => one.scope).filter(scope => scope !== 'User.RevokeSessions.All');
      const session = await harness.as(PEOPLE.erikHelpdesk, {}, scopes);
      assert.equal(await session.revokeSessions(PEOPLE.annaMember), false);
    });

    it('for what can be no id, without asking', async () => {
      for (const id of ['', '.', '..', '\ud800']) assert.equal(await revoke(id), false);
      assert.deepEqual(harness.told, []);
    });
  });
});
