import assert from 'node:assert/strict';
import type { PassPolicy } from '../../../src/sandbox/tenant/pass-model.ts';
import { upn, valuesOf } from '../graph/graph-fixture.ts';
import { ANNA, MINUTE, passSetup, refusalIn } from '../graph/pass-fixture.ts';

const NOT_ALLOWED =
  'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass]';

function tenantWith(change: Partial<PassPolicy> = {}) {
  const sandbox = passSetup();
  const changePolicy = (more: Partial<PassPolicy>) => {
    sandbox.tenant.passes.policy = { ...sandbox.tenant.passes.policy, ...more };
  };
  changePolicy(change);
  return {
    ...sandbox,
    changePolicy,
    reason: async () => valuesOf(await sandbox.list()).map(pass => [pass.isUsable, pass.methodUsabilityReason]),
    group: (name: string) => sandbox.tenant.groups.find(group => group.displayName === name) ?? assert.fail(name),
  };
}

describe('passes of the sample tenant', () => {
  describe('at the sign-in', () => {
    it('let their person in as often as they last, beside the password', async () => {
      const { tenant, given, signIn, clock, reason } = tenantWith();
      tenant.setPassword(ANNA, 'Kvist-4711-moln');
      const { secret } = await given();
      assert.deepEqual([signIn(secret), signIn(secret)], ['signed-in', 'signed-in']);
      assert.deepEqual(await reason(), [[true, 'EnabledByPolicy']]);
      clock.advance(60 * MINUTE - 901);
      assert.equal(signIn(secret), 'signed-in');
      clock.advance(1);
      assert.equal(signIn(secret), 'expired');
      assert.deepEqual(await reason(), [[false, 'Expired']]);
      assert.equal(tenant.trySignIn(ANNA, 'Kvist-4711-moln').result, 'signed-in');
    });

    it('let them in once where that is all', async () => {
      const { given, signIn, clock, reason } = tenantWith();
      const { secret } = await given(ANNA, { isUsableOnce: true });
      assert.deepEqual([signIn('wrong'), signIn(secret), signIn(secret)], ['wrong-pass', 'signed-in', 'used']);
      clock.advance(600 * MINUTE);
      assert.deepEqual([signIn(secret), await reason()], ['used', [[false, 'OneTimeUsed']]]);
    });

    it('wait for their start', async () => {
      const { given, signIn, clock } = tenantWith();
      const { secret } = await given(ANNA, { startDateTime: '2026-01-15T10:00:00Z', isUsableOnce: true });
      assert.deepEqual([signIn(secret), signIn(secret)], ['not-yet', 'not-yet']);
      clock.advance(30 * MINUTE);
      assert.deepEqual([signIn(secret), signIn(secret)], ['signed-in', 'used']);
    });

    it('let nobody in who is another person, blocked, unknown or deleted', async () => {
      const { given, signIn, tenant, patch } = tenantWith();
      const { secret } = await given();
      assert.equal(signIn(secret, upn('maja.lindholm')), 'wrong-pass');
      assert.equal(signIn('', ANNA), 'wrong-pass');
      assert.equal(signIn(secret.toLowerCase() === secret ? secret.toUpperCase() : secret.toLowerCase()), 'wrong-pass');
      patch('anna.svensson', { accountEnabled: false });
      assert.equal(signIn(secret), 'blocked');
      assert.equal(signIn(secret, upn('nobody')), 'unknown-user');
      tenant.deleteUser(ANNA);
      assert.equal(signIn(secret), 'unknown-user');
    });

    it('are no password', async () => {
      const { given, tenant } = tenantWith();
      assert.equal(tenant.trySignIn(ANNA, (await given()).secret).result, 'wrong-password');
    });
  });

  describe('and the policy', () => {
    it('are not made where it is disabled, and no longer work', async () => {
      const { given, give, signIn, reason, changePolicy } = tenantWith();
      const { secret } = await given();
      changePolicy({ state: 'disabled' });
      assert.deepEqual(refusalIn(await give(upn('tomas.berg'))), [400, 'badRequest', NOT_ALLOWED]);
      assert.deepEqual([signIn(secret), await reason()], ['disabled', [[false, 'DisabledByPolicy']]]);
      changePolicy({ state: 'enabled' });
      assert.equal(signIn(secret), 'signed-in');
    });

    it('are for the people and groups that it names, and not for those that it excepts', async () => {
      const { give, id, group, changePolicy, patch } = tenantWith();
      const { id: groupId } = group('Break-glass reviewers');
      const status = async (name: string) => (await give(upn(name), { as: 'ingrid.dahl' })).status;
      const both = async () => [await status('hanna.blom'), await status('anna.svensson')];
      changePolicy({ includeTargets: [{ targetType: 'group', id: groupId }] });
      assert.deepEqual(await both(), [201, 400]);
      changePolicy({ includeTargets: [{ targetType: 'user', id: id('anna.svensson') }] });
      assert.deepEqual(await both(), [400, 201]);
      changePolicy({
        includeTargets: [{ targetType: 'group', id: 'all_users' }],
        excludeTargets: [{ targetType: 'group', id: groupId }],
      });
      assert.deepEqual(await both(), [400, 201]);
      patch('hanna.blom', { leaveGroups: ['Break-glass reviewers'] });
      assert.deepEqual(await both(), [201, 201]);
      changePolicy({ excludeTargets: [{ targetType: 'group', id: 'all_users' }] });
      assert.deepEqual(await both(), [400, 400]);
      changePolicy({ includeTargets: [], excludeTargets: [] });
      assert.deepEqual(await both(), [400, 400]);
    });

    it('are for those who are in its groups through others', async () => {
      const { give, group, changePolicy } = tenantWith();
      const [outer, inner] = [group('Break-glass reviewers'), group('Identity team')];
      outer.members.add(inner.id);
      changePolicy({ includeTargets: [{ targetType: 'group', id: outer.id }] });
      assert.equal((await give(upn('amelia.clarke'), { as: 'ingrid.dahl' })).status, 201);
      assert.equal((await give(upn('fatima.haddad'), { as: 'ingrid.dahl' })).status, 400);
    });

    it('no longer work more than once where it forbids that', async () => {
      const { given, signIn, changePolicy } = tenantWith();
      const { secret } = await given();
      changePolicy({ isUsableOnce: true });
      assert.equal(signIn(secret), 'disabled');
    });
  });

  it('are kept in a history, of which one at most is still there', async () => {
    const { tenant, id, given, remove, signIn } = tenantWith();
    const first = await given();
    const second = await given(ANNA, { isUsableOnce: true });
    signIn(second.secret);
    await remove(second.id);
    const third = await given();
    const history = tenant.passes.history(id('anna.svensson'));
    assert.deepEqual(
      history.map(pass => [pass.id, pass.secret, pass.uses, pass.gone]),
      [
        [first.id, first.secret, 0, 'replaced'],
        [second.id, second.secret, 1, 'deleted'],
        [third.id, third.secret, 0, undefined],
      ],
    );
    assert.equal(new Set(history.map(pass => pass.secret)).size, 3);
    assert.deepEqual(tenant.passes.history(id('tomas.berg')), []);
  });

  it('are gone after a reset, and the policy is as at the start', async () => {
    const { tenant, given, list, policy, changePolicy, signIn } = tenantWith();
    const { secret } = await given();
    tenant.passes.secondPass = 'refused';
    changePolicy({ state: 'disabled', defaultLength: 48 });
    tenant.reset();
    assert.deepEqual(valuesOf(await list()), []);
    assert.equal(signIn(secret), 'wrong-pass');
    const { state, defaultLength } = (await policy()).body;
    assert.deepEqual([state, defaultLength, tenant.passes.secondPass], ['enabled', 8, 'replaces']);
  });
});
