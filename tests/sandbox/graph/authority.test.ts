import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { authorityToReset } from '../../../src/sandbox/graph/authority.ts';
import type { UserPatch } from '../../../src/sandbox/tenant/model.ts';
import { pairs } from '../../support/runs.ts';
import { EXECUTIVE, pair, role } from './authority-fixture.ts';
import { codeOf, setup } from './graph-fixture.ts';

const TABLE = fileURLToPath(new URL('../../../../shared/data/who-can-reset.json', import.meta.url));

/** People without a role, who get one each. */
const ACTING = ['linnea.strand', 'henrik.falk', 'james.whitaker', 'johan.andersson', 'asa.ohman', 'marta.sjoo'];

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

  it('every cell with a role that the target may activate in place of one that it holds', async () => {
    for (const [{ name, templateId, resettableBy }, [key, actor]] of pairs(table.targetRoles, actors)) {
      const { tenant, patch, attempt } = pair(role(actor.templateId), {});
      tenant.privilegedIdentityManagement = 'on';
      patch('anna.svensson', { makeEligible: [{ role: templateId }] });
      assert.equal((await attempt()).status, resettableBy.includes(key) ? 202 : 403, `${actor.name} on ${name}`);
    }
  });

  it('a member that may join a role-assignable group like one that is in it', async () => {
    for (const [key, actor] of actors) {
      const { tenant, patch, attempt } = pair(role(actor.templateId), {});
      tenant.privilegedIdentityManagement = 'on';
      patch('anna.svensson', { makeGroupsEligible: ['Break-glass reviewers'] });
      const strongest = ['Global Administrator', 'Privileged Authentication Administrator'].includes(actor.name);
      assert.equal((await attempt()).status, strongest ? 202 : 403, key);
    }
  });

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
    const { tenant, id, patch } = setup();
    const acting = actors.map(([key, actor], index) => ({ key, actor, person: ACTING[index] ?? assert.fail() }));
    for (const { actor, person } of acting) patch(person, role(actor.templateId));
    for (const [first, second] of pairs(table.targetRoles, table.targetRoles.toReversed())) {
      const roles = [{ role: first.templateId }, { role: second.templateId }];
      patch('anna.svensson', { assignRoles: roles });
      for (const { key, actor, person } of acting) {
        const expected =
          first.resettableBy.includes(key) && second.resettableBy.includes(key) ? 'allowed' : 'target-protected';
        const decided = authorityToReset(tenant, id(person), id('anna.svensson'));
        assert.equal(decided, expected, `${actor.name} on ${first.name} and ${second.name}`);
      }
      patch('anna.svensson', { removeRoles: roles });
    }
  });
});
