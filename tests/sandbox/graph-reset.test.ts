import assert from 'node:assert/strict';
import { ALL_SCOPES, codeOf, ENDPOINT, PASSWORD_METHOD_ID, setup, upn } from './graph-fixture.ts';

const anna = upn('anna.svensson');
const PASSWORD = 'Tove-9283-kvast';

type Sandbox = ReturnType<typeof setup>;

function innerCodeOf(body: Record<string, unknown>): unknown {
  return Object(Object(body.error).innerError).code;
}

/** Path of the operation behind a Location. */
function pathOf(location: string | undefined): string {
  const path = location?.split(`${ENDPOINT}/v1.0`)[1];
  assert.ok(path, `Location is ${location}`);
  return path;
}

async function resetAnd(sandbox: Sandbox, target = anna): Promise<string> {
  const { status, headers, body } = await sandbox.reset(target);
  assert.equal(status, 202, JSON.stringify(body));
  return pathOf(headers.Location);
}

describe('sandbox Graph: resetPassword', () => {
  it('accepts, makes the password valid at once and demands a change', async () => {
    const { reset, tenant, id } = setup();
    const answer = await reset(anna);
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.body, {});
    const pattern = `^${ENDPOINT}/v1\\.0/users/${id('anna.svensson')}/authentication/operations/[0-9a-f-]{36}\\?aadgdc=DUB02P&aadgsu=ssprprod-a$`;
    assert.match(answer.headers.Location ?? '', new RegExp(pattern));
    assert.equal('Retry-After' in answer.headers, false);
    assert.equal(tenant.trySignIn(anna, PASSWORD).result, 'must-change-password');
    assert.equal(tenant.users.find(anna)?.lastPasswordChangeDateTime, '2026-01-15T09:30:00Z');
  });

  it('makes a password up when none is sent, and answers it once', async () => {
    for (const body of [undefined, {}, { newPassword: null }]) {
      const { reset, tenant } = setup();
      const answer = await reset(anna, { body });
      assert.match(String(answer.body.newPassword), /^[A-Z][a-z]{3}\d{4}$/);
      assert.equal(answer.body['@odata.context'], `${ENDPOINT}/v1.0/$metadata#microsoft.graph.passwordResetResponse`);
      assert.equal(tenant.trySignIn(anna, String(answer.body.newPassword)).result, 'must-change-password');
    }
  });

  it('has an empty body where that is configured, for the next reset or for all', async () => {
    const { reset, graph } = setup();
    graph.operations.configureNext({ emptyBody: true });
    assert.equal((await reset(anna)).raw, undefined);
    assert.deepEqual((await reset(anna)).raw, {});
    graph.operations.configure({ emptyBody: true, retryAfterSeconds: 3 });
    const answer = await reset(anna);
    assert.deepEqual([answer.raw, answer.headers['Retry-After']], [undefined, '3']);
    graph.operations.reset();
    assert.deepEqual((await reset(anna)).raw, {});
  });

  it('repeats with the same password', async () => {
    const { reset, tenant, clock } = setup();
    await reset(anna);
    clock.advance(5000);
    assert.equal((await reset(anna)).status, 202);
    assert.equal(tenant.users.find(anna)?.lastPasswordChangeDateTime, '2026-01-15T09:30:05Z');
  });

  const accounts: [name: string, status: number, why: string][] = [
    [upn('stefan.borg'), 202, 'sign-in blocked'],
    [upn('jonas.ek'), 202, 'guest at home here'],
    [upn('ewa.kowalska'), 202, 'no longer synced'],
    [upn('goran.malm'), 202, 'synced, password supplied'],
    [upn('thomas.reed').replace('fjallvind', 'lappmark'), 400, 'synced and federated'],
    [upn('agneta.lapp').replace('fjallvind', 'lappmark'), 400, 'federated'],
    [upn('doris.gran'), 404, 'deleted'],
    [upn('nobody'), 404, 'never was'],
  ];
  for (const name of [
    'mia.keller_adventure',
    'noah.fischer_adatum',
    'tom.baker_live',
    'gina.rossi_gmail',
    'felix.moreau_social',
    'olga.petrova_otp',
    'paul.schmidt_turbinenbau',
    'ines.costa_invitee',
    'victor.hale_sister',
  ]) {
    accounts.push([`${name}.example#EXT#@fjallvind.onmicrosoft.example`, 400, 'external']);
  }
  for (const [name, status, why] of accounts) {
    it(`${status} for ${name}: ${why}`, async () => {
      const { reset, tenant } = setup();
      assert.equal((await reset(name)).status, status);
      const signIn = tenant.trySignIn(name, PASSWORD).result;
      assert.equal(['must-change-password', 'blocked'].includes(signIn), status === 202, signIn);
    });
  }

  it('knows an external account by each of its marks alone', async () => {
    const { reset, patch } = setup();
    const marks = [
      { creationType: 'Invitation' },
      { externalUserState: 'PendingAcceptance' },
      { userPrincipalName: 'anna_x.example#EXT#@fjallvind.onmicrosoft.example' },
      { identities: [{ signInType: 'federated', issuer: 'google.com', issuerAssignedId: '1' }] },
      {
        identities: [{ signInType: 'userPrincipalName', issuer: 'fjallvind-offshore.example', issuerAssignedId: '1' }],
      },
    ];
    for (const mark of marks) {
      const sandbox = setup();
      const { id } = sandbox.patch('anna.svensson', mark);
      assert.equal((await sandbox.reset(id)).status, 400, JSON.stringify(mark));
    }
    const { id } = patch('anna.svensson', { userType: 'Guest' });
    assert.equal((await reset(id)).status, 202);
  });

  it('needs a supplied password for a synced user', async () => {
    const { reset } = setup();
    const answer = await reset(upn('goran.malm'), { body: {} });
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
  });

  const passwords: [password: unknown, inner: string | undefined][] = [
    ['Kort-1a', 'PasswordPolicyViolation'],
    ['bara-gemener-här'.replace('ä', 'a'), 'PasswordPolicyViolation'],
    ['Grön-9283-kvast', 'PasswordPolicyViolation'],
    ['P@ssw0rd1', 'FuzzyPolicyViolationInvalidPassword'],
    ['Xq7-Svensson-z', 'FuzzyPolicyViolationInvalidPassword'],
    ['', 'PasswordPolicyViolation'],
    [12345678, undefined],
    [{}, undefined],
  ];
  for (const [newPassword, inner] of passwords) {
    it(`400 for the password ${JSON.stringify(newPassword)}`, async () => {
      const { reset, tenant } = setup();
      const before = tenant.users.find(anna);
      const answer = await reset(anna, { body: { newPassword } });
      assert.deepEqual([answer.status, codeOf(answer), innerCodeOf(answer.body)], [400, 'BadRequest', inner]);
      assert.equal(tenant.users.find(anna), before);
    });
  }

  it('400 for a body that is none', async () => {
    const { reset } = setup();
    for (const body of [[], 'text', 7, { newPassword: PASSWORD, requireChangeOnNextSignIn: false }]) {
      assert.equal((await reset(anna, { body })).status, 400, JSON.stringify(body));
    }
  });

  it('400 for another method id, 405 for GET', async () => {
    const { ask } = setup();
    const path = (method: string) => `/users/${anna}/authentication/methods/${method}/resetPassword`;
    assert.equal((await ask(path(PASSWORD_METHOD_ID.replace('2', '3')), { method: 'POST' })).status, 400);
    assert.equal((await ask(path(PASSWORD_METHOD_ID))).status, 405);
    assert.equal((await ask(`${path(PASSWORD_METHOD_ID)}?$select=id`, { method: 'POST' })).status, 400);
  });

  it('403 accessDenied without the scope, without a role, and for the own account', async () => {
    const { reset, ask } = setup();
    const scopes = ALL_SCOPES.filter(scope => !scope.startsWith('UserAuthenticationMethod'));
    const denied = [
      await reset(anna, { scopes }),
      await reset(anna, { scopes: [...scopes, 'UserAuthenticationMethod.Read.All'] }),
      await reset(anna, { as: 'linnea.strand' }),
      await reset(anna, { as: 'samuel.okafor' }),
      await reset(anna, { as: 'daniel.oberg' }),
      await reset(upn('erik.lindqvist')),
      await reset(upn('karin.holmgren'), { as: 'karin.holmgren' }),
    ];
    assert.deepEqual(
      denied.map(answer => [answer.status, codeOf(answer)]),
      denied.map(() => [403, 'accessDenied']),
    );
    const me = await ask(`/me/authentication/methods/${PASSWORD_METHOD_ID}/resetPassword`, { method: 'POST' });
    assert.equal(me.status, 400);
  });

  it('400 for an application without a person', async () => {
    const { asApplication } = setup();
    const answer = await asApplication(
      'POST',
      `/users/${anna}/authentication/methods/${PASSWORD_METHOD_ID}/resetPassword`,
    );
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
    const poll = await asApplication('GET', `/users/${anna}/authentication/operations/x`);
    assert.equal(poll.status, 403);
  });

  it('leaves the password alone when the operation is going to fail', async () => {
    const sandbox = setup();
    const { tenant, graph, reset } = sandbox;
    tenant.setPassword(anna, 'Gammal-8273-x');
    graph.operations.configureNext({ outcome: 'failed' });
    assert.equal((await reset(anna)).status, 202);
    assert.equal(tenant.trySignIn(anna, 'Gammal-8273-x').result, 'signed-in');
    assert.equal(tenant.trySignIn(anna, PASSWORD).result, 'wrong-password');
  });
});

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

describe('sandbox Graph: revokeSignInSessions', () => {
  const revoke = (sandbox: Sandbox, target: string, options = {}) =>
    sandbox.ask(`/users/${target}/revokeSignInSessions`, { method: 'POST', ...options });

  it('ends the sessions', async () => {
    const sandbox = setup();
    const answer = await revoke(sandbox, anna);
    assert.deepEqual([answer.status, answer.body.value], [200, true]);
    assert.equal(typeof answer.body['@odata.context'], 'string');
    assert.equal(sandbox.tenant.users.find(anna)?.signInSessionsValidFromDateTime, '2026-01-15T09:30:00Z');
  });

  it('403 for Password Administrator, for a protected target, without role or scope; 404 for nobody', async () => {
    const sandbox = setup();
    const before = sandbox.tenant.users.find(anna)?.signInSessionsValidFromDateTime;
    const answers = [
      await revoke(sandbox, anna, { as: 'lars.nystrom' }),
      await revoke(sandbox, anna, { as: 'linnea.strand' }),
      await revoke(sandbox, upn('karin.holmgren')),
      await revoke(sandbox, upn('henrik.falk'), { as: 'karin.holmgren' }),
      await revoke(sandbox, anna, { scopes: ALL_SCOPES.filter(scope => scope !== 'User.RevokeSessions.All') }),
    ];
    assert.deepEqual(
      answers.map(answer => [answer.status, codeOf(answer)]),
      answers.map(() => [403, 'Authorization_RequestDenied']),
    );
    assert.equal((await revoke(sandbox, upn('nobody'))).status, 404);
    assert.equal(sandbox.tenant.users.find(anna)?.signInSessionsValidFromDateTime, before);
  });
});
