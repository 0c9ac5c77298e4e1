import assert from 'node:assert/strict';
import type { UserPatch } from '../../../../src/sandbox/tenant/model.ts';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { ANNA, audit, change, ERIK, JOHANNA, reads, resetCalls } from '../../../support/story.ts';
import { World } from '../../../support/world.ts';

const REQUESTERS = {
  Password: 'lars.nystrom@fjallvind.example',
  Helpdesk: ERIK,
  Authentication: JOHANNA,
  User: 'mikael.sandstrom@fjallvind.example',
  'Privileged Authentication': 'ingrid.dahl@fjallvind.example',
  Global: 'karin.holmgren@fjallvind.example',
} as const;
type Role = keyof typeof REQUESTERS;

interface Row {
  what: string;
  /** What makes Anna, who holds no role, a target of this row. */
  patch: UserPatch;
  /** A role that covers the row. */
  by: Role;
  /** A role that does not; missing where every role of the table does. */
  notBy?: Role;
  /** The rule of that refusal. */
  rule?: string;
}

const EXECUTIVE_OFFICE = '/administrativeUnits/adcd1c53-2b1a-40e2-a60d-ef0ad0a655dc';

/** Microsoft Entra, "Privileged roles and permissions", section "Who can reset passwords". */
const ROWS: readonly Row[] = [
  holder('Authentication Administrator', 'Authentication', 'User'),
  holder('Directory Readers', 'Password'),
  holder('Global Administrator', 'Privileged Authentication', 'User'),
  holder('Groups Administrator', 'User', 'Authentication'),
  holder('Guest Inviter', 'Password'),
  holder('Helpdesk Administrator', 'Helpdesk', 'Authentication'),
  holder('Message Center Reader', 'Helpdesk', 'Password'),
  holder('Password Administrator', 'Password'),
  holder('Privileged Authentication Administrator', 'Global', 'User'),
  holder('Privileged Role Administrator', 'Privileged Authentication', 'User'),
  holder('Reports Reader', 'Authentication', 'Password'),
  holder('User Administrator', 'User', 'Helpdesk'),
  holder('User Experience Success Manager', 'Helpdesk', 'Password'),
  holder('Usage Summary Reports Reader', 'User', 'Password'),
  { what: 'no role', patch: {}, by: 'Password' },
  guardian('a member of a role-assignable group', { joinGroups: ['Break-glass reviewers'] }),
  guardian('an owner of a role-assignable group', { ownGroups: ['Break-glass reviewers'] }),
  {
    ...holder('Directory Readers', 'Privileged Authentication', 'User'),
    what: 'a role that is scoped to a restricted management unit',
    patch: { assignRoles: [{ role: 'Directory Readers', directoryScopeId: EXECUTIVE_OFFICE }] },
  },
  holder('Exchange Administrator', 'Global', 'User'),
  holder('Fjällvind Printer Operator', 'Privileged Authentication', 'User'),
];

describe('who can reset passwords, row by row', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());
  let recorded: number;
  beforeEach(async () => {
    await world.reset();
    recorded = (await audit(world)).length;
  });

  async function ask(role: Role, patch: UserPatch): Promise<{ chat: Chat; asked: SentActivity }> {
    await change(world, ANNA, patch);
    const chat = world.chat(await world.person(REQUESTERS[role]));
    // By name: a sign-in name saves a round trip, and with it custom and scoped roles come to light at the click only.
    return { chat, asked: await chat.says('reset password for Anna Svensson') };
  }

  for (const { what, patch, by, notBy, rule } of ROWS) {
    it(`${what}: reset by ${by} Administrator`, async () => {
      const { chat, asked } = await ask(by, patch);
      assert.match(textOf(cardOf(asked)), /Reset password\?/);
      assert.match(reads(await chat.press(asked, 'confirm')), /Password reset[\s\S]*Anna Svensson/);
      assert.equal(await resetCalls(world), 1);
      const accepted = (await audit(world)).slice(recorded).filter(one => one.event === 'reset-accepted');
      assert.deepEqual(
        accepted.map(one => one.targetName),
        [ANNA],
      );
    });

    if (!notBy) continue;
    it(`${what}: refused to ${notBy} Administrator`, async () => {
      const { asked } = await ask(notBy, patch);
      assert.ok(actions(cardOf(asked)).every(one => one.verb === undefined));
      const told = (await audit(world)).slice(recorded);
      assert.deepEqual(
        told.map(one => [one.event, one.rule, one.targetName]),
        [['request-refused', rule, ANNA]],
      );
      assert.equal(await resetCalls(world), 0);
    });
  }
});

function holder(role: string, by: Role, notBy?: Role): Row {
  return { what: role, patch: { assignRoles: [{ role }] }, by, notBy, rule: 'requester-role-does-not-cover' };
}

function guardian(what: string, patch: UserPatch): Row {
  return { what, patch, by: 'Privileged Authentication', notBy: 'User', rule: 'target-guards-roles' };
}
