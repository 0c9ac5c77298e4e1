import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { approvalsAt, policy, rowsOf, stored } from '../../support/approvals.ts';
import { answeredCard, type Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { confirmNow, JAMES, raises, type Wish, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, becomes, change, JOHANNA, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const WORDS = {
  'reset-password': {
    target: /Your password was reset.*The helpdesk reset your password \(/s,
    manager: /A password was reset.*The helpdesk reset the password of Anna Svensson \(/s,
  },
  'temporary-access-pass': {
    target: /A way to sign in as you was made.*The helpdesk made a Temporary Access Pass for your account/s,
    manager: /A Temporary Access Pass was made.*for Anna Svensson/s,
  },
} as const;

describe('after a reset or a pass', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  let james: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna, james] = (await Promise.all([JOHANNA, ANNA, JAMES].map(who => world.person(who)))) as [
      Client,
      Client,
      Client,
    ];
  }, policy('told'));

  /** Done for Anna: the request, and the cards that she and her manager get. */
  async function done(wish: Wish = 'reset-password') {
    const wished = await wishFor(world, johanna, { wish });
    const personal = world.chat(johanna);
    answeredCard(await confirmNow(world, wished));
    return { ...wished, personal };
  }

  const cardFor = async (
    client: Client,
    wish: Wish,
    as: 'target' | 'manager',
  ): Promise<{ theirs: Chat; card: SentActivity }> => {
    const theirs = world.chat(client);
    const card = await world.connector.until(
      () => world.connector.in(theirs.id).find(each => WORDS[wish][as].test(nowReads(world, each))),
      `the card of the ${as}`,
    );
    return { theirs, card };
  };

  /** What stands on record of who was told, once there are so many rows of it. */
  async function noticesOf(request: string, count: number): Promise<string[]> {
    for (;;) {
      const rows = (await rowsOf(world, request)).filter(({ event }) => event.startsWith('notice'));
      if (rows.length >= count) return rows.map(({ event, detail }) => `${event} ${detail}`).sort();
      await wait(20);
    }
  }

  for (const wish of ['reset-password', 'temporary-access-pass'] as const) {
    it(`whose account it is and their manager are told (${wish}), without a name and without a secret`, async () => {
      const { request } = await done(wish);
      for (const [client, as] of [
        [anna, 'target'],
        [james, 'manager'],
      ] as const) {
        const { card } = await cardFor(client, wish, as);
        assert.doesNotMatch(nowReads(world, card), /Johanna/);
      }
      assert.deepEqual(await noticesOf(request, 2), ['notice-sent manager-told', 'notice-sent target-told']);
    });
  }

  it('says so on record, and to the requester, where nobody can be told', async () => {
    await change(world, ANNA, { manager: null });
    world.connector.withoutApp.add(anna.objectId);
    const { request, personal } = await done();
    assert.deepEqual(await noticesOf(request, 2), [
      'notice-not-sent manager-told no-manager',
      'notice-not-sent target-told not-installed',
    ]);
    const handover = await personal.card('Show password');
    await personal.press(handover, 'show');
    assert.match(
      reads(await personal.execute('handed-over', { request }, handover.id)),
      /Nobody else could be told of this in Teams/,
    );
  });

  it('raises the alarm where it was not them', async () => {
    const approvals = await approvalsAt(world, johanna);
    const { request } = await done();
    const told = await cardFor(anna, 'reset-password', 'target');
    const answer = await raises(told);
    assert.match(reads(answer), /You have raised the alarm.*You said that it was not you who asked for this/s);
    await becomes(world, told.card, /You have raised the alarm/);
    const alert = await approvals.card('Somebody may be trying to get into this account');
    assert.match(nowReads(world, alert), /Anna Svensson was told in Teams what was done, and answered: it was not me/);
    assert.equal((await stored(world, request)).state, 'done');
  });
});
