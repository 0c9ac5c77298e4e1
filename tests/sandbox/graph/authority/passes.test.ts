import assert from 'node:assert/strict';
import type { UserPatch } from '../../../../src/sandbox/tenant/model.ts';
import { EXECUTIVE, role, STOCKHOLM } from '../authority-fixture.ts';
import { codeOf } from '../graph-fixture.ts';
import { ANNA, passSetup } from '../pass-fixture.ts';

const MIDDLE = 'Authentication Administrator';
const STRONG = ['Privileged Authentication Administrator', 'Global Administrator'];
const WITHOUT_METHODS = ['Helpdesk Administrator', 'Password Administrator', 'User Administrator', 'Global Reader'];

/** Its column (Microsoft Entra, "Who can reset passwords"). */
const COVERED = [
  'Authentication Administrator',
  'Directory Readers',
  'Guest Inviter',
  'Message Center Reader',
  'Password Administrator',
  'Reports Reader',
  'Usage Summary Reports Reader',
  'User Experience Success Manager',
];
const UNCOVERED = [
  'Authentication Policy Administrator',
  'Exchange Administrator',
  'Fjällvind Printer Operator',
  'Global Administrator',
  'Global Reader',
  'Groups Administrator',
  'Helpdesk Administrator',
  'Privileged Authentication Administrator',
  'Privileged Role Administrator',
  'Security Administrator',
  'User Administrator',
];
const PARTNERS = ['Partner Tier1 Support', 'Partner Tier2 Support'];

/** Linnea acts on Anna: both come without a role. */
function pair(actor: UserPatch, target: UserPatch) {
  const sandbox = passSetup();
  sandbox.tenant.privilegedIdentityManagement = 'on';
  sandbox.patch('linnea.strand', actor);
  sandbox.patch('anna.svensson', target);
  const as = 'linnea.strand';
  return {
    ...sandbox,
    async attempt() {
      const answer = await sandbox.give(ANNA, { as });
      return answer.status === 201 ? 'given' : codeOf(answer);
    },
    /** Statuses of reading the list and of deleting what is not there, which comes after the right to. */
    others: async () => [(await sandbox.list(ANNA, { as })).status, (await sandbox.remove('x', ANNA, { as })).status],
  };
}

const given = (actor: UserPatch, target: UserPatch) => pair(actor, target).attempt();

describe('sandbox Graph: who may give whom a pass', () => {
  it('knows every role of the tenant', () => {
    const { tenant } = passSetup();
    assert.deepEqual(
      tenant.roleDefinitions.map(({ displayName }) => displayName).sort(),
      [...COVERED, ...UNCOVERED, ...PARTNERS].sort(),
    );
  });

  for (const [title, make] of [
    ['holds', (name: string): UserPatch => role(name)],
    ['may activate', (name: string): UserPatch => ({ makeEligible: [{ role: name }] })],
  ] as const) {
    it(`reaches with ${MIDDLE} those alone whose role, which somebody ${title}, stands in its column`, async () => {
      for (const name of [...COVERED, ...PARTNERS]) assert.equal(await given(role(MIDDLE), make(name)), 'given', name);
      for (const name of UNCOVERED) {
        assert.equal(await given(role(MIDDLE), make(name)), 'Authorization_RequestDenied', name);
      }
    });
  }

  it('needs every role of the target in the column', async () => {
    const both = { assignRoles: [{ role: 'Reports Reader' }, { role: 'Groups Administrator' }] };
    assert.equal(await given(role(MIDDLE), both), 'Authorization_RequestDenied');
  });

  for (const [title, target] of [
    ['is in a role-assignable group', { joinGroups: ['Break-glass reviewers'] }],
    ['owns a role-assignable group', { ownGroups: ['Break-glass reviewers'] }],
    ['may join a role-assignable group', { makeGroupsEligible: ['Break-glass reviewers'] }],
  ] as const) {
    it(`reaches nobody with ${MIDDLE} who ${title}`, async () => {
      assert.equal(await given(role(MIDDLE), target), 'Authorization_RequestDenied');
      for (const name of STRONG) assert.equal(await given(role(name), target), 'given', name);
    });
  }

  it('reaches everybody with the two strongest', async () => {
    for (const acting of STRONG) {
      for (const name of [...COVERED, ...UNCOVERED]) assert.equal(await given(role(acting), role(name)), 'given', name);
    }
  });

  it('is not for those who may reset a password and hold nothing else, nor for roles that wait to be activated', async () => {
    for (const name of [...WITHOUT_METHODS, 'Authentication Policy Administrator']) {
      assert.equal(await given(role(name), {}), 'accessDenied', name);
    }
    assert.equal(await given({ makeEligible: [{ role: MIDDLE }] }, {}), 'accessDenied');
    assert.equal(await given({}, {}), 'accessDenied');
  });

  it('ends at the unit that a role is scoped to', async () => {
    const inUnit = { joinUnits: ['Stockholm office'] };
    const scoped = role(MIDDLE, STOCKHOLM);
    assert.equal(await given(scoped, inUnit), 'given');
    assert.equal(await given(scoped, {}), 'Authorization_RequestDenied');
    assert.equal(await given(scoped, { ...inUnit, ...role('Directory Readers') }), 'Authorization_RequestDenied');
    assert.equal(await given(role('Helpdesk Administrator', STOCKHOLM), inUnit), 'accessDenied');
  });

  it('leaves a restricted unit to those who are scoped to it', async () => {
    const restricted = { joinUnits: ['Executive office'] };
    for (const name of [MIDDLE, ...STRONG]) {
      assert.equal(await given(role(name), restricted), 'Authorization_RequestDenied', name);
    }
    assert.equal(
      await given(role(MIDDLE, STOCKHOLM), { joinUnits: ['Stockholm office', 'Executive office'] }),
      'Authorization_RequestDenied',
    );
    assert.equal(await given(role(MIDDLE, EXECUTIVE), restricted), 'given');
  });

  it('is for deleting as for giving, and reading needs a reader’s role, whoever is read', async () => {
    assert.deepEqual(await pair(role(MIDDLE), {}).others(), [200, 404]);
    assert.deepEqual(await pair(role(MIDDLE), role('User Administrator')).others(), [200, 403]);
    for (const name of STRONG)
      assert.deepEqual(await pair(role(name), role('Global Administrator')).others(), [200, 404]);
    assert.deepEqual(await pair(role('Global Reader'), {}).others(), [200, 403]);
    for (const name of ['Helpdesk Administrator', 'Password Administrator', 'User Administrator']) {
      assert.deepEqual(await pair(role(name), {}).others(), [403, 403], name);
    }
    assert.deepEqual(await pair(role(MIDDLE, STOCKHOLM), {}).others(), [403, 403]);
    assert.deepEqual(await pair(role(MIDDLE, STOCKHOLM), { joinUnits: ['Stockholm office'] }).others(), [200, 404]);
  });
});
