import assert from 'node:assert/strict';
import { ALL_SCOPES, codeOf, ENDPOINT, setup, valuesOf } from './graph-fixture.ts';

describe('sandbox Graph: units of the tenant', () => {
  const UNITS = '/directory/administrativeUnits';

  it('answers all of them, without their members', async () => {
    const units = valuesOf(await setup().ask(UNITS));
    assert.deepEqual(
      units.map(unit => [unit.displayName, unit.isMemberManagementRestricted, 'members' in unit]),
      [
        ['Stockholm office', false, false],
        ['Executive office', true, false],
      ],
    );
  });

  it('selects and pages', async () => {
    const { ask, tenant } = setup();
    const [first, second] = tenant.administrativeUnits;
    const page = await ask(`${UNITS}?$select=id,isMemberManagementRestricted&$top=1`);
    assert.deepEqual(valuesOf(page), [{ id: first?.id, isMemberManagementRestricted: false }]);
    const next = String(page.body['@odata.nextLink']);
    const rest = await ask(next.slice(`${ENDPOINT}/v1.0`.length));
    assert.deepEqual(valuesOf(rest), [{ id: second?.id, isMemberManagementRestricted: true }]);
    assert.equal('@odata.nextLink' in rest.body, false);
    assert.equal('@odata.nextLink' in (await ask(`${UNITS}?$top=2`)).body, false);
  });

  it('400 for a property or option that it does not have', async () => {
    for (const query of ['$select=members', '$select=shoeSize', '$top=0', '$top=1000', '$orderby=id', '$skiptoken=x'])
      assert.equal((await setup().ask(`${UNITS}?${query}`)).status, 400, query);
  });

  it('403 without a scope that reads units, and for guests', async () => {
    const { ask } = setup();
    const scopes = ALL_SCOPES.filter(scope => scope !== 'AdministrativeUnit.Read.All');
    assert.equal(codeOf(await ask(UNITS, { scopes })), 'Authorization_RequestDenied');
    assert.equal(codeOf(await ask(UNITS, { as: 'jonas.ek' })), 'Authorization_RequestDenied');
  });
});

describe('sandbox Graph: domains and organization', () => {
  it('tells managed from federated, and verified from not', async () => {
    const { ask } = setup();
    const of = async (name: string) => {
      const { body } = await ask(`/domains/${name}?$select=id,authenticationType,isVerified`);
      return [body.id, body.authenticationType, body.isVerified];
    };
    assert.deepEqual(await of('fjallvind.example'), ['fjallvind.example', 'Managed', true]);
    assert.deepEqual(await of('LAPPMARK.example'), ['lappmark.example', 'Federated', true]);
    assert.deepEqual(await of('fjallvind-offshore.example'), ['fjallvind-offshore.example', 'Managed', false]);
    assert.equal((await ask('/domains/elsewhere.example')).status, 404);
    assert.equal(codeOf(await ask('/domains', { scopes: ['User.Read.All'] })), 'Authorization_RequestDenied');
    assert.equal(valuesOf(await ask('/domains?$select=id')).length, 4);
  });

  it('answers the organization with its verified domains', async () => {
    const [organization] = valuesOf(
      await setup().ask('/organization?$select=id,displayName,verifiedDomains', { scopes: ['User.Read'] }),
    );
    assert.equal(organization?.displayName, 'Fjällvind AB');
    const domains = organization?.verifiedDomains;
    assert.ok(Array.isArray(domains));
    assert.deepEqual(
      domains.map(domain => domain.name),
      ['fjallvind.example', 'fjallvind.onmicrosoft.example', 'lappmark.example'],
    );
  });
});
