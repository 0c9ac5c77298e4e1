import assert from 'node:assert/strict';
import { DEFAULT_POLICY, rowsOf, waitForApproval } from '../../support/approvals.ts';
import { eachWithErik } from '../../support/scene.ts';
import { codeFrom, loginRequestOf, runWithNewSignIn, ssoToken, stands } from '../../support/sign-in.ts';
import {
  askForAnna,
  audit,
  ERIK,
  events,
  fault,
  JOHANNA,
  nowReads,
  RESET,
  reads,
  resetCalls,
} from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const REFUSED = /Microsoft Entra ID refused to reset the password of Anna Svensson, although a role of yours covers/;

describe('Graph refuses the reset, although a role covers the account', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  const denies = (times: number | null, code = 'accessDenied') =>
    fault(world, { service: 'graph', pathPattern: RESET, times, status: 403, code });

  for (const code of ['accessDenied', 'Authorization_RequestDenied']) {
    it(`once, as where the role is newer than the sign-in (${code}): a new sign-in, and the same click goes on`, async () => {
      const { chat, asked } = await askForAnna(world, erik);
      await denies(1, code);
      loginRequestOf(await chat.press(asked, 'confirm'));
      assert.match(nowReads(world, asked), /Reset password\?/, 'the card stays');
      const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
      assert.match(reads(await chat.press(asked, 'confirm', {}, { authentication })), /reset the password of Anna/);
      assert.equal(await resetCalls(world), 2);
    });

    it(`with the new sign-in as well (${code}): failed, what is known and the ways out, and asked no more`, async () => {
      const { chat, asked } = await askForAnna(world, erik);
      await denies(null, code);
      loginRequestOf(await chat.press(asked, 'confirm'));
      const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
      const answer = reads(await chat.press(asked, 'confirm', {}, { authentication }));
      assert.match(answer, /The password was not reset/);
      assert.match(answer, REFUSED);
      assert.match(answer, /activated the role a moment ago, wait a minute.*not have consented.*protected/);
      assert.doesNotMatch(answer, /no active role/);
      assert.equal((await events(world)).at(-1), 'reset-failed');
      assert.match(reads(await chat.press(asked, 'confirm')), /The password was not reset/);
      assert.equal(await resetCalls(world), 2);
    });
  }

  it('with the code of the sign-in page, which is a new sign-in too: failed at once', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    await denies(null);
    const offer = loginRequestOf(await chat.press(asked, 'confirm'));
    const answer = await chat.press(asked, 'confirm', {}, { state: await codeFrom(offer) });
    assert.match(reads(answer), REFUSED);
    assert.equal(await resetCalls(world), 2);
  });

  it('stands on record as what it was, with nothing reset in between', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    await denies(1);
    loginRequestOf(await chat.press(asked, 'confirm'));
    const rows = (await audit(world)).slice(-2).map(({ event, rule, detail }) => [event, rule, detail]);
    assert.deepEqual(rows, [
      ['reset-not-called', undefined, 'graph-denied'],
      ['sign-in-failed', 'sign-in-outdated', undefined],
    ]);
  });

  it('to a request that was just approved: it waits for its requester, and a new sign-in goes on', async () => {
    const own = await World.start(DEFAULT_POLICY);
    try {
      const [requester, johanna] = [await own.person(ERIK), await own.person(JOHANNA)];
      const { deciding, request } = await waitForApproval(own, requester);
      await fault(own, { service: 'graph', pathPattern: RESET, times: 2, status: 403, code: 'accessDenied' });
      assert.match(reads(await deciding.chat.as(johanna).press(deciding.card, 'approve')), /Erik Lindqvist has until/);
      const rows = (await rowsOf(own, request)).slice(-2).map(({ event, detail }) => [event, detail]);
      assert.deepEqual(rows, [
        ['reset-started', undefined],
        ['reset-not-called', 'graph-denied'],
      ]);
      assert.equal((await audit(own)).at(-1)?.rule, 'sign-in-outdated');
      const answer = await runWithNewSignIn(own, requester, own.chat(requester));
      assert.match(reads(answer), /reset the password of Gustav Norberg/);
      assert.equal(await resetCalls(own), 3);
    } finally {
      await own.stop();
    }
  });

  it('to an approved request that its requester runs: the approval stands, and the new sign-in goes on', async () => {
    const own = await World.start(DEFAULT_POLICY);
    try {
      const [requester, johanna] = [await own.person(ERIK), await own.person(JOHANNA)];
      const waiting = await waitForApproval(own, requester);
      await stands(own, requester, { state: 'signed-out' });
      await waiting.deciding.chat.as(johanna).press(waiting.deciding.card, 'approve');
      const personal = own.chat(requester);
      await personal.card('Approved: it is your turn');
      await stands(own, requester, { state: 'signed-in' });
      await fault(own, { service: 'graph', pathPattern: RESET, status: 403, code: 'accessDenied' });
      const answer = await runWithNewSignIn(own, requester, personal);
      assert.match(reads(answer), /reset the password of Gustav Norberg/);
    } finally {
      await own.stop();
    }
  });
});
