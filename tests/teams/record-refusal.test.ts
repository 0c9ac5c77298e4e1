import assert from 'node:assert/strict';
import { approvalsAt, rowsOf, waitForApproval } from '../support/approvals.ts';
import { type Chat, textOf } from '../support/chat.ts';
import type { SentActivity } from '../support/connector.ts';
import { eachWithApprover } from '../support/scene.ts';
import { ANNA, askForAnna, audit, change, fault, lineOf, RESET } from '../support/story.ts';
import type { Client, World } from '../support/world.ts';

describe('refusals, on record', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  eachWithApprover(scene => ({ world, erik, johanna } = scene));

  async function lastRow() {
    const row = (await audit(world)).at(-1);
    assert.ok(row, 'nothing is on record');
    return { ...row, told: [row.event, row.rule, row.actorId, row.conversationId] };
  }

  it('a mention that is no person’s', async () => {
    const chat = world.chat(erik, 'channel');
    const text = '<at>First line</at>';
    const entity = { type: 'mention', text, mentioned: { id: 'tag', name: 'First line', type: 'tag' } };
    assert.match(textOf(await chat.says(`reset password for ${text}`, { entities: [entity] })), /not a person/);
    assert.deepEqual((await lastRow()).told, ['not-allowed', 'mention-not-a-person', erik.objectId, chat.id]);
  });

  for (const [rule, status, words] of [
    ['requester-roles-unknown', 403, /Your roles could not be read/],
    ['busy', 429, /busy|Try again/],
  ] as const) {
    it(`a message that Graph answers with ${status}: ${rule}`, async () => {
      await fault(world, { service: 'graph', pathPattern: '/', status, retryAfter: 60, times: null });
      assert.match(textOf(await world.chat(erik).says(`reset password for ${ANNA}`)), words);
      const { told, requestId } = await lastRow();
      assert.deepEqual([...told.slice(0, 3), requestId], ['not-allowed', rule, erik.objectId, undefined]);
    });
  }

  it('Try again, with the rule of what has changed', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    await fault(world, { service: 'graph', pathPattern: RESET, status: 500 });
    await chat.press(asked, 'confirm');
    await change(world, ANNA, { assignRoles: [{ role: 'Global Administrator' }] });
    const card = world.connector.messages.get(asked.id);
    assert.ok(card);
    assert.notEqual(lineOf(await chat.press(card, 'retry')), '');
    const { event, rule, requestId, targetName } = await lastRow();
    assert.deepEqual([event, targetName], ['not-allowed', ANNA]);
    assert.match(rule ?? '', /^(requester-role-does-not-cover|target-roles-changed)$/);
    assert.ok(requestId);
  });

  describe('a click', () => {
    let chat: Chat;
    let asked: SentActivity;
    beforeEach(async () => {
      ({ chat, asked } = await askForAnna(world, erik, 'channel'));
    });

    it('by somebody else: who, and that it is not theirs', async () => {
      lineOf(await chat.as(johanna).press(asked, 'confirm'));
      const { told, detail, correlationId } = await lastRow();
      assert.deepEqual([...told, detail], ['not-allowed', 'not-yours', johanna.objectId, chat.id, undefined]);
      assert.notEqual(correlationId, (await audit(world))[0]?.correlationId, 'the click has an id of its own');
    });

    it('from another conversation: which one', async () => {
      for (const [client, rule] of [
        [erik, 'elsewhere'],
        [johanna, 'not-yours'],
      ] as const) {
        const elsewhere = world.chat(client, 'groupChat');
        const { data } = JSON.parse(JSON.stringify(asked)).attachments[0].content.actions[0];
        lineOf(await elsewhere.execute('confirm', data, asked.id));
        assert.deepEqual((await lastRow()).told, ['not-allowed', rule, client.objectId, elsewhere.id]);
      }
    });
  });

  describe('and decisions, with the conversation where they were pressed', () => {
    for (const [verb, event] of [
      ['approve', 'request-approved'],
      ['decline', 'request-declined'],
    ] as const) {
      it(`${event}: the approvals conversation`, async () => {
        const approvals = await approvalsAt(world, johanna);
        const { deciding, request } = await waitForApproval(world, erik, { kind: 'personal', approvals });
        await deciding.chat.as(johanna).press(deciding.card, verb, { declineReason: 'not now' });
        const row = (await rowsOf(world, request)).find(each => each.event === event);
        assert.deepEqual([row?.actorId, row?.conversationId], [johanna.objectId, approvals.id]);
      });
    }

    it('approval-refused as well', async () => {
      const approvals = await approvalsAt(world, johanna);
      const { deciding, request } = await waitForApproval(world, erik, { kind: 'personal', approvals });
      await deciding.chat.as(erik).press(deciding.card, 'approve');
      const row = (await rowsOf(world, request)).at(-1);
      const told = [row?.event, row?.rule, row?.actorId, row?.conversationId];
      assert.deepEqual(told, ['approval-refused', 'approver-is-requester', erik.objectId, approvals.id]);
    });
  });
});
