import assert from 'node:assert/strict';
import { approvalsAt, policy, present, requestOn, rowsOf, waitForApproval } from '../../support/approvals.ts';
import { actions, cardOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { lineOf, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('a policy that asks in the approvals conversation whatever the chat', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  eachWithApprover(scene => ({ world, erik, johanna } = scene), policy('always-there'));

  for (const kind of ['channel', 'groupChat', 'personal'] as const) {
    it(`asked in a ${kind}, the question goes to the approvals conversation`, async () => {
      const approvals = await approvalsAt(world, johanna);
      const { chat, card, deciding, request } = await waitForApproval(world, erik, { kind, approvals });
      assert.match(nowReads(world, card), /Waiting for a second administrator/);
      assert.deepEqual(
        actions(cardOf(card)).flatMap(one => one.verb ?? []),
        ['cancel'],
      );
      if (kind !== 'personal') {
        assert.match(lineOf(await chat.as(johanna).execute('approve', { request }, card.id)), /does not work any more/);
        assert.equal(await resetCalls(world), 0);
      }
      assert.match(reads(await approvals.press(deciding.card, 'approve')), /reset the password of Gustav Norberg/);
      assert.equal(await resetCalls(world), 1);
    });
  }

  it('asked in the approvals conversation itself, the card there is the question', async () => {
    const approvals = await approvalsAt(world, johanna);
    const asked = await approvals.as(erik).says('reset password for gustav.norberg@fjallvind.example');
    await approvals.as(erik).press(asked, 'confirm');
    assert.match(nowReads(world, asked), /Approve this password reset\?/);
    assert.equal(world.connector.in(approvals.id).length, 2);
    assert.match(
      reads(await approvals.press(present(world, asked), 'approve')),
      /reset the password of Gustav Norberg/,
    );
  });

  it('there is none: a channel is refused like a personal chat, and the card stays', async () => {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says('reset password for gustav.norberg@fjallvind.example');
    assert.match(lineOf(await chat.press(asked, 'confirm')), /no approvals conversation/);
    assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'no-approvals-conversation');
  });

  it('somebody from outside has joined since: asked all the same, and on record', async () => {
    const approvals = await approvalsAt(world, johanna);
    const guest = { id: '29:guest', aadObjectId: johanna.objectId, userRole: 'guest' };
    world.connector.rosters.set(approvals.id, [guest]);
    const { request } = await waitForApproval(world, erik, { approvals });
    const warned = () => (world.log.some(line => line.includes('people from outside')) ? true : undefined);
    await world.connector.until(warned, 'a warning');
    const row = (await rowsOf(world, request)).find(each => each.event === 'approvals-outsiders');
    assert.deepEqual([row?.detail, row?.conversationId], ['1', approvals.id]);
  });
});
