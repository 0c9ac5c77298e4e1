import assert from 'node:assert/strict';
import { ROLES_THAT_RESET } from '../../../../src/desk/actions/reset-password/acting-roles.ts';
import { reachOver, type Standing } from '../../../../src/desk/judging/authority.ts';
import type { AdministrativeUnit, RoleHolding } from '../../../../src/desk/judging/people-as-read.ts';

const UNIT: AdministrativeUnit = { id: 'stockholm', restricted: false };
const RESTRICTED: AdministrativeUnit = { id: 'board', restricted: true };
const ANNA: Standing = { roles: [], guardsRoles: false, units: [UNIT] };

function holding(name: string, unit?: AdministrativeUnit): RoleHolding {
  const role = ROLES_THAT_RESET.find(each => each.name.startsWith(name)) ?? assert.fail(name);
  return { templateId: role.templateId, name: role.name, unit, listed: !unit };
}

const reach = (roles: readonly RoleHolding[], target = ANNA) => reachOver(ROLES_THAT_RESET, roles, target);

describe('how far a role reaches', () => {
  it('to everybody for the two strongest alone, held for the whole tenant', () => {
    const all = ROLES_THAT_RESET.filter(({ name }) => reach([holding(name)]) === 'everybody').map(({ name }) => name);
    assert.deepEqual(all, ['Privileged Authentication Administrator', 'Global Administrator']);
  });

  it('to some where one of them is held for a unit, whatever else is held beside it', () => {
    assert.equal(reach([holding('Privileged', UNIT)]), 'some');
    assert.equal(reach([holding('Privileged', UNIT), holding('User')]), 'some');
    assert.equal(reach([holding('Privileged', UNIT), holding('Global')]), 'everybody');
  });

  it('to some where the target is in a restricted unit, which no role for the whole tenant reaches', () => {
    const member = { ...ANNA, units: [RESTRICTED] };
    assert.equal(reach([holding('Global'), holding('User', RESTRICTED)], member), 'some');
    assert.equal(reach([holding('Global'), holding('Privileged', RESTRICTED)], member), 'some');
  });

  it('to some with no role at all', () => {
    assert.equal(reach([]), 'some');
  });
});
