import assert from 'node:assert/strict';
import { codeOf, setup, upn } from './graph-fixture.ts';
import { enc } from './users-fixture.ts';

describe('sandbox Graph: who may call at all', () => {
  it('401 without a token, with a foreign one, and for people who are gone or blocked', async () => {
    const { bare, ask, patch, tenant } = setup();
    for (const authorization of [undefined, '', 'Bearer', 'Basic abc', 'Bearer not-json']) {
      const answer = await bare('/v1.0/me', { authorization });
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'InvalidAuthenticationToken']);
      assert.equal(answer.headers['WWW-Authenticate'], 'Bearer');
    }
    patch('lars.nystrom', { accountEnabled: false });
    assert.equal((await ask('/me', { as: 'lars.nystrom' })).status, 401);
    const id = tenant.users.find(upn('peter.hedlund'))?.id;
    tenant.deleteUser(upn('peter.hedlund'));
    const token = encodeURIComponent(JSON.stringify({ objectId: id, scopes: ['User.Read'], appOnly: false }));
    assert.equal((await bare('/v1.0/me', { authorization: `Bearer ${token}` })).status, 401);
  });

  it('refuses applications without a person', async () => {
    const { asApplication } = setup();
    const me = await asApplication('GET', '/me');
    assert.deepEqual([me.status, codeOf(me)], [400, 'BadRequest']);
    const users = await asApplication('GET', '/users');
    assert.deepEqual([users.status, codeOf(users)], [403, 'Authorization_RequestDenied']);
  });

  it('lets guests see themselves alone, until a role lets them see more', async () => {
    const { ask, patch, tenant } = setup();
    const as = 'mia.keller_adventure.example#EXT#@fjallvind.onmicrosoft.example';
    for (const path of ['/users', `/users/${upn('anna.svensson')}`, `/users/${upn('anna.svensson')}/manager`]) {
      assert.equal(codeOf(await ask(path, { as })), 'Authorization_RequestDenied', path);
    }
    assert.equal((await ask('/me', { as })).status, 200);
    assert.equal((await ask(`/users/${enc(as)}`, { as })).status, 200);
    tenant.patchUser(as, { assignRoles: [{ role: 'Directory Readers' }] });
    assert.equal((await ask('/users', { as })).status, 200);
    assert.throws(() => patch('no.body', {}));
  });

  it('405 for a wrong method, 400 for an unknown path or version', async () => {
    const { ask, bare, id } = setup();
    assert.equal((await ask('/users', { method: 'DELETE' })).status, 405);
    assert.equal((await ask(`/users/${upn('anna.svensson')}`, { method: 'PATCH', body: {} })).status, 405);
    assert.equal((await ask('/$batch')).status, 405);
    assert.equal((await ask('/planets')).status, 400);
    const caller = { objectId: id('erik.lindqvist'), scopes: ['User.Read'], appOnly: false };
    const authorization = `Bearer ${encodeURIComponent(JSON.stringify(caller))}`;
    assert.equal((await bare('/v1.0/me', { authorization })).status, 200);
    assert.equal((await bare('/beta/me', { authorization })).status, 400);
  });

  it('echoes client-request-id and gives a request-id of its own, in headers and envelope', async () => {
    const { ask } = setup();
    const answer = await ask('/planets', { headers: { 'Client-Request-Id': 'abc-1' } });
    const error = Object(answer.body.error);
    assert.deepEqual(Object.keys(error), ['code', 'message', 'innerError']);
    assert.equal(error.innerError['client-request-id'], 'abc-1');
    assert.equal(error.innerError.date, '2026-01-15T09:30:00');
    assert.equal(error.innerError['request-id'], answer.headers['request-id']);
    assert.equal(answer.headers['client-request-id'], 'abc-1');
    const other = await ask('/me');
    assert.match(other.headers['request-id'] ?? '', /^[0-9a-f-]{36}$/);
    assert.notEqual(other.headers['request-id'], answer.headers['request-id']);
  });
});
