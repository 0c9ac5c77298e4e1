import assert from 'node:assert/strict';
import { DEFAULT_POLICY, waitForApproval } from '../../support/approvals.ts';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachWithErik } from '../../support/scene.ts';
import { codeFrom, exchange, loginRequestOf, offerOf, ssoToken, stands } from '../../support/sign-in.ts';
import { askForAnna, audit, events, fault, JOHANNA, lineOf, OLIVIA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const EXPIRED = { service: 'graph', pathPattern: 'batch', status: 401, code: 'InvalidAuthenticationToken' };

describe('sign-ins and why they did not work, on record', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene), DEFAULT_POLICY);

  /** The last row about a sign-in: what, why, who and where. */
  async function lastSignIn() {
    const row = (await audit(world)).filter(({ event }) => /^sign/.test(event)).at(-1);
    assert.ok(row, 'nothing is on record');
    assert.match(row.correlationId, /^[\da-f-]{36}$/);
    return [row.event, row.rule, row.actorId, row.conversationId];
  }
  const rowOf = (event: string, rule: string | undefined, chat?: Chat) => [event, rule, erik.objectId, chat?.id];

  describe('at a click', () => {
    let chat: Chat;
    let asked: SentActivity;
    beforeEach(async () => {
      ({ chat, asked } = await askForAnna(world, erik, 'channel'));
      await stands(world, erik, { state: 'signed-out' });
    });

    const authentication = async () => ({ id: '1', connectionName: 'graph', token: await ssoToken(world, erik) });

    it('a wrong code', async () => {
      loginRequestOf(await chat.press(asked, 'confirm'));
      await chat.press(asked, 'confirm', {}, { state: '000000' });
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'wrong-code', chat));
    });

    it('a token that can’t be exchanged', async () => {
      await stands(world, erik, { state: 'consent-needed' });
      await chat.press(asked, 'confirm', {}, { authentication: await authentication() });
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'sign-in-failed', chat));
    });

    it('a sign-in by Teams’ token, and one by the code', async () => {
      await chat.press(asked, 'confirm', {}, { authentication: await authentication() });
      assert.deepEqual(await lastSignIn(), rowOf('signed-in', undefined, chat));
      const johanna = await world.person(JOHANNA);
      const another = world.chat(johanna, 'channel');
      const card = await another.says(`reset password for ${OLIVIA}`);
      await stands(world, johanna, { state: 'signed-out' });
      const state = await codeFrom(loginRequestOf(await another.press(card, 'confirm')));
      await another.press(card, 'confirm', {}, { state });
      assert.deepEqual(await lastSignIn(), ['signed-in', undefined, johanna.objectId, another.id]);
    });

    it('none, where somebody was signed in all the time', async () => {
      await stands(world, erik, { state: 'signed-in' });
      await chat.press(asked, 'confirm');
      assert.deepEqual(
        (await events(world)).filter(event => /^sign/.test(event)),
        [],
      );
    });

    it('a sign-in that Graph does not take any more, and that a new one does not mend', async () => {
      await stands(world, erik, { state: 'signed-in' });
      await fault(world, EXPIRED);
      loginRequestOf(await chat.press(asked, 'confirm'));
      assert.deepEqual((await lastSignIn()).slice(0, 3), rowOf('sign-in-failed', 'sign-in-lapsed').slice(0, 3));
      await fault(world, EXPIRED);
      const answer = await chat.press(asked, 'confirm', {}, { authentication: await authentication() });
      assert.match(lineOf(answer), /This was not done\. Ask again/);
      const rows = (await audit(world)).filter(({ event }) => /^sign/.test(event));
      assert.deepEqual(
        rows.map(({ event, rule }) => [event, rule]),
        [
          ['sign-in-failed', 'sign-in-lapsed'],
          ['signed-in', undefined],
          ['sign-in-failed', 'sign-in-lapsed'],
        ],
      );
    });
  });

  describe('in the personal chat', () => {
    const asksToSignIn = async () => {
      await stands(world, erik, { state: 'signed-out' });
      return askForAnna(world, erik);
    };

    it('a wrong code', async () => {
      const { chat, asked } = await asksToSignIn();
      const state = (await codeFrom(offerOf(asked))) === '000000' ? '000001' : '000000';
      await chat.invoke('signin/verifyState', { state });
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'wrong-code', chat));
    });

    it('a token that can’t be exchanged', async () => {
      await stands(world, erik, { state: 'consent-needed' });
      const { chat, asked } = await askForAnna(world, erik);
      await exchange(world, chat, offerOf(asked));
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'sign-in-failed', chat));
    });

    it('Teams’ own failure, by its code', async () => {
      const { chat } = await asksToSignIn();
      await chat.invoke('signin/failure', { code: 'resourcematchfailed', message: 'no match' });
      assert.deepEqual((await lastSignIn()).slice(0, 2), ['sign-in-failed', 'resourcematchfailed']);
    });

    it('a sign-in that Graph does not take any more', async () => {
      await fault(world, EXPIRED);
      const { chat } = await askForAnna(world, erik);
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'sign-in-lapsed', chat));
    });

    it('a sign-in, with where it was asked for', async () => {
      const { chat, asked } = await asksToSignIn();
      await exchange(world, chat, offerOf(asked));
      await chat.card('Reset password?');
      assert.deepEqual(await lastSignIn(), rowOf('signed-in', undefined, chat));
    });
  });

  for (const [what, lapses] of [
    ['is gone', () => stands(world, erik, { state: 'signed-out' })],
    // The approver's own reads come first.
    ['is not taken by Graph', () => fault(world, { ...EXPIRED, skip: 1 })],
  ] as const) {
    it(`the requester’s, which ${what} when their request is approved`, async () => {
      const { chat, card } = await waitForApproval(world, erik);
      await lapses();
      await chat.as(await world.person(JOHANNA)).press(card, 'approve');
      assert.deepEqual(await lastSignIn(), rowOf('sign-in-failed', 'sign-in-lapsed', chat));
    });
  }
});
