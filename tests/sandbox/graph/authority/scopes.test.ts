import assert from 'node:assert/strict';
import type { UserPatch } from '../../../../src/sandbox/tenant/model.ts';
import { EXECUTIVE, pair, role, STOCKHOLM } from '../authority-fixture.ts';
import { codeOf } from '../graph-fixture.ts';

describe('sandbox Graph: authority at other scopes', () => {
  const cases: [title: string, actor: UserPatch, target: UserPatch, expected: string][] = [
    ['no role', {}, {}, 'no-role'],
    ['a role that resets nobody', role('Global Reader'), {}, 'no-role'],
    ['a custom role', role('Fjällvind Printer Operator'), {}, 'no-role'],
    [
      'deprecated partner roles',
      { assignRoles: [{ role: 'Partner Tier1 Support' }, { role: 'Partner Tier2 Support' }] },
      {},
      'no-role',
    ],
    ['a partner role on the target', role('Password Administrator'), role('Partner Tier1 Support'), 'allowed'],
    ['a role through a group', { joinGroups: ['Service desk administrators'] }, {}, 'allowed'],
    ['owning a group gives no role', { ownGroups: ['Service desk administrators'] }, {}, 'no-role'],
    [
      'an ordinary group changes nothing',
      role('Helpdesk Administrator'),
      { joinGroups: ['All staff'], ownGroups: ['Sales'] },
      'allowed',
    ],
    [
      'target owns a role-assignable group',
      role('User Administrator'),
      { ownGroups: ['Break-glass reviewers'] },
      'target-protected',
    ],
    [
      'target has a covered role through a group',
      role('User Administrator'),
      { joinGroups: ['Service desk administrators'] },
      'target-protected',
    ],
    [
      'the top role covers that',
      role('Privileged Authentication Administrator'),
      { joinGroups: ['Service desk administrators'] },
      'allowed',
    ],
    ['target has a custom role', role('User Administrator'), role('Fjällvind Printer Operator'), 'target-protected'],
    [
      'two acting roles, neither covers all',
      { assignRoles: [{ role: 'Authentication Administrator' }, { role: 'User Administrator' }] },
      { assignRoles: [{ role: 'Authentication Administrator' }, { role: 'Groups Administrator' }] },
      'target-protected',
    ],
    [
      'two acting roles, one covers all',
      { assignRoles: [{ role: 'Password Administrator' }, { role: 'User Administrator' }] },
      { assignRoles: [{ role: 'Helpdesk Administrator' }, { role: 'Groups Administrator' }] },
      'allowed',
    ],
    [
      'unit scope, target in the unit',
      role('Helpdesk Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'] },
      'allowed',
    ],
    ['unit scope, target outside', role('Helpdesk Administrator', STOCKHOLM), {}, 'target-protected'],
    [
      'unit scope through a group',
      {
        assignRoles: [
          { role: 'Password Administrator', directoryScopeId: STOCKHOLM, throughGroup: 'Break-glass reviewers' },
        ],
      },
      { joinUnits: ['Stockholm office'] },
      'allowed',
    ],
    [
      'unit scope, target with a harmless role',
      role('Helpdesk Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'], ...role('Guest Inviter') },
      'target-protected',
    ],
    [
      'unit scope, target with a role of that unit',
      role('User Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'], ...role('Helpdesk Administrator', STOCKHOLM) },
      'target-protected',
    ],
    [
      'top role at unit scope, target with a role',
      role('Privileged Authentication Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'], ...role('Guest Inviter') },
      'target-protected',
    ],
    [
      'unit scope, target in a role-assignable group',
      role('User Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'], joinGroups: ['Break-glass reviewers'] },
      'target-protected',
    ],
    [
      'Global Administrator has no unit scope',
      role('Global Administrator', STOCKHOLM),
      { joinUnits: ['Stockholm office'] },
      'target-protected',
    ],
    ['scope of one object', role('Helpdesk Administrator', '/2f1d3c4b'), {}, 'target-protected'],
    [
      'target with a unit-scoped role counts as that role',
      role('Helpdesk Administrator'),
      role('Helpdesk Administrator', STOCKHOLM),
      'allowed',
    ],
    [
      'target with a unit-scoped role that is not covered',
      role('Helpdesk Administrator'),
      role('User Administrator', STOCKHOLM),
      'target-protected',
    ],
    [
      'restricted unit, Global Administrator',
      role('Global Administrator'),
      { joinUnits: ['Executive office'] },
      'restricted-management',
    ],
    [
      'restricted unit, role of an ordinary unit',
      role('User Administrator', STOCKHOLM),
      { joinUnits: ['Executive office', 'Stockholm office'] },
      'restricted-management',
    ],
    [
      'restricted unit, role of that unit',
      role('Helpdesk Administrator', EXECUTIVE),
      { joinUnits: ['Executive office'] },
      'allowed',
    ],
    [
      'restricted unit, role of that unit, target with a role',
      role('Helpdesk Administrator', EXECUTIVE),
      { joinUnits: ['Executive office'], ...role('Guest Inviter') },
      'restricted-management',
    ],
    ['role of a restricted unit, target outside', role('Helpdesk Administrator', EXECUTIVE), {}, 'target-protected'],
  ];
  for (const [title, actor, target, expected] of cases) {
    it(`${title}: ${expected}`, () => {
      assert.equal(pair(actor, target).decide(), expected);
    });
  }

  it('is asked again at every call', async () => {
    const sandbox = pair(role('Helpdesk Administrator'), {});
    assert.equal((await sandbox.attempt()).status, 202);
    sandbox.patch('linnea.strand', { removeRoles: [{ role: 'Helpdesk Administrator' }] });
    assert.equal(codeOf(await sandbox.attempt()), 'accessDenied');
  });

  it('refuses a restricted target with the words of the portal', async () => {
    const answer = await pair(role('Global Administrator'), { joinUnits: ['Executive office'] }).attempt();
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'Authorization_RequestDenied']);
    assert.match(String(Object(answer.body.error).message), /restricted management administrative unit/);
  });
});
