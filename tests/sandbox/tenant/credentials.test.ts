import assert from 'node:assert/strict';
import type { Tenant } from '../../../src/sandbox/tenant/model.ts';
import { setup, upn } from '../graph/graph-fixture.ts';

describe('signing in to the sample tenant', () => {
  const anna = upn('anna.svensson');
  const tryIt = (tenant: Tenant, name: string, password: string) => tenant.trySignIn(name, password).result;

  it('refuses everybody until a password is set', () => {
    const { tenant } = setup();
    assert.equal(tryIt(tenant, anna, ''), 'wrong-password');
    tenant.setPassword(anna, 'Kvist-4711-moln');
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'signed-in');
    assert.equal(tryIt(tenant, anna, 'kvist-4711-moln'), 'wrong-password');
  });

  it('takes a temporary password a year later and demands a change', () => {
    const { tenant, clock, id } = setup();
    tenant.resetPassword(id('anna.svensson'), 'Kvist-4711-moln');
    clock.advance(366 * 24 * 3600 * 1000);
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'must-change-password');
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'Sjunga-8-visor'), { result: 'changed' });
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'wrong-password');
    assert.equal(tryIt(tenant, anna, 'Sjunga-8-visor'), 'signed-in');
    assert.equal(tenant.users.find(anna)?.lastPasswordChangeDateTime, '2027-01-16T09:30:00Z');
  });

  it('refuses a change without the old password, to the same one, and to a bad one', () => {
    const { tenant, id } = setup();
    tenant.resetPassword(id('anna.svensson'), 'Kvist-4711-moln');
    assert.deepEqual(tenant.changePassword(anna, 'wrong', 'Sjunga-8-visor'), { result: 'wrong-password' });
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'Kvist-4711-moln'), {
      result: 'password-refused',
      reason: 'reused',
    });
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'kort'), {
      result: 'password-refused',
      reason: 'length',
    });
    assert.deepEqual(tenant.changePassword('nobody@fjallvind.example', 'a', 'b'), { result: 'unknown-user' });
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'must-change-password');
  });

  it('says blocked, unknown and deleted', () => {
    const { tenant } = setup();
    tenant.setPassword(upn('stefan.borg'), 'Kvist-4711-moln');
    assert.equal(tryIt(tenant, upn('stefan.borg'), 'Kvist-4711-moln'), 'blocked');
    assert.equal(tryIt(tenant, upn('doris.gran'), 'x'), 'unknown-user');
    tenant.deleteUser(anna);
    assert.equal(tryIt(tenant, anna, 'x'), 'unknown-user');
    assert.throws(() => tenant.setPassword(anna, 'x'), /no user/);
  });
});
