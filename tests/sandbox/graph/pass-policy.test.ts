import assert from 'node:assert/strict';
import { role, STOCKHOLM } from './authority-fixture.ts';
import { codeOf, ENDPOINT } from './graph-fixture.ts';
import { passSetup } from './pass-fixture.ts';

const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

describe('sandbox Graph: the policy for passes', () => {
  it('is what Microsoft begins with, for everybody', async () => {
    const { status, body } = await passSetup().policy();
    assert.equal(status, 200);
    const { '@odata.context': context, 'includeTargets@odata.context': included, ...policy } = body;
    assert.equal(context, `${ENDPOINT}/v1.0/$metadata#authenticationMethodConfigurations/$entity`);
    assert.match(String(included), /includeTargets$/);
    assert.deepEqual(policy, {
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      id: 'TemporaryAccessPass',
      state: 'enabled',
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
      excludeTargets: [],
      defaultLifetimeInMinutes: 60,
      defaultLength: 8,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
    });
  });

  it('is read in a batch, and with its name in any case', async () => {
    const { ask } = passSetup();
    const requests = [
      { id: 'p', method: 'GET', url: PATH },
      { id: 'q', method: 'GET', url: PATH.replace('Temporary', 'temporary') },
      { id: 'x', method: 'GET', url: PATH.replace('TemporaryAccessPass', 'Fido2') },
    ];
    const scopes = ['Policy.Read.AuthenticationMethod'];
    const { body } = await ask('/$batch', { method: 'POST', as: 'karin.holmgren', scopes, body: { requests } });
    assert.ok(Array.isArray(body.responses));
    const statuses = Object.fromEntries(body.responses.map(({ id, status }) => [id, status]));
    assert.deepEqual(statuses, { p: 200, q: 200, x: 400 });
  });

  it('is shown to the roles that may read it for the whole tenant, and to no other', async () => {
    const seen: string[] = [];
    const { tenant } = passSetup();
    for (const { displayName } of tenant.roleDefinitions) {
      const { patch, policy } = passSetup();
      patch('linnea.strand', role(displayName));
      const answer = await policy({ as: 'linnea.strand' });
      if (answer.status === 200) seen.push(displayName);
      else assert.deepEqual([answer.status, codeOf(answer)], [403, 'accessDenied'], displayName);
    }
    assert.deepEqual(seen.sort(), [
      'Authentication Administrator',
      'Authentication Policy Administrator',
      'Global Administrator',
      'Global Reader',
      'Privileged Authentication Administrator',
    ]);
  });

  it('is not shown to a role for one unit, nor to one that waits to be activated', async () => {
    const { tenant, patch, policy } = passSetup();
    tenant.privilegedIdentityManagement = 'on';
    patch('linnea.strand', role('Authentication Administrator', STOCKHOLM));
    patch('anna.svensson', { makeEligible: [{ role: 'Global Reader' }] });
    for (const as of ['linnea.strand', 'anna.svensson']) assert.equal((await policy({ as })).status, 403, as);
  });

  it('takes a scope that reads such policies, and not one that reads most others', async () => {
    const { policy } = passSetup();
    for (const scope of ['Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod']) {
      assert.equal((await policy({ scopes: [scope] })).status, 200, scope);
    }
    const without = await policy({ scopes: ['UserAuthenticationMethod.ReadWrite.All', 'Policy.Read.All'] });
    assert.deepEqual([without.status, codeOf(without)], [403, 'accessDenied']);
  });
});
