import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { authorityToReset } from '../../src/sandbox/graph/authority.ts';
import type { UserPatch } from '../../src/sandbox/tenant/model.ts';
import { codeOf, setup, upn } from './graph-fixture.ts';

const TABLE = fileURLToPath(new URL('../../../shared/data/who-can-reset.json', import.meta.url));

interface Table {
  actors: Record<string, { name: string; templateId: string }>;
  targetRoles: { name: string; templateId: string; resettableBy: string[] }[];
  targetStates: { key: string; resettableBy: string[] }[];
}

function patchOf(key: string, restricted: string): UserPatch {
  const patches: Record<string, UserPatch> = {
    NO_ROLE: {},
    ROLE_ASSIGNABLE_GROUP: { joinGroups: ['Break-glass reviewers'] },
    RMAU_SCOPED_ROLE_HOLDER: { assignRoles: [{ role: 'Password Administrator', directoryScopeId: restricted }] },
    ANY_OTHER_ROLE: { assignRoles: [{ role: 'Exchange Administrator' }] },
  };
  const patch = patches[key];
  if (!patch) throw new Error(`The table has a new state ${key}.`);
  return patch;
}

/** Linnea acts, Anna is the target: both come without a role. */
function pair(actorPatch: UserPatch, targetPatch: UserPatch) {
  const sandbox = setup();
  sandbox.patch('linnea.strand', actorPatch);
  sandbox.patch('anna.svensson', targetPatch);
  const decide = () => authorityToReset(sandbox.tenant, sandbox.id('linnea.strand'), sandbox.id('anna.svensson'));
  return { ...sandbox, decide, attempt: () => sandbox.reset(upn('anna.svensson'), { as: 'linnea.strand' }) };
}

function unitScope(name: string): string {
  const unit = setup().tenant.administrativeUnits.find(one => one.displayName === name);
  if (!unit) throw new Error(`No unit ${name}.`);
  return `/administrativeUnits/${unit.id}`;
}

const STOCKHOLM = unitScope('Stockholm office');
const EXECUTIVE = unitScope('Executive office');
const role = (name: string, directoryScopeId = '/'): UserPatch => ({ assignRoles: [{ role: name, directoryScopeId }] });

describe('sandbox Graph: who may reset whom', () => {
  if (!existsSync(TABLE)) {
    it('agrees with the table', function () {
      this.skip();
    });
    return;
  }
  const table: Table = JSON.parse(readFileSync(TABLE, 'utf8'));
  const actors = Object.entries(table.actors);
  const targets: [name: string, patch: UserPatch, by: string[]][] = [
    ...table.targetRoles.map(
      row => [row.name, role(row.templateId), row.resettableBy] as [string, UserPatch, string[]],
    ),
    ...table.targetStates.map(
      row => [row.key, patchOf(row.key, EXECUTIVE), row.resettableBy] as [string, UserPatch, string[]],
    ),
  ];

  it('has 6 acting roles and 18 rows', () => {
    assert.deepEqual([actors.length, targets.length], [6, 18]);
  });

  for (const [name, patch, by] of targets) {
    it(`every cell of the row ${name}`, async () => {
      for (const [key, actor] of actors) {
        const { attempt } = pair(role(actor.templateId), patch);
        const answer = await attempt();
        const expected = by.includes(key) ? [202, 'none'] : [403, 'Authorization_RequestDenied'];
        assert.deepEqual([answer.status, codeOf(answer)], expected, `${actor.name} on ${name}`);
      }
    });
  }

  it('needs one acting role that covers every role of the target, for all pairs of roles', () => {
    for (const [key, actor] of actors) {
      for (const first of table.targetRoles) {
        for (const second of table.targetRoles) {
          const { decide } = pair(role(actor.templateId), {
            assignRoles: [{ role: first.templateId }, { role: second.templateId }],
          });
          const expected =
            first.resettableBy.includes(key) && second.resettableBy.includes(key) ? 'allowed' : 'target-protected';
          assert.equal(decide(), expected, `${actor.name} on ${first.name} and ${second.name}`);
        }
      }
    }
  });
});

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
