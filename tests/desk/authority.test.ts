import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTING_ROLES, actingRoles, covers, mayReset, rolesThatCover } from '../../src/desk/authority.ts';
import { skipBecause } from '../support/skip.ts';

const TABLE = path.resolve(import.meta.dirname, '../../../shared/data/who-can-reset.json');

interface Table {
  actors: Record<string, { name: string; templateId: string }>;
  targetRoles: { name: string; templateId: string; resettableBy: string[] }[];
}

const [password, helpdesk, authentication, user, privileged, global] = ACTING_ROLES;
const UNLISTED = { templateId: '29232cdf-9323-42fd-ade2-1d097af3e4de', name: 'Exchange Administrator' };
const READER = { templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf', name: 'Reports Reader' };
const GROUPS = { templateId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c', name: 'Groups Administrator' };

describe('authority', () => {
  it('agrees with Microsoft in every cell of the table', function () {
    if (!existsSync(TABLE)) skipBecause(this, '../shared is not there');
    const table: Table = JSON.parse(readFileSync(TABLE, 'utf8'));
    let cells = 0;
    for (const [key, { name, templateId }] of Object.entries(table.actors)) {
      const acting = ACTING_ROLES.find(role => role.templateId === templateId);
      assert.equal(acting?.name, name);
      for (const target of table.targetRoles) {
        const expected = target.resettableBy.includes(key);
        assert.equal(acting && covers(acting, [target]), expected, `${name} resets ${target.name}`);
        cells += 1;
      }
    }
    assert.equal(cells, 6 * 14);
  });

  it('lets every acting role reset somebody without a role', () => {
    for (const role of ACTING_ROLES) assert.equal(mayReset([role], []), true, role.name);
  });

  it('leaves a role outside the table to the two strongest', () => {
    assert.deepEqual(rolesThatCover([UNLISTED]), [privileged?.name, global?.name]);
  });

  it('takes one uncovered role of the target as a refusal', () => {
    assert.ok(helpdesk);
    assert.equal(covers(helpdesk, [READER]), true);
    assert.equal(covers(helpdesk, [READER, GROUPS]), false);
    assert.equal(covers(helpdesk, [GROUPS, READER]), false);
  });

  it('asks for one role that covers the whole target, not for several that do so together', () => {
    assert.ok(authentication && user);
    const target = [authentication, GROUPS];
    assert.equal(mayReset([authentication, user], target), false);
    assert.equal(mayReset([authentication], [authentication]), true);
    assert.equal(mayReset([user], [GROUPS]), true);
  });

  it('takes unknown roles for neither none nor some', () => {
    assert.ok(global);
    assert.equal(mayReset(undefined, []), false);
    assert.equal(mayReset([global], undefined), false);
  });

  it('gives nobody a right through a role that resets nobody', () => {
    assert.deepEqual(actingRoles([READER, GROUPS, UNLISTED]), []);
    assert.equal(mayReset([READER, GROUPS, UNLISTED], []), false);
  });

  it('names the roles that would do, weakest first', () => {
    assert.deepEqual(
      rolesThatCover([]),
      ACTING_ROLES.map(role => role.name),
    );
    assert.deepEqual(rolesThatCover([GROUPS]), [user?.name, privileged?.name, global?.name]);
    assert.equal(rolesThatCover([READER]).includes(password?.name ?? ''), false);
  });
});
