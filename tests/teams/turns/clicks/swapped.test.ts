import assert from 'node:assert/strict';
import {
  approvalsAt,
  assertStillWaits,
  assertUnharmed,
  MIKAEL,
  PETER,
  requestOn,
  rowsOf,
  stored,
  type Waiting,
  waitForApproval,
} from '../../../support/approvals.ts';
import type { Chat } from '../../../support/chat.ts';
import { eachWithApprover } from '../../../support/scene.ts';
import { stands } from '../../../support/sign-in.ts';
import { lineOf, OLIVIA, reads } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const FOREIGN_TENANT = '99999999-aaaa-4bbb-8ccc-dddddddddddd';

describe('clicks swapped between requests, conversations, people and tenants', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let waiting: Waiting;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    waiting = await waitForApproval(world, erik);
  });

  it('between requests: a card approves nothing but what stands on it', async () => {
    const other = await waitForApproval(world, johanna, { target: PETER });
    const mikael = await world.person(MIKAEL);
    for (const [one, another] of [
      [waiting, other],
      [other, waiting],
    ] as const) {
      for (const verb of ['approve', 'decline']) {
        const data = { request: another.request, declineReason: 'no' };
        const answer = await one.chat.as(mikael).execute(verb, data, one.card.id);
        assert.match(lineOf(answer), /does not work any more/);
        const { event, rule, actorId } = (await rowsOf(world, another.request)).at(-1) ?? {};
        assert.deepEqual([event, rule, actorId], ['not-allowed', 'elsewhere', mikael.objectId]);
      }
      const mine = await one.chat.execute('cancel', { request: another.request }, one.card.id);
      assert.match(lineOf(mine), /^Only (Erik Lindqvist|Johanna Bergström) can use this card/);
    }
    await assertStillWaits(world, other);
    await assertUnharmed(world, waiting, johanna);
  });

  it('in one conversation: the decision falls on the request of the card that was pressed', async () => {
    const asked = await waiting.chat.as(johanna).says(`reset password for ${PETER}`);
    await waiting.chat.as(johanna).press(asked, 'confirm');
    const mikael = await world.person(MIKAEL);
    const request = requestOn(asked);
    const answer = await waiting.chat.as(mikael).execute('approve', { request }, waiting.card.id);
    assert.match(reads(answer), /Johanna Bergström reset the password of Peter Hedlund/);
    assert.equal((await stored(world, waiting.request)).state, 'awaiting-approval');
  });

  it('between conversations: decided where it was asked, and in any thread of that channel', async () => {
    const { chat, request, card } = waiting;
    const elsewhere = [
      world.chat(johanna, 'channel'),
      world.chat(johanna, 'groupChat'),
      world.chat(johanna),
      ...[
        `${chat.id}x`,
        chat.id.slice(0, -1),
        chat.id.toUpperCase(),
        `x;messageid=${chat.id}`,
        `19:a;messageid=1@${chat.id}`,
      ].map(id => inConversation(johanna, id)),
    ];
    for (const each of elsewhere) {
      for (const verb of ['approve', 'decline']) {
        const answer = await each.execute(verb, { request, declineReason: 'no' }, card.id);
        assert.match(lineOf(answer), /does not work any more/, each.id);
      }
      assert.equal((await rowsOf(world, request)).at(-1)?.rule, 'elsewhere');
    }
    await assertStillWaits(world, waiting);
    const thread = inConversation(johanna, `${chat.id};messageid=1712345678901`);
    assert.match(reads(await thread.execute('approve', { request }, card.id)), /reset the password of Gustav/);
  });

  it('from a personal chat: decided in the approvals conversation alone, not by its own card', async () => {
    const approvals = await approvalsAt(world, johanna);
    const asked = await waitForApproval(world, await world.person(MIKAEL), {
      kind: 'personal',
      target: PETER,
      approvals,
    });
    for (const chat of [asked.chat.as(johanna), world.chat(johanna), waiting.chat.as(johanna)]) {
      const answer = await chat.execute('approve', { request: asked.request }, asked.deciding.card.id);
      assert.match(lineOf(answer), /does not work any more/, chat.id);
    }
    await assertStillWaits(world, asked);
  });

  it('between people: an id on the channel does not make anybody somebody else', async () => {
    const { request, card, chat } = waiting;
    const disguised: Client[] = [
      { ...erik, channelUserId: johanna.channelUserId },
      { ...erik, objectId: erik.objectId.toUpperCase() },
      { ...erik, name: 'Johanna Bergström' },
    ];
    for (const client of disguised) {
      assert.match(
        lineOf(await chat.as(client).execute('approve', { request }, card.id)),
        /You asked for this reset yourself/,
      );
    }
    await stands(world, johanna, { account: johanna.objectId });
    const olivia = await world.person(OLIVIA);
    const asJohanna = { ...olivia, channelUserId: johanna.channelUserId, name: 'Johanna Bergström' };
    assert.match(
      lineOf(await chat.as(asJohanna).execute('approve', { request }, card.id)),
      /signed in here as Johanna/,
    );
    const nobody = { ...johanna, objectId: undefined as unknown as string, channelUserId: '29:nobody' };
    assert.match(lineOf(await chat.as(nobody).execute('approve', { request }, card.id)), /does not work/);
    await assertUnharmed(world, waiting, johanna);
  });

  it('between tenants: refused at the door, by whatever names another tenant', async () => {
    const value = { action: { type: 'Action.Execute', verb: 'approve', data: { request: waiting.request } } };
    const conversation = { id: waiting.chat.id, conversationType: 'channel', isGroup: true };
    for (const more of [
      { conversation: { ...conversation, tenantId: FOREIGN_TENANT } },
      { channelData: { tenant: { id: FOREIGN_TENANT } } },
      {
        conversation: { ...conversation, tenantId: FOREIGN_TENANT },
        channelData: { tenant: { id: FOREIGN_TENANT } },
      },
    ]) {
      const activity = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: waiting.card.id };
      const { status, body } = await waiting.chat.as(johanna).post({ ...activity, ...more });
      assert.deepEqual([status, body], [403, undefined]);
    }
    await assertUnharmed(world, waiting, johanna);
  });

  /** A channel of which the person's client says that it has this id. */
  function inConversation(client: Client, id: string): Chat {
    const chat = world.chat(client, 'channel');
    return Object.assign(Object.create(chat), {
      id,
      execute: (verb: string, data: unknown, replyToId: string) =>
        chat.invoke(
          'adaptiveCard/action',
          { action: { type: 'Action.Execute', verb, data } },
          { replyToId, conversation: { id, conversationType: 'channel', isGroup: true } },
        ),
    });
  }
});
