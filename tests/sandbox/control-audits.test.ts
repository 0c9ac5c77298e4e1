import assert from 'node:assert/strict';
import { ANNA_NAME, ERIK, ERIK_NAME, type SandboxFixture, sharedFixture } from './edge-fixture.ts';

describe('sandbox: control of the audit log', () => {
  let fixture: SandboxFixture;
  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(() => fixture.control('POST', 'reset'));

  const row = { activityDisplayName: 'Reset user password', by: { user: ERIK_NAME }, target: ANNA_NAME };
  const rows = async () => (await fixture.control('GET', 'audits')).body.rows as Record<string, unknown>[];

  it('writes rows of what was done around the bot, by people, applications and accounts of Microsoft', async () => {
    const by = [{ user: ERIK_NAME }, { app: 'Script' }, { user: 'fim_password_service@support.onmicrosoft.com' }];
    const { status, body } = await fixture.control('POST', 'audits', {
      rows: by.map((each, order) => ({ ...row, by: each, at: Date.now() - order * 1_000 })),
    });
    assert.equal(status, 200);
    const written = await rows();
    assert.deepEqual(written.map(({ id }) => id).sort(), [...(body.ids as string[])].sort());
    const initiators = written.map(({ initiatedBy }) => JSON.stringify(initiatedBy));
    assert.ok(initiators[0]?.includes(ERIK.objectId));
    assert.match(String(initiators[1]), /"user":null,"app":\{.*"displayName":"Script"/);
    assert.match(String(initiators[2]), /"id":null,.*"userPrincipalName":"fim_password_service@/);
  });

  it('puts anything in the place of a row, shows rows late, and forgets all at a reset', async () => {
    await fixture.control('POST', 'audits', { raw: [{ at: Date.now(), row: 'no row' }] });
    await fixture.control('PUT', 'audits', { lag: 60_000 });
    await fixture.control('POST', 'audits', { rows: [row] });
    assert.deepEqual(await rows(), ['no row']);
    await fixture.control('POST', 'clock', { advanceMs: 60_000 });
    assert.equal((await rows()).length, 2);
    await fixture.control('POST', 'reset');
    assert.deepEqual(await rows(), []);
  });

  it('refuses what it does not understand, and writes nothing then', async () => {
    const unknown = await fixture.control('POST', 'audits', { rows: [row, { ...row, target: 'nobody@x.example' }] });
    assert.equal(unknown.status, 404);
    for (const body of [{ rows: [{ ...row, colour: 'red' }] }, { premium: 'maybe' }, { rows: 'all' }]) {
      assert.equal((await fixture.control('POST', 'audits', body)).status, 400);
    }
    assert.equal((await fixture.control('PUT', 'audits', { lag: -1 })).status, 400);
    assert.equal((await fixture.control('PUT', 'device-sign-ins', { state: 'perhaps' })).status, 400);
    assert.equal((await fixture.control('PUT', 'device-sign-ins', { state: 'approved', account: 'x' })).status, 404);
    assert.deepEqual(await rows(), []);
  });
});
