import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES_THAT_RESET } from '../../../src/desk/actions/reset-password/acting-roles.ts';
import {
  actingRoles,
  covers,
  mayAct,
  mayRevokeSessions,
  rolesThatCover,
  type Standing,
} from '../../../src/desk/judging/authority.ts';
import type { RoleHolding } from '../../../src/desk/judging/people-as-read.ts';
import { skipBecause } from '../../support/skip.ts';

const TABLE = path.resolve(import.meta.dirname, '../../../../shared/data/who-can-reset.json');

interface Table {
  actors: Record<string, { name: string; templateId: string }>;
  targetRoles: { name: string; templateId: string; resettableBy: string[] }[];
  targetStates: { key: string; resettableBy: string[] }[];
}

const STOCKHOLM = { id: 'stockholm', restricted: false };
const EXECUTIVES = { id: 'executives', restricted: true };
const BOARD = { id: 'board', restricted: true };

const nobody: Standing = { roles: [], guardsRoles: false, units: [] };
const held = (templateId: string, unit?: RoleHolding['unit']): RoleHolding => ({
  templateId,
  name: templateId,
  unit,
  listed: !unit,
});
const acting = (name: string, unit?: RoleHolding['unit']): RoleHolding => {
  const role = ROLES_THAT_RESET.find(one => one.name.startsWith(name));
  assert.ok(role, name);
  return held(role.templateId, unit);
};
const UNLISTED = held('29232cdf-9323-42fd-ade2-1d097af3e4de');
const CUSTOM = { ...held('0c0ffee0-0000-4000-8000-000000000001'), listed: false };
const READER = held('4a5d8f65-41da-4de4-8968-e035b65339cf');
const DIRECTORY_READERS = held('88d8e3e3-8f55-4a1e-953a-9b9898b8876b');
const GUEST_INVITER = held('95e79109-95c0-4d8e-aee3-d01accf2d47b');
const GROUPS = held('fdd7a751-b60b-444a-984c-02652fe8fa1c');
const TOP = ['Privileged Authentication Administrator', 'Global Administrator'];

describe('authority', () => {
  it('agrees with Microsoft in every cell of the table, roles and states', function () {
    if (!existsSync(TABLE)) skipBecause(this, '../shared is not there');
    const table: Table = JSON.parse(readFileSync(TABLE, 'utf8'));
    const states: Record<string, Standing> = {
      NO_ROLE: nobody,
      ROLE_ASSIGNABLE_GROUP: { ...nobody, guardsRoles: true },
      RMAU_SCOPED_ROLE_HOLDER: { ...nobody, roles: [held(READER.templateId, EXECUTIVES)] },
      ANY_OTHER_ROLE: { ...nobody, roles: [UNLISTED] },
    };
    const rows = [
      ...table.targetRoles.map(role => ({ ...role, standing: { ...nobody, roles: [held(role.templateId)] } })),
      ...table.targetStates.map(state => ({ ...state, name: state.key, standing: states[state.key] })),
    ];
    let cells = 0;
    for (const [key, { name, templateId }] of Object.entries(table.actors)) {
      assert.equal(ROLES_THAT_RESET.find(role => role.templateId === templateId)?.name, name);
      for (const { name: target, resettableBy, standing } of rows) {
        assert.ok(standing, target);
        assert.equal(
          covers(ROLES_THAT_RESET, held(templateId), standing),
          resettableBy.includes(key),
          `${name} resets ${target}`,
        );
        cells += 1;
      }
    }
    assert.equal(cells, 6 * 18);
  });

  it('covers two or three roles of a target exactly where it covers each of them', function () {
    if (!existsSync(TABLE)) skipBecause(this, '../shared is not there');
    const table: Table = JSON.parse(readFileSync(TABLE, 'utf8'));
    const all = table.targetRoles.map(role => held(role.templateId));
    let sets = 0;
    for (const actor of ROLES_THAT_RESET) {
      const one = (role: RoleHolding) => covers(ROLES_THAT_RESET, held(actor.templateId), { ...nobody, roles: [role] });
      for (const [a, first] of all.entries()) {
        for (const [b, second] of all.slice(a).entries()) {
          for (const third of all.slice(a + b)) {
            const roles = [first, second, third];
            const expected = roles.every(one);
            assert.equal(covers(ROLES_THAT_RESET, held(actor.templateId), { ...nobody, roles }), expected);
            sets += 1;
          }
        }
      }
    }
    assert.equal(sets, 6 * 560);
  });

  it('lets every role reset those who read the directory, invite guests, or reset as little as the weakest', () => {
    for (const role of [DIRECTORY_READERS, GUEST_INVITER, acting('Password')]) {
      const everyone = ROLES_THAT_RESET.map(({ name }) => name);
      assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, { ...nobody, roles: [role] }), everyone, role.name);
    }
  });

  it('leaves a role outside the table, and a custom one, to the two strongest', () => {
    assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, { ...nobody, roles: [UNLISTED] }), TOP);
    assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, { ...nobody, roles: [CUSTOM] }), TOP);
    assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, { ...nobody, guardsRoles: true }), TOP);
  });

  it('asks for one role that covers the whole target, not for several that do so together', () => {
    const target = { ...nobody, roles: [acting('Authentication'), GROUPS] };
    assert.equal(mayAct(ROLES_THAT_RESET, [acting('Authentication'), acting('User')], target), false);
    assert.equal(mayAct(ROLES_THAT_RESET, [acting('Authentication'), acting('User'), acting('Global')], target), true);
  });

  it('gives nobody a right through a role that resets nobody', () => {
    assert.deepEqual(actingRoles(ROLES_THAT_RESET, [READER, GROUPS, UNLISTED, CUSTOM]), []);
    assert.equal(mayAct(ROLES_THAT_RESET, [READER, GROUPS, UNLISTED, CUSTOM], nobody), false);
  });

  describe('of a role scoped to a unit', () => {
    const inStockholm: Standing = { ...nobody, units: [STOCKHOLM] };

    for (const { name } of ROLES_THAT_RESET) {
      const unitScoped = name !== 'Global Administrator';
      it(`${name}: ${unitScoped ? 'reaches members of the unit' : 'does not exist'}`, () => {
        assert.equal(covers(ROLES_THAT_RESET, acting(name, STOCKHOLM), inStockholm), unitScoped);
        assert.equal(covers(ROLES_THAT_RESET, acting(name, STOCKHOLM), nobody), false, 'nobody outside the unit');
        assert.equal(
          covers(ROLES_THAT_RESET, acting(name, { id: 'oslo', restricted: false }), inStockholm),
          false,
          'another unit',
        );
        assert.equal(
          covers(ROLES_THAT_RESET, acting(name, STOCKHOLM), { ...inStockholm, roles: [READER] }),
          false,
          'who holds a role',
        );
        assert.equal(
          covers(ROLES_THAT_RESET, acting(name, STOCKHOLM), { ...inStockholm, guardsRoles: true }),
          false,
          'who guards one',
        );
      });
    }
  });

  describe('over a member of a restricted management unit', () => {
    const restricted: Standing = { ...nobody, units: [STOCKHOLM, EXECUTIVES] };

    it('is with no role for the whole tenant, the strongest included', () => {
      for (const { name } of ROLES_THAT_RESET)
        assert.equal(covers(ROLES_THAT_RESET, acting(name), restricted), false, name);
    });
    it('is with a role scoped to that unit, and with none scoped to another of theirs', () => {
      assert.equal(covers(ROLES_THAT_RESET, acting('Helpdesk', EXECUTIVES), restricted), true);
      assert.equal(covers(ROLES_THAT_RESET, acting('Helpdesk', STOCKHOLM), restricted), false);
      assert.equal(covers(ROLES_THAT_RESET, acting('Helpdesk', BOARD), restricted), false);
    });
    it('is with a role scoped to any of several restricted units', () => {
      const both = { ...nobody, units: [EXECUTIVES, BOARD] };
      assert.equal(covers(ROLES_THAT_RESET, acting('User', BOARD), both), true);
      assert.equal(covers(ROLES_THAT_RESET, acting('User', EXECUTIVES), both), true);
    });
    it('is with no scoped role when the member holds a role', () => {
      assert.equal(covers(ROLES_THAT_RESET, acting('Helpdesk', EXECUTIVES), { ...restricted, roles: [READER] }), false);
    });
  });

  it('takes a role scoped to an ordinary unit as that role, and to a restricted one as protection', () => {
    const ordinary = { ...nobody, roles: [held(READER.templateId, STOCKHOLM)] };
    assert.equal(covers(ROLES_THAT_RESET, acting('Helpdesk'), ordinary), true);
    assert.equal(covers(ROLES_THAT_RESET, acting('Password'), ordinary), false);
    const guarded = { ...nobody, roles: [held(READER.templateId, EXECUTIVES)] };
    assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, guarded), TOP);
  });

  it('to sign out everywhere is with every covering role but Password Administrator', () => {
    for (const { name } of ROLES_THAT_RESET) {
      assert.equal(mayRevokeSessions(ROLES_THAT_RESET, [acting(name)], nobody), !name.startsWith('Password'), name);
    }
    assert.equal(mayRevokeSessions(ROLES_THAT_RESET, [acting('Password'), acting('Helpdesk')], nobody), true);
    const groupsAdministrator = { ...nobody, roles: [GROUPS] };
    assert.equal(
      mayRevokeSessions(ROLES_THAT_RESET, [acting('Password'), acting('Helpdesk')], groupsAdministrator),
      false,
    );
  });

  it('names the roles that would do, weakest first', () => {
    assert.deepEqual(
      rolesThatCover(ROLES_THAT_RESET, nobody),
      ROLES_THAT_RESET.map(role => role.name),
    );
    assert.deepEqual(rolesThatCover(ROLES_THAT_RESET, { ...nobody, roles: [GROUPS] }), ['User Administrator', ...TOP]);
  });
});
