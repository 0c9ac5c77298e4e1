import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cardOf, textOf } from '../../../../support/chat.ts';
import { ANNA, assertNothingHappened, change, ERIK, fault, reads, resetCalls } from '../../../../support/story.ts';
import { WITHOUT_PROOF } from '../../../../support/without-proof.ts';
import { type Client, World } from '../../../../support/world.ts';

const SALES = '7fd9c946-6274-41b4-a772-24f59776a628';
/** Contains the group Sales. */
const ALL_STAFF = '84dd9b07-0f97-4031-aaec-fabaec12fabd';
const BECAUSE =
  /it is not known whether Anna Svensson is in the group Board: it hides its members, or could not be read/;

describe('a policy that names groups', () => {
  let world: World;
  let erik: Client;
  beforeEach(async () => {
    world = await World.start();
    const file = path.join(world.folder, 'policy.json');
    // In capitals, as somebody may copy it.
    const groups = [ALL_STAFF.toUpperCase()];
    writeFileSync(
      file,
      JSON.stringify({ ...WITHOUT_PROOF, approval: [{ when: 'target-in-group', groups, name: 'Board' }] }),
    );
    await world.bot.stop();
    await world.startBot({ POLICY_FILE: file });
    erik = await world.person(ERIK);
    await change(world, ANNA, { leaveGroups: ['Sales'] });
  });
  afterEach(() => world.stop());

  const hide = (group: string, visibility = 'HiddenMembership') =>
    world.sandbox.control('PATCH', `groups/${group}`, { visibility });

  async function confirm(whom = ANNA): Promise<{ card: string; answer: string }> {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says(`reset password for ${whom}`);
    return { card: textOf(cardOf(asked)), answer: reads(await chat.press(asked, 'confirm')) };
  }

  for (const shown of ['Public', 'Private']) {
    it(`lets one person be enough for who is in none of them, where they show their members (${shown})`, async () => {
      await hide(ALL_STAFF, shown);
      assert.match((await confirm()).answer, /Password reset/);
      assert.equal(await resetCalls(world), 1);
    });
  }

  const HIDDEN: readonly [what: string, arrange: () => Promise<unknown>][] = [
    ['it hides its members', () => hide(ALL_STAFF)],
    ['a group within it hides its members', () => hide(SALES)],
    ['it was deleted', () => world.sandbox.control('DELETE', `groups/${ALL_STAFF}`)],
    [
      'it can not be read',
      () => fault(world, { service: 'graph', pathPattern: '/groups\\?', times: null, status: 403 }),
    ],
    ['reading it fails', () => fault(world, { service: 'graph', pathPattern: '/groups\\?', times: null, status: 500 })],
    [
      'what is within it can not be read',
      () => fault(world, { service: 'graph', pathPattern: 'transitiveMembers', times: null, status: 403 }),
    ],
  ];
  for (const [what, arrange] of HIDDEN) {
    it(`counts everybody as in a group of the policy that hides its members: ${what}`, async () => {
      await arrange();
      for (const whom of [ANNA, 'Anna Svensson']) {
        const { card, answer } = await confirm(whom);
        assert.match(card, BECAUSE);
        assert.match(answer, BECAUSE);
      }
      await assertNothingHappened(world);
    });
  }

  it('counts members who are listed, in one of them or in one within it', async () => {
    await change(world, ANNA, { joinGroups: ['Sales'] });
    assert.match((await confirm()).answer, /because Anna Svensson is in the group Board/);
    await assertNothingHappened(world);
  });

  it('counts members of a hidden group whom nobody lists', async () => {
    await change(world, ANNA, { joinGroups: ['Sales'] });
    await hide(ALL_STAFF);
    await hide(SALES);
    assert.match((await confirm()).answer, BECAUSE);
    await assertNothingHappened(world);
  });
});
