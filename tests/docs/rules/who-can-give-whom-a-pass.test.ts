import assert from 'node:assert/strict';
import { ROLES_THAT_RESET } from '../../../src/desk/actions/reset-password/acting-roles.ts';
import { ROLES_THAT_GIVE_A_PASS } from '../../../src/desk/actions/temporary-access-pass/acting-roles.ts';
import { mayAct, mayRevokeSessions } from '../../../src/desk/judging/authority.ts';
import { PAGE, table } from '../../support/rules-page.ts';
import { held, holding, NOBODY, standingsWithoutRow, yesOrNo } from './standings.ts';

const STATES = standingsWithoutRow(ROLES_THAT_GIVE_A_PASS);

describe('docs/rules.md: who can give whom a pass', () => {
  const rows = table('Who can give whom a pass');

  it('has all three roles that give a pass, with their ids, scopes and the right to sign out', () => {
    const expected = ROLES_THAT_GIVE_A_PASS.map(({ name, templateId, unitScoped }) => ({
      Role: name,
      'Template id': templateId,
      'Can be limited to an administrative unit': yesOrNo(unitScoped),
      'May sign out everywhere': yesOrNo(mayRevokeSessions(ROLES_THAT_GIVE_A_PASS, [held(templateId)], NOBODY)),
    }));
    assert.deepEqual(table('Roles that give a pass'), expected);
  });

  it('names the roles that reset and give none', () => {
    const giving = ROLES_THAT_GIVE_A_PASS.map(({ templateId }) => templateId);
    const others = ROLES_THAT_RESET.filter(({ templateId }) => !giving.includes(templateId));
    assert.equal(others.length, 3);
    const [, said = ''] =
      /### Roles that give a pass\n\n([^.]+) Administrators reset passwords and give no pass/.exec(PAGE) ?? [];
    const named = said.split(/, | and /).map(name => `${name} Administrator`);
    assert.deepEqual(named.sort(), others.map(({ name }) => name).sort());
  });

  it('has the rows of the table about resets, in their order', () => {
    const rowOf = ({ Target, 'Template id': id }: (typeof rows)[number]) => `${Target} ${id}`;
    assert.deepEqual(rows.map(rowOf), table('Who can reset whom').map(rowOf));
    const covered = ROLES_THAT_GIVE_A_PASS.flatMap(({ covers }) => (covers === 'every' ? [] : covers));
    for (const id of covered)
      assert.ok(
        rows.some(row => row['Template id'] === id),
        id,
      );
  });

  for (const { name, templateId } of ROLES_THAT_GIVE_A_PASS) {
    it(`says of ${name} what the code does, in every cell`, () => {
      for (const row of rows) {
        const { Target = '', 'Template id': id = '' } = row;
        for (const standing of STATES[Target] ?? [holding(held(id))]) {
          assert.equal(row[name], yesOrNo(mayAct(ROLES_THAT_GIVE_A_PASS, [held(templateId)], standing)), Target);
        }
      }
    });
  }
});
