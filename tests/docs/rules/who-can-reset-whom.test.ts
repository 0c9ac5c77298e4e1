import assert from 'node:assert/strict';
import { ROLES_THAT_RESET } from '../../../src/desk/actions/reset-password/acting-roles.ts';
import { mayAct, mayRevokeSessions, type Standing } from '../../../src/desk/judging/authority.ts';
import type { RoleHolding } from '../../../src/desk/judging/people-as-read.ts';
import { table } from '../../support/rules-page.ts';
import { GUARD, held, holding, NOBODY, standingsWithoutRow, UNIT, yesOrNo } from './standings.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';

const STATES = standingsWithoutRow(ROLES_THAT_RESET);

const SCOPES: Readonly<Record<string, Standing>> = {
  'In no unit': NOBODY,
  'In A': { ...NOBODY, units: [UNIT.A] },
  "In A, holds a role that the requester's role covers": { ...holding(held(HELPDESK)), units: [UNIT.A] },
  'In A, member or owner of a role-assignable group': { ...GUARD, units: [UNIT.A] },
  'In R': { ...NOBODY, units: [UNIT.R] },
  'In A and R': { ...NOBODY, units: [UNIT.A, UNIT.R] },
  "In R, holds a role that the requester's role covers": { ...holding(held(HELPDESK)), units: [UNIT.R] },
};

describe('docs/rules.md: who can reset whom', () => {
  const rows = table('Who can reset whom');

  it('has all six roles that reset passwords, with their ids, scopes and the right to sign out', () => {
    const expected = ROLES_THAT_RESET.map(({ name, templateId, unitScoped }) => ({
      Role: name,
      'Template id': templateId,
      'Can be limited to an administrative unit': yesOrNo(unitScoped),
      'May sign out everywhere': yesOrNo(mayRevokeSessions(ROLES_THAT_RESET, [held(templateId)], NOBODY)),
    }));
    assert.deepEqual(table('Roles that reset passwords'), expected);
  });

  it('has 18 rows, and among them every role that some role covers', () => {
    assert.equal(rows.length, 18);
    const ids = rows.map(row => row['Template id']);
    const covered = ROLES_THAT_RESET.flatMap(({ templateId, covers }) => [
      templateId,
      ...(covers === 'every' ? [] : covers),
    ]);
    for (const id of covered) assert.ok(ids.includes(id), id);
    assert.deepEqual(
      rows.filter(row => row['Template id'] === '–').map(row => row.Target),
      Object.keys(STATES),
    );
    for (const { name, templateId } of ROLES_THAT_RESET) {
      assert.equal(rows.find(row => row['Template id'] === templateId)?.Target, name);
    }
  });

  for (const { name, templateId } of ROLES_THAT_RESET) {
    it(`says of ${name} what the code does, in every cell`, () => {
      for (const row of rows) {
        const { Target = '', 'Template id': id = '' } = row;
        const standings = STATES[Target] ?? [holding(held(id))];
        for (const standing of standings) {
          assert.equal(row[name], yesOrNo(mayAct(ROLES_THAT_RESET, [held(templateId)], standing)), Target);
        }
      }
    });
  }

  it('says of every scope what the code does', () => {
    const cells = table('Scopes').map(({ Target = '', ...row }) => {
      const standing = SCOPES[Target];
      assert.ok(standing, Target);
      const reached = (unit?: RoleHolding['unit']) =>
        yesOrNo(mayAct(ROLES_THAT_RESET, [held(HELPDESK, unit)], standing));
      assert.deepEqual(
        row,
        { 'Role for the whole tenant': reached(), 'Role for A': reached(UNIT.A), 'Role for R': reached(UNIT.R) },
        Target,
      );
      return Target;
    });
    assert.deepEqual(cells, Object.keys(SCOPES));
  });
});
