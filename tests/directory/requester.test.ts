import assert from 'node:assert/strict';
import type { Requester } from '../../src/desk/judging/people-as-read.ts';
import {
  assertTrouble,
  EXECUTIVE,
  type Harness,
  PEOPLE,
  REVIEWERS_GROUP,
  SERVICE_DESK_GROUP,
  STOCKHOLM,
  startHarness,
} from './harness.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const UNIT_SCOPE = '/administrativeUnits/';

describe('directory: requester', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function requester(objectId: string): Promise<Requester> {
    const session = await harness.as(objectId, { patience: 0 });
    return (await session.find({ by: 'object-id', value: PEOPLE.annaMember })).requester;
  }

  it('holds a listed role once', async () => {
    assert.deepEqual((await requester(PEOPLE.erikHelpdesk)).roles, [
      { templateId: HELPDESK, name: 'Helpdesk Administrator', listed: true },
    ]);
  });

  it('holds a role that is scoped to a unit', async () => {
    assert.deepEqual((await requester(PEOPLE.fridaStockholmHelpdesk)).roles, [
      { templateId: HELPDESK, name: 'Helpdesk Administrator', listed: false, unit: STOCKHOLM },
    ]);
    await harness.reset();
    const { roles } = await requester(PEOPLE.nilsExecutiveAuthentication);
    assert.deepEqual(
      roles?.map(role => role.unit),
      [EXECUTIVE],
    );
  });

  it('keeps it where the units of the tenant can not be read', async () => {
    await harness.fault({ pathPattern: '/directory/administrativeUnits', times: null, status: 403 });
    const { roles } = await requester(PEOPLE.nilsExecutiveAuthentication);
    assert.deepEqual(
      roles?.map(role => role.unit?.id),
      [EXECUTIVE.id],
    );
  });

  it('holds a role for the tenant and for a unit', async () => {
    const assignRoles = [{ role: HELPDESK, directoryScopeId: UNIT_SCOPE + EXECUTIVE.id }];
    await harness.control('PATCH', `users/${PEOPLE.erikHelpdesk}`, { assignRoles });
    const { roles } = await requester(PEOPLE.erikHelpdesk);
    assert.deepEqual(
      roles?.map(role => [role.listed, role.unit]),
      [
        [true, undefined],
        [false, EXECUTIVE],
      ],
    );
  });

  it('holds a custom role', async () => {
    assert.deepEqual(
      (await requester(PEOPLE.danielCustomRole)).roles?.map(role => role.name),
      ['Fjällvind Printer Operator'],
    );
  });

  it('gets nothing from a role with an unfamiliar scope', async () => {
    const assignRoles = [{ role: HELPDESK, directoryScopeId: `/${PEOPLE.karinGlobal}` }];
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { assignRoles });
    assert.deepEqual((await requester(PEOPLE.annaMember)).roles, []);
  });

  it('has roles that are unknown where their assignments can not be read', async () => {
    for (const fault of [
      { status: 403 },
      { status: 429 },
      { status: 500 },
      { status: 200, body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/next' } },
      { status: 200, body: { value: [{ directoryScopeId: '/', roleDefinition: null }] } },
    ]) {
      await harness.reset();
      await harness.fault({ pathPattern: `roleAssignments.*${PEOPLE.erikHelpdesk}`, times: null, ...fault });
      assert.equal((await requester(PEOPLE.erikHelpdesk)).roles, undefined, JSON.stringify(fault));
    }
  });

  it('has roles that are unknown where the token is of somebody else', async () => {
    const session = await harness.as(PEOPLE.annaMember, {}, undefined, PEOPLE.fridaStockholmHelpdesk);
    const found = await session.examine(PEOPLE.annaMember);
    assert.equal(found.requester.id, PEOPLE.annaMember);
    assert.equal(found.requester.roles, undefined);
  });

  it('is in role-assignable groups, of all their groups', async () => {
    assert.deepEqual((await requester(PEOPLE.fatimaThroughGroup)).roleGroupIds, [SERVICE_DESK_GROUP]);
    await harness.reset();
    assert.deepEqual((await requester(PEOPLE.annaMember)).roleGroupIds, []);
  });

  it('is in none where the groups can not be read: fewer roles is the safe side', async () => {
    await harness.fault({ pathPattern: '/me/transitiveMemberOf/microsoft.graph.group', times: null, status: 403 });
    const { roles, roleGroupIds } = await requester(PEOPLE.fatimaThroughGroup);
    assert.deepEqual(roleGroupIds, []);
    assert.equal(roles?.length, 1);
  });
});

describe('directory: scoped roles through groups', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function scopedRolesOf(...groupIds: string[]) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience: 0 })).scopedRolesOf(groupIds);
  }

  /** Gives a role, scoped to a unit, to a group. */
  async function assign(role: string, unitId: string, throughGroup: string): Promise<void> {
    const assignRoles = [{ role, directoryScopeId: UNIT_SCOPE + unitId, throughGroup }];
    await harness.control('PATCH', `users/${PEOPLE.fatimaThroughGroup}`, { assignRoles });
  }

  it('are those of all groups, with the unit, in one round trip', async () => {
    await assign(HELPDESK, STOCKHOLM.id, REVIEWERS_GROUP);
    await assign(USER_ADMINISTRATOR, EXECUTIVE.id, SERVICE_DESK_GROUP);
    assert.deepEqual(await scopedRolesOf(REVIEWERS_GROUP, SERVICE_DESK_GROUP), [
      { templateId: HELPDESK, name: 'Helpdesk Administrator', listed: false, unit: STOCKHOLM },
      { templateId: USER_ADMINISTRATOR, name: 'User Administrator', listed: false, unit: EXECUTIVE },
    ]);
    assert.equal((await harness.calls()).length, 1);
  });

  it('are not those for the whole tenant', async () => {
    assert.deepEqual(await scopedRolesOf(SERVICE_DESK_GROUP), []);
  });

  it('count as of a unit that is not restricted where that is unknown', async () => {
    await assign(HELPDESK, EXECUTIVE.id, REVIEWERS_GROUP);
    await harness.fault({ pathPattern: '/directory/administrativeUnits', times: null, status: 500 });
    const roles = await scopedRolesOf(REVIEWERS_GROUP);
    assert.ok(roles !== 'outage');
    assert.deepEqual(
      roles?.map(role => role.unit),
      [{ id: EXECUTIVE.id, restricted: false, hidesMembers: true }],
    );
  });

  it('are none, without asking, for nobody in such a group', async () => {
    assert.deepEqual(await scopedRolesOf(), []);
    assert.deepEqual(await harness.calls(), []);
  });

  it('are unknown where one of the groups can not be read', async () => {
    for (const fault of [{ status: 403 }, { status: 404 }, { status: 200, body: { value: [{}] } }]) {
      await harness.reset();
      await harness.fault({ pathPattern: `roleAssignments.*${SERVICE_DESK_GROUP}`, times: null, ...fault });
      assert.equal(await scopedRolesOf(REVIEWERS_GROUP, SERVICE_DESK_GROUP), undefined, JSON.stringify(fault));
    }
  });

  it('are unknown for want of an answer where one of the groups gets none', async () => {
    for (const fault of [{ status: 429 }, { status: 503 }, { status: 200, foreign: 'html' }]) {
      await harness.reset();
      await harness.fault({ pathPattern: `roleAssignments.*${SERVICE_DESK_GROUP}`, times: null, ...fault });
      assert.equal(await scopedRolesOf(REVIEWERS_GROUP, SERVICE_DESK_GROUP), 'outage', JSON.stringify(fault));
    }
  });

  it('are unknown for more groups than a batch takes', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `group-${n}`);
    assert.equal(await scopedRolesOf(...ids), undefined);
    assert.deepEqual(await scopedRolesOf(...ids.slice(1)), []);
  });

  it('fail where the batch fails, and ask for a new sign-in where the token is not enough', async () => {
    await harness.fault({ pathPattern: '\\$batch', times: null, status: 500 });
    await assertTrouble('unavailable', scopedRolesOf(REVIEWERS_GROUP));
    await harness.reset();
    await harness.fault({ pathPattern: 'roleAssignments', times: null, status: 403, code: 'insufficient_claims' });
    await assertTrouble('sign-in-again', scopedRolesOf(REVIEWERS_GROUP));
  });
});
