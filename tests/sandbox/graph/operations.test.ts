import assert from 'node:assert/strict';
import { codeOf, ENDPOINT, PASSWORD_METHOD_ID, setup, upn } from './graph-fixture.ts';
import { ANNA_UPN, PASSWORD, type Sandbox } from './reset-fixture.ts';

/** Path of the operation behind a Location. */
function pathOf(location: string | undefined): string {
  const path = location?.split(`${ENDPOINT}/v1.0`)[1];
  assert.ok(path, `Location is ${location}`);
  return path;
}

async function resetAnd(sandbox: Sandbox, target = ANNA_UPN): Promise<string> {
  const { status, headers, body } = await sandbox.reset(target);
  assert.equal(status, 202, JSON.stringify(body));
  return pathOf(headers.Location);
}

describe('sandbox Graph: password operations', () => {
  const reader = { as: 'johanna.bergstrom' };

  it('succeeds', async () => {
    const sandbox = setup();
    const path = await resetAnd(sandbox);
    sandbox.clock.advance(2000);
    const { status, body } = await sandbox.ask(path, reader);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.status, body.statusDetail, body.createdDateTime, body.lastActionDateTime],
      ['succeeded', 'ResetSuccess', '2026-01-15T09:30:00Z', '2026-01-15T09:30:02Z'],
    );
    assert.equal(
      body.resourceLocation,
      `${ENDPOINT}/v1.0/users/${sandbox.id('anna.svensson')}/authentication/methods/${PASSWORD_METHOD_ID}`,
    );
  });

  it('runs for as many polls as configured, with Retry-After, then fails with the detail', async () => {
    const sandbox = setup();
    sandbox.graph.operations.configureNext({
      outcome: 'failed',
      statusDetail: 'MinimumPasswordAge',
      runningPolls: 2,
      retryAfterSeconds: 4,
    });
    const path = await resetAnd(sandbox);
    const seen = [];
    for (let poll = 0; poll < 4; poll += 1) {
      const { body, headers } = await sandbox.ask(path, reader);
      seen.push([body.status, body.statusDetail, headers['Retry-After']]);
    }
    assert.deepEqual(seen, [
      ['running', '', '4'],
      ['running', '', '4'],
      ['failed', 'MinimumPasswordAge', undefined],
      ['failed', 'MinimumPasswordAge', undefined],
    ]);
  });

  it('may be read by the reader roles alone', async () => {
    const sandbox = setup();
    const path = await resetAnd(sandbox);
    const statuses: Record<string, number> = {};
    for (const as of [
      'samuel.okafor',
      'johanna.bergstrom',
      'ingrid.dahl',
      'erik.lindqvist',
      'mikael.sandstrom',
      'lars.nystrom',
      'karin.holmgren',
      'linnea.strand',
      'nils.granberg',
    ]) {
      statuses[as] = (await sandbox.ask(path, { as })).status;
    }
    assert.deepEqual(statuses, {
      'samuel.okafor': 200,
      'johanna.bergstrom': 200,
      'ingrid.dahl': 200,
      'erik.lindqvist': 403,
      'mikael.sandstrom': 403,
      'lars.nystrom': 403,
      'karin.holmgren': 403,
      'linnea.strand': 403,
      'nils.granberg': 403,
    });
    assert.equal(codeOf(await sandbox.ask(path)), 'accessDenied');
  });

  it('lets a scoped reader read in the own unit alone', async () => {
    const sandbox = setup();
    assert.equal(
      (await sandbox.ask(await resetAnd(sandbox, upn('maja.lindholm')), { as: 'bjorn.stromberg' })).status,
      200,
    );
    assert.equal((await sandbox.ask(await resetAnd(sandbox), { as: 'bjorn.stromberg' })).status, 403);
  });

  it('lets anybody poll where that is configured', async () => {
    const sandbox = setup();
    sandbox.graph.operations.configure({ pollNeedsReaderRole: false });
    assert.equal((await sandbox.ask(await resetAnd(sandbox))).status, 200);
  });

  it('404 for another user, an unknown id, a cut-off query, after a day and after a reset', async () => {
    const sandbox = setup();
    const path = await resetAnd(sandbox);
    const annaId = sandbox.id('anna.svensson');
    assert.equal((await sandbox.ask(path.replace(annaId, sandbox.id('maja.lindholm')), reader)).status, 404);
    assert.equal((await sandbox.ask(path.replace(/operations\/./, 'operations/x'), reader)).status, 404);
    assert.equal((await sandbox.ask(path.split('?')[0] ?? '', reader)).status, 404);
    assert.equal((await sandbox.ask(path, { ...reader, scopes: ['User.Read.All'] })).status, 403);
    sandbox.clock.advance(24 * 3600 * 1000);
    assert.equal((await sandbox.ask(path, reader)).status, 200);
    sandbox.clock.advance(1);
    assert.equal((await sandbox.ask(path, reader)).status, 404);
    const later = await resetAnd(sandbox);
    sandbox.graph.operations.reset();
    assert.equal((await sandbox.ask(later, reader)).status, 404);
  });

  it('fails for synced users while writeback is off, and leaves their password', async () => {
    const sandbox = setup();
    const goran = upn('goran.malm');
    sandbox.tenant.passwordWriteback = 'off';
    const off = await sandbox.ask(await resetAnd(sandbox, goran), reader);
    assert.deepEqual([off.body.status, off.body.statusDetail], ['failed', 'OnPremisesWritebackNotEnabled']);
    assert.equal(sandbox.tenant.trySignIn(goran, PASSWORD).result, 'wrong-password');
    assert.equal((await sandbox.ask(await resetAnd(sandbox), reader)).body.status, 'succeeded');
    sandbox.tenant.passwordWriteback = 'on';
    assert.equal((await sandbox.ask(await resetAnd(sandbox, goran), reader)).body.status, 'succeeded');
    assert.equal(sandbox.tenant.trySignIn(goran, PASSWORD).result, 'must-change-password');
  });
});
