import assert from 'node:assert/strict';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { pairs } from '../support/runs.ts';
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
    options: { patience: number; timeout?: number } = { patience: 0 },
  ): Promise<string> {
    return await (await harness.as(requester, options)).revokeSessions(targetId);
  }

  async function sessionsValidFrom(): Promise<string> {
    const path = `users/${PEOPLE.annaMember}`;
    return (await harness.control<{ signInSessionsValidFromDateTime: string }>('GET', path))
      .signInSessionsValidFromDateTime;
  }

  it('ends the sessions in one call', async () => {
    const before = await sessionsValidFrom();
    assert.equal(await revoke(), 'done');
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
      assert.equal(await revoke(), 'done');
    });
  }

  it('is sent again when throttled', async () => {
    await harness.fault({ pathPattern: REVOKE, status: 429, retryAfter: 1 });
    assert.equal(await revoke(undefined, undefined, { patience: 5_000 }), 'done');
    assert.deepEqual(
      (await harness.calls()).map(call => call.status),
      [429, 200],
    );
    assert.deepEqual(harness.waited, [1_000]);
  });

  const NOT_DONE = {
    failed: [
      { status: 400 },
      { status: 401 },
      { status: 403, code: 'Authorization_RequestDenied' },
      { status: 404 },
      { status: 429, retryAfter: 60 },
    ],
    unknown: [
      { status: 302, headers: { location: '/v1.0/me' } },
      { status: 200, malformedJson: true },
      { status: 200, code: 'InternalError' },
      ...pairs([200, 202, 204, 400, 401, 403, 404, 429], ['html', 'json', 'empty']).map(([status, foreign]) => ({
        status,
        foreign,
      })),
      { status: 408 },
      { status: 500 },
      { status: 503 },
      { status: 503, applied: true },
      { drop: 'before' },
      { drop: 'after' },
      { delayMs: 5_000 },
    ],
  } as const;
  for (const [kind, faults] of Object.entries(NOT_DONE)) {
    for (const fault of faults) {
      it(`${kind} when it answers ${JSON.stringify(fault)}, and is not sent again`, async () => {
        await harness.fault({ pathPattern: REVOKE, times: null, ...fault });
        const options = { patience: 5_000, ...('delayMs' in fault && { timeout: 300 }) };
        assert.equal(await revoke(PEOPLE.annaMember, PEOPLE.erikHelpdesk, options), kind);
        assert.equal(harness.told.length, 1);
      });
    }
  }

  describe('did not work', () => {
    it('for a Password Administrator, whose role lacks the right', async () => {
      assert.equal(await revoke(PEOPLE.annaMember, PEOPLE.larsPassword), 'failed');
    });

    it('for who is above the requester, and for who is gone', async () => {
      assert.equal(await revoke(PEOPLE.karinGlobal), 'failed');
      assert.equal(await revoke(PEOPLE.dorisDeleted), 'failed');
    });

    it('without the permission', async () => {
      const scopes = PERMISSIONS.broad.map(one => one.scope).filter(scope => scope !== 'User.RevokeSessions.All');
      const session = await harness.as(PEOPLE.erikHelpdesk, {}, scopes);
      assert.equal(await session.revokeSessions(PEOPLE.annaMember), 'failed');
    });

    it('for what can be no id, without asking', async () => {
      for (const id of ['', '.', '..', '\ud800']) assert.equal(await revoke(id), 'failed');
      assert.deepEqual(harness.told, []);
    });
  });
});
