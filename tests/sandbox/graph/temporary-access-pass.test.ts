import assert from 'node:assert/strict';
import { codeOf, ENDPOINT, upn, valuesOf } from './graph-fixture.ts';
import { ANNA, MINUTE, passSetup, refusalIn } from './pass-fixture.ts';

const SELF = 'Self-service operations are currently not supported for user';

describe('sandbox Graph: Temporary Access Passes', () => {
  it('are made with a secret that stands in that answer alone', async () => {
    const { give, list, read, id } = passSetup();
    const made = await give();
    assert.equal(made.status, 201);
    const { temporaryAccessPass, ...rest } = made.body;
    assert.match(String(temporaryAccessPass), /^(?=.*[a-z])(?=.*\d)(?=.*[^a-z\d]).{8}$/i);
    const { id: passId, '@odata.context': context, ...fields } = rest;
    assert.match(String(passId), /^[0-9a-f-]{36}$/);
    const set = `${ENDPOINT}/v1.0/$metadata#users('${id('anna.svensson')}')/authentication/temporaryAccessPassMethods`;
    assert.equal(context, `${set}/$entity`);
    assert.deepEqual(fields, {
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
      createdDateTime: '2026-01-15T09:30:00Z',
      startDateTime: '2026-01-15T09:30:00Z',
      lifetimeInMinutes: 60,
      isUsableOnce: false,
      isUsable: true,
      methodUsabilityReason: 'EnabledByPolicy',
    });
    const listed = await list();
    assert.equal(listed.body['@odata.context'], set);
    assert.deepEqual(valuesOf(listed), [{ ...fields, id: passId, temporaryAccessPass: null }]);
    assert.deepEqual((await read(String(passId).toUpperCase())).body, { ...made.body, temporaryAccessPass: null });
  });

  it('are of nobody else, and of nobody before one is made', async () => {
    const { given, list, read, remove } = passSetup();
    assert.deepEqual(valuesOf(await list()), []);
    const { id } = await given();
    const maja = upn('maja.lindholm');
    assert.deepEqual(valuesOf(await list(maja)), []);
    for (const answer of [await read(id, maja), await remove(id, maja), await read('x'), await remove('x')]) {
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'Request_ResourceNotFound']);
    }
    assert.equal(valuesOf(await list()).length, 1);
  });

  it('are deleted once, and then are no longer there and let nobody in', async () => {
    const { given, list, read, remove, signIn } = passSetup();
    const { id, secret } = await given();
    const gone = await remove(id);
    assert.deepEqual([gone.status, gone.raw], [204, undefined]);
    assert.deepEqual(valuesOf(await list()), []);
    assert.deepEqual([(await read(id)).status, (await remove(id)).status], [404, 404]);
    assert.equal(signIn(secret), 'wrong-pass');
  });

  it('work for synced and for federated accounts, whose passwords can not be reset here', async () => {
    for (const name of [upn('goran.malm'), 'agneta.lapp@lappmark.example', 'thomas.reed@lappmark.example']) {
      const { given, signIn } = passSetup();
      assert.equal(signIn((await given(name)).secret, name), 'signed-in', name);
    }
  });

  it('are refused to accounts from elsewhere, and to such alone', async () => {
    const { tenant, give } = passSetup();
    const externals = [...tenant.users].filter(user => user.userPrincipalName.includes('#EXT#'));
    assert.equal(externals.length, 9);
    for (const { id, userPrincipalName } of externals) {
      assert.deepEqual(refusalIn(await give(id)).slice(0, 2), [400, 'badRequest'], userPrincipalName);
    }
    assert.equal((await give(upn('jonas.ek'))).status, 201);
    assert.equal((await give(upn('nobody'))).status, 404);
  });

  it('are given, read and deleted with a scope for it alone', async () => {
    const { given, give, list, read, remove } = passSetup();
    const { id } = await given();
    const statuses = async (scope: string) => {
      const options = { scopes: [scope] };
      const answers = [
        await list(ANNA, options),
        await read(id, ANNA, options),
        await give(upn('tomas.berg'), { ...options, body: {} }),
        await remove('x', ANNA, options),
      ];
      return answers.map(({ status }) => status);
    };
    assert.deepEqual(await statuses('UserAuthMethod-TAP.ReadWrite.All'), [200, 200, 201, 404]);
    assert.deepEqual(await statuses('UserAuthenticationMethod.ReadWrite.All'), [200, 200, 201, 404]);
    assert.deepEqual(await statuses('UserAuthMethod-TAP.Read.All'), [200, 200, 403, 403]);
    assert.deepEqual(await statuses('UserAuthenticationMethod.Read.All'), [200, 200, 403, 403]);
    assert.deepEqual(await statuses('User.ReadWrite.All'), [403, 403, 403, 403]);
    assert.equal(codeOf(await give(ANNA, { scopes: ['User.Read'] })), 'accessDenied');
  });

  it('are nobody’s own to give or to delete, and everybody’s own to read', async () => {
    const { given, give, list, remove } = passSetup();
    for (const as of ['johanna.bergstrom', 'karin.holmgren', 'anna.svensson']) {
      assert.deepEqual(refusalIn(await give(upn(as), { as })), [403, 'accessDenied', SELF], as);
    }
    const { id } = await given();
    const own = { as: 'anna.svensson' };
    assert.deepEqual(refusalIn(await remove(id, ANNA, own)), [403, 'accessDenied', SELF]);
    assert.deepEqual(
      valuesOf(await list(ANNA, own)).map(pass => [pass.id, pass.temporaryAccessPass]),
      [[id, null]],
    );
  });

  it('take no query option, and no other method', async () => {
    const { ask } = passSetup();
    const path = `/users/${ANNA}/authentication/temporaryAccessPassMethods`;
    const as = 'johanna.bergstrom';
    assert.equal((await ask(`${path}?$select=id`, { as })).status, 400);
    assert.equal((await ask(path, { as, method: 'DELETE' })).status, 405);
    assert.equal((await ask(`${path}/x`, { as, method: 'PATCH', body: {} })).status, 405);
  });

  it('are read in a batch', async () => {
    const { ask, given } = passSetup();
    const { id } = await given();
    const url = `/users/${ANNA}/authentication/temporaryAccessPassMethods`;
    const requests = [
      { id: '1', method: 'GET', url },
      { id: '2', method: 'GET', url: `${url}/${id}` },
      { id: '3', method: 'DELETE', url: `${url}/${id}` },
    ];
    const { body } = await ask('/$batch', { method: 'POST', as: 'johanna.bergstrom', body: { requests } });
    assert.ok(Array.isArray(body.responses));
    const found = Object.fromEntries(body.responses.map(each => [each.id, [each.status, each.body]]));
    assert.equal(found[1][0], 200);
    assert.deepEqual([found[1][1].value[0].id, found[1][1].value[0].temporaryAccessPass], [id, null]);
    assert.deepEqual([found[2][0], found[2][1].methodUsabilityReason], [200, 'EnabledByPolicy']);
    assert.deepEqual(found[3], [204, undefined]);
  });

  describe('a second one', () => {
    it('takes the place of the first', async () => {
      const { given, list, signIn } = passSetup();
      const first = await given();
      const second = await given();
      assert.deepEqual(
        valuesOf(await list()).map(pass => pass.id),
        [second.id],
      );
      assert.deepEqual([signIn(first.secret), signIn(second.secret)], ['wrong-pass', 'signed-in']);
    });

    it('is refused instead where the tenant does that, as long as the first can be used, now or later', async () => {
      const { tenant, clock, give, given, list, signIn } = passSetup();
      tenant.passes.secondPass = 'refused';
      const first = await given(ANNA, { startDateTime: '2026-01-15T10:00:00Z', isUsableOnce: true });
      assert.deepEqual(refusalIn(await give()).slice(0, 2), [400, 'badRequest']);
      clock.advance(31 * MINUTE);
      assert.deepEqual(refusalIn(await give()).slice(0, 2), [400, 'badRequest']);
      assert.equal(valuesOf(await list())[0]?.id, first.id);
      assert.equal(signIn(first.secret), 'signed-in');
      const second = await given();
      clock.advance(60 * MINUTE);
      const third = await given();
      assert.equal(valuesOf(await list())[0]?.id, third.id);
      assert.deepEqual([signIn(second.secret), signIn(third.secret)], ['wrong-pass', 'signed-in']);
    });

    it('comes after the first was deleted there', async () => {
      const { tenant, given, remove, signIn } = passSetup();
      tenant.passes.secondPass = 'refused';
      await remove((await given()).id);
      assert.equal(signIn((await given()).secret), 'signed-in');
    });
  });

  describe('and the sessions of their people', () => {
    it('end when a valid pass is deleted or replaced, and not before', async () => {
      const { given, remove, revocations, clock, tenant } = passSetup();
      await given();
      assert.equal(revocations(), 0);
      const { id } = await given();
      assert.equal(revocations(), 1);
      clock.advance(MINUTE);
      await remove(id);
      assert.equal(revocations(), 2);
      assert.equal(tenant.users.find(ANNA)?.signInSessionsValidFromDateTime, '2026-01-15T09:31:00Z');
    });

    it('stay when the pass is over, used up or has not begun', async () => {
      const { given, remove, revocations, clock, signIn } = passSetup();
      const later = await given(ANNA, { startDateTime: '2026-01-15T10:00:00Z' });
      await remove(later.id);
      const used = await given(ANNA, { isUsableOnce: true });
      assert.equal(signIn(used.secret), 'signed-in');
      await remove(used.id);
      const over = await given();
      clock.advance(60 * MINUTE);
      await remove(over.id);
      assert.equal(revocations(), 0);
    });
  });
});
