import assert from 'node:assert/strict';
import { ALL_SCOPES, codeOf, ENDPOINT, PASSWORD_METHOD_ID, setup, upn } from '../graph-fixture.ts';
import { ANNA_UPN, PASSWORD } from '../reset-fixture.ts';

function innerCodeOf(body: Record<string, unknown>): unknown {
  return Object(Object(body.error).innerError).code;
}

describe('sandbox Graph: resetPassword', () => {
  it('accepts, makes the password valid at once and demands a change', async () => {
    const { reset, tenant, id } = setup();
    const answer = await reset(ANNA_UPN);
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.body, {});
    const pattern = `^${ENDPOINT}/v1\\.0/users/${id('anna.svensson')}/authentication/operations/[0-9a-f-]{36}\\?aadgdc=DUB02P&aadgsu=ssprprod-a$`;
    assert.match(answer.headers.Location ?? '', new RegExp(pattern));
    assert.equal('Retry-After' in answer.headers, false);
    assert.equal(tenant.trySignIn(ANNA_UPN, PASSWORD).result, 'must-change-password');
    assert.equal(tenant.users.find(ANNA_UPN)?.lastPasswordChangeDateTime, '2026-01-15T09:30:00Z');
  });

  it('makes a password up when none is sent, and answers it once', async () => {
    for (const body of [undefined, {}, { newPassword: null }]) {
      const { reset, tenant } = setup();
      const answer = await reset(ANNA_UPN, { body });
      assert.match(String(answer.body.newPassword), /^[A-Z][a-z]{3}\d{4}$/);
      assert.equal(answer.body['@odata.context'], `${ENDPOINT}/v1.0/$metadata#microsoft.graph.passwordResetResponse`);
      assert.equal(tenant.trySignIn(ANNA_UPN, String(answer.body.newPassword)).result, 'must-change-password');
    }
  });

  it('has an empty body where that is configured, for the next reset or for all', async () => {
    const { reset, graph } = setup();
    graph.operations.configureNext({ emptyBody: true });
    assert.equal((await reset(ANNA_UPN)).raw, undefined);
    assert.deepEqual((await reset(ANNA_UPN)).raw, {});
    graph.operations.configure({ emptyBody: true, retryAfterSeconds: 3 });
    const answer = await reset(ANNA_UPN);
    assert.deepEqual([answer.raw, answer.headers['Retry-After']], [undefined, '3']);
    graph.operations.reset();
    assert.deepEqual((await reset(ANNA_UPN)).raw, {});
  });

  it('repeats with the same password', async () => {
    const { reset, tenant, clock } = setup();
    await reset(ANNA_UPN);
    clock.advance(5000);
    assert.equal((await reset(ANNA_UPN)).status, 202);
    assert.equal(tenant.users.find(ANNA_UPN)?.lastPasswordChangeDateTime, '2026-01-15T09:30:05Z');
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
      const before = tenant.users.find(ANNA_UPN);
      const answer = await reset(ANNA_UPN, { body: { newPassword } });
      assert.deepEqual([answer.status, codeOf(answer), innerCodeOf(answer.body)], [400, 'BadRequest', inner]);
      assert.equal(tenant.users.find(ANNA_UPN), before);
    });
  }

  it('400 for a body that is none', async () => {
    const { reset } = setup();
    for (const body of [[], 'text', 7, { newPassword: PASSWORD, requireChangeOnNextSignIn: false }]) {
      assert.equal((await reset(ANNA_UPN, { body })).status, 400, JSON.stringify(body));
    }
  });

  it('400 for another method id, 405 for GET', async () => {
    const { ask } = setup();
    const path = (method: string) => `/users/${ANNA_UPN}/authentication/methods/${method}/resetPassword`;
    assert.equal((await ask(path(PASSWORD_METHOD_ID.replace('2', '3')), { method: 'POST' })).status, 400);
    assert.equal((await ask(path(PASSWORD_METHOD_ID))).status, 405);
    assert.equal((await ask(`${path(PASSWORD_METHOD_ID)}?$select=id`, { method: 'POST' })).status, 400);
  });

  it('takes the path of password methods with the scope for passwords alone, which reads no operation', async () => {
    const { ask } = setup();
    const narrow = ['UserAuthMethod-Password.ReadWrite.All'];
    const path = (kind: string) => `/users/${ANNA_UPN}/authentication/${kind}/${PASSWORD_METHOD_ID}/resetPassword`;
    const call = { method: 'POST', scopes: narrow, as: 'johanna.bergstrom' };
    assert.equal((await ask(path('methods'), call)).status, 403);
    const accepted = await ask(path('passwordMethods'), call);
    assert.equal(accepted.status, 202);
    const operation = (accepted.headers?.Location ?? '').replace(/^.*\/v1\.0/, '');
    assert.equal((await ask(operation, { scopes: narrow, as: 'johanna.bergstrom' })).status, 403);
    assert.equal((await ask(operation, { as: 'johanna.bergstrom' })).status, 200);
  });

  it('403 accessDenied without the scope, without a role, and for the own account', async () => {
    const { reset, ask } = setup();
    const scopes = ALL_SCOPES.filter(scope => !scope.startsWith('UserAuthenticationMethod'));
    const denied = [
      await reset(ANNA_UPN, { scopes }),
      await reset(ANNA_UPN, { scopes: [...scopes, 'UserAuthenticationMethod.Read.All'] }),
      await reset(ANNA_UPN, { as: 'linnea.strand' }),
      await reset(ANNA_UPN, { as: 'samuel.okafor' }),
      await reset(ANNA_UPN, { as: 'daniel.oberg' }),
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
      `/users/${ANNA_UPN}/authentication/methods/${PASSWORD_METHOD_ID}/resetPassword`,
    );
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
    const poll = await asApplication('GET', `/users/${ANNA_UPN}/authentication/operations/x`);
    assert.equal(poll.status, 403);
  });

  it('leaves the password alone when the operation is going to fail', async () => {
    const sandbox = setup();
    const { tenant, graph, reset } = sandbox;
    tenant.setPassword(ANNA_UPN, 'Gammal-8273-x');
    graph.operations.configureNext({ outcome: 'failed' });
    assert.equal((await reset(ANNA_UPN)).status, 202);
    assert.equal(tenant.trySignIn(ANNA_UPN, 'Gammal-8273-x').result, 'signed-in');
    assert.equal(tenant.trySignIn(ANNA_UPN, PASSWORD).result, 'wrong-password');
  });
});
