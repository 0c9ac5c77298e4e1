import assert from 'node:assert/strict';
import type { Target } from '../../../src/desk/judging/people-as-read.ts';
import { PERMISSIONS } from '../../../src/directory/permissions.ts';
import {
  assertTrouble,
  EXECUTIVE,
  type Harness,
  PEOPLE,
  REVIEWERS_GROUP,
  STOCKHOLM,
  startHarness,
} from '../harness.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const PRINTER_OPERATOR = 'f7a25823-98fc-4e18-ac4e-b7210b669cc3';
const UNITS_OF_TENANT = '/directory/administrativeUnits';
const NEXT = 'https://graph.microsoft.com/v1.0/next';

describe('directory: what protects a target', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function examine(targetId: string, scopes?: readonly string[]): Promise<Target> {
    const session = await harness.as(PEOPLE.erikHelpdesk, { patience: 0 }, scopes);
    const { target } = await session.examine(targetId);
    assert.ok(target);
    assert.equal((await harness.calls()).length, 1, 'round trips');
    return target;
  }

  /** As an answer of 200 with this body, at the items whose address has this pattern. */
  const answers = (pathPattern: string, body: unknown) =>
    harness.fault({ pathPattern, times: null, status: 200, body });

  function allBut(missing: string): readonly string[] {
    return PERMISSIONS.broad.map(permission => permission.scope).filter(scope => scope !== missing);
  }

  it('knows all of it about somebody without any', async () => {
    const { roles, rolesComplete, guardsRoles, units, domains } = await examine(PEOPLE.annaMember);
    assert.deepEqual(
      { roles, rolesComplete, guardsRoles, units },
      {
        roles: [],
        rolesComplete: true,
        guardsRoles: false,
        units: [],
      },
    );
    assert.deepEqual(domains, [
      { name: 'fjallvind.example', federated: false },
      { name: 'fjallvind.onmicrosoft.example', federated: false },
      { name: 'lappmark.example', federated: true },
    ]);
  });

  describe('roles', () => {
    it('lists a built-in role once, although it is assigned too', async () => {
      assert.deepEqual((await examine(PEOPLE.larsPassword)).roles, [
        { templateId: '966707d0-3269-4727-9be2-8c3a10f19b9d', name: 'Password Administrator', listed: true },
      ]);
    });

    it('reads a custom role, with its name', async () => {
      assert.deepEqual((await examine(PEOPLE.danielCustomRole)).roles, [
        { templateId: PRINTER_OPERATOR, name: 'Fjällvind Printer Operator', listed: false },
      ]);
    });

    it('reads a role that is scoped to a unit, restricted or not', async () => {
      const [helpdesk] = (await examine(PEOPLE.fridaStockholmHelpdesk)).roles ?? [];
      assert.deepEqual(helpdesk, {
        templateId: HELPDESK,
        name: 'Helpdesk Administrator',
        listed: false,
        unit: STOCKHOLM,
      });
      await harness.reset();
      const roles = (await examine(PEOPLE.nilsExecutiveAuthentication)).roles;
      assert.deepEqual(
        roles?.map(role => role.unit),
        [EXECUTIVE],
      );
    });

    it('takes a role with an unfamiliar scope for one of the whole tenant', async () => {
      const assignRoles = [{ role: HELPDESK, directoryScopeId: `/${PEOPLE.karinGlobal}` }];
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { assignRoles });
      assert.deepEqual((await examine(PEOPLE.annaMember)).roles, [
        { templateId: HELPDESK, name: 'Helpdesk Administrator', listed: false },
      ]);
    });

    it('are unknown where it is not known whether the unit is restricted', async () => {
      const other = { id: STOCKHOLM.id.replace('a', 'b'), displayName: 'Another' };
      for (const fault of [
        { status: 403 },
        { status: 429 },
        { status: 200, body: { value: [] } },
        { status: 200, body: { value: [other], '@odata.nextLink': NEXT } },
        { status: 200, body: { value: [{ id: STOCKHOLM.id, displayName: null, isMemberManagementRestricted: null }] } },
      ]) {
        await harness.reset();
        await harness.fault({ pathPattern: UNITS_OF_TENANT, times: null, ...fault });
        assert.equal((await examine(PEOPLE.fridaStockholmHelpdesk)).roles, undefined, JSON.stringify(fault));
      }
    });

    it('do not need the units of the tenant where none is scoped', async () => {
      await harness.fault({ pathPattern: UNITS_OF_TENANT, times: null, status: 403 });
      assert.equal((await examine(PEOPLE.danielCustomRole)).roles?.length, 1);
    });

    it('are unknown where assignments are refused, throttled, malformed or go on', async () => {
      const pathPattern = `roleAssignments.*${PEOPLE.annaMember}`;
      for (const fault of [
        { status: 403 },
        { status: 429 },
        { status: 500 },
        { status: 200, body: { value: [{ directoryScopeId: null, roleDefinition: null }] } },
        { status: 200, body: { value: [], '@odata.nextLink': NEXT } },
      ]) {
        await harness.reset();
        await harness.fault({ pathPattern, times: null, ...fault });
        assert.equal((await examine(PEOPLE.annaMember)).roles, undefined, JSON.stringify(fault));
      }
    });
  });

  describe('role-assignable groups', () => {
    const both = ['transitiveMemberOf/microsoft.graph.group', 'ownedObjects'] as const;

    it('count for members and for owners', async () => {
      assert.equal((await examine(PEOPLE.hannaRoleGroupMember)).guardsRoles, true);
      await harness.reset();
      assert.equal((await examine(PEOPLE.robertRoleGroupOwner)).guardsRoles, true);
    });

    for (const part of both) {
      it(`leave it unknown where ${part} can not be read, or goes on`, async () => {
        for (const fault of [
          { status: 403 },
          { status: 429 },
          { status: 200, body: { value: [], '@odata.nextLink': NEXT } },
          { status: 200, body: { value: [{ id: REVIEWERS_GROUP, displayName: null, isAssignableToRole: null }] } },
        ]) {
          await harness.reset();
          await harness.fault({ pathPattern: `/users/.*${part}`, times: null, ...fault });
          assert.equal((await examine(PEOPLE.annaMember)).guardsRoles, undefined, JSON.stringify(fault));
        }
      });
    }

    it('still protect an owner whose memberships can not be read', async () => {
      await harness.fault({ pathPattern: 'transitiveMemberOf/microsoft.graph.group', times: null, status: 403 });
      assert.equal((await examine(PEOPLE.robertRoleGroupOwner)).guardsRoles, true);
    });

    it('are unknown, not none, without the permission to read groups', async () => {
      const { guardsRoles } = await examine(PEOPLE.hannaRoleGroupMember, allBut('GroupMember.Read.All'));
      assert.equal(guardsRoles, undefined);
    });
  });

  describe('units and domains', () => {
    it('reads every unit of the target, restricted or not', async () => {
      assert.deepEqual((await examine(PEOPLE.catherineRestricted)).units, [STOCKHOLM, EXECUTIVE]);
    });

    it('does not know the units where they can not be read, or go on', async () => {
      for (const body of [undefined, { value: [], '@odata.nextLink': NEXT }, { value: [{ id: EXECUTIVE.id }] }]) {
        await harness.reset();
        await answers('/users/.*administrativeUnit', body ?? {});
        assert.equal((await examine(PEOPLE.catherineRestricted)).units, undefined);
      }
      await harness.reset();
      await harness.fault({ pathPattern: '/users/.*administrativeUnit', times: null, status: 403 });
      assert.equal((await examine(PEOPLE.catherineRestricted)).units, undefined);
    });

    it('does not take units without the permission for units that are not restricted', async () => {
      const { units, roles } = await examine(PEOPLE.catherineRestricted, allBut('AdministrativeUnit.Read.All'));
      assert.equal(units, undefined);
      assert.deepEqual(roles, []);
    });

    it('does not know the domains where they can not be read, or go on', async () => {
      assert.equal((await examine(PEOPLE.annaMember, allBut('Domain.Read.All'))).domains, undefined);
      await harness.reset();
      await answers('/domains', { value: [], '@odata.nextLink': NEXT });
      assert.equal((await examine(PEOPLE.annaMember)).domains, undefined);
    });
  });

  for (const pathPattern of ['/roleAssignments', '/ownedObjects', 'administrativeUnit', '/domains']) {
    it(`asks for a new sign-in when Conditional Access wants more at ${pathPattern}`, async () => {
      await harness.fault({ pathPattern, times: null, status: 403, code: 'insufficient_claims' });
      await assertTrouble('sign-in-again', examine(PEOPLE.annaMember));
    });
  }

  it('waits for a throttled read that decides, and repeats that alone', async () => {
    await harness.fault({ pathPattern: 'ownedObjects', status: 429 });
    const { target } = await (await harness.as(PEOPLE.erikHelpdesk)).examine(PEOPLE.robertRoleGroupOwner);
    assert.equal(target?.guardsRoles, true);
    assert.deepEqual(
      (await harness.calls()).map(call => call.batch?.length),
      [15, 1],
    );
    assert.deepEqual(harness.waited, [500]);
  });

  describe('depends on how the target was found', () => {
    async function find(by: 'address' | 'object-id' | 'name', value: string): Promise<Target> {
      const { finding } = await (await harness.as(PEOPLE.erikHelpdesk)).find({ by, value });
      assert.ok(finding.kind === 'one');
      return finding.target;
    }

    it('knows listed roles alone by sign-in name, and everything else', async () => {
      const daniel = await find('address', 'daniel.oberg@fjallvind.example');
      assert.deepEqual([daniel.roles, daniel.rolesComplete], [[], false]);
      const hanna = await find('address', 'hanna.blom@fjallvind.example');
      assert.deepEqual([hanna.guardsRoles, hanna.units, hanna.domains?.length], [true, [STOCKHOLM], 3]);
    });

    it('knows all by object id and by name', async () => {
      for (const [by, value] of [
        ['object-id', PEOPLE.fridaStockholmHelpdesk.toUpperCase()],
        ['name', 'Frida Ekman'],
      ] as const) {
        const { roles, rolesComplete, domains } = await find(by, value);
        assert.deepEqual([roles?.map(role => role.unit), rolesComplete, domains?.length], [[STOCKHOLM], true, 3], by);
      }
    });

    it('does not take a sign-in name in place of an object id for all roles', async () => {
      assert.equal((await find('object-id', 'daniel.oberg@fjallvind.example')).rolesComplete, false);
    });
  });
});
