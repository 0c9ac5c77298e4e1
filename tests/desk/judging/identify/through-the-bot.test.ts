import assert from 'node:assert/strict';
import { policy } from '../../../support/approvals.ts';
import { action, answeredCard, cardOf, textOf } from '../../../support/chat.ts';
import { codeFrom, loginRequestOf, offerOf, ssoToken, stands } from '../../../support/sign-in.ts';
import {
  ANNA,
  answerTo,
  assertPasswordWorks,
  audit,
  becomes,
  change,
  ERIK,
  JOHANNA,
  lineOf,
  nowReads,
  reads,
  resetAnna,
  resetCalls,
} from '../../../support/story.ts';
import { waits } from './attack.ts';
import { ADM, type TwoAccounts, wishes, withTwoAccounts } from './second-account.ts';

const PAIRS = policy('admin-pairs');
const SHARED = policy('admin-employee-id');
const BOTH_NAMES = /Requested by\nErik Lindqvist, acting with adm\.1001@fjallvind\.example/;

describe('a role on a second account', () => {
  let people: TwoAccounts;
  afterEach(() => people.world.stop());

  for (const [how, file, number] of [
    ['by a pair', PAIRS, undefined],
    ['by the employee ID', SHARED, 'E-1001'],
  ] as const) {
    it(`${how}: resets with it, and cards and record show both accounts`, async () => {
      people = await withTwoAccounts(file, number);
      const { world, erik, adm } = people;
      const { chat, asked, confirmed } = await resetAnna(world, erik);
      assert.match(reads(confirmed), BOTH_NAMES);
      await assertPasswordWorks(world, chat);
      const handover = await chat.card('The temporary password is ready');
      const shown = answeredCard(await chat.press(handover, 'show'));
      await chat.pressAction(action(shown, 'handed-over'), handover.id);
      assert.match(nowReads(world, handover), BOTH_NAMES);
      assert.match(nowReads(world, asked), BOTH_NAMES);
      const rows = (await audit(world)).filter(row => row.targetName === ANNA);
      assert.ok(rows.length >= 5, JSON.stringify(rows));
      for (const row of rows) {
        // Handed over asks for no sign-in: nobody has acted with the other account there.
        const acting = row.event === 'password-handed-over' ? [null, null] : [adm.objectId, ADM];
        assert.deepEqual(
          [row.actorId, row.actingId ?? null, row.actingName ?? null],
          [erik.objectId, ...acting],
          row.event,
        );
      }
    });

    it(`${how}: approves with it, and both show who that was`, async () => {
      people = await withTwoAccounts(file, number);
      const { world, erik, adm } = people;
      const johanna = await world.person(JOHANNA);
      const { chat, card, request } = await waits({ ...people, erik: johanna });
      const answer = reads(await chat.as(erik).press(card, 'approve'));
      assert.match(answer, /Approved by\nErik Lindqvist, acting with adm\.1001@fjallvind\.example, /);
      const row = (await audit(world)).find(each => each.event === 'request-approved' && each.requestId === request);
      assert.deepEqual([row?.actorId, row?.actingId], [erik.objectId, adm.objectId]);
      assert.equal(await resetCalls(world), 1);
    });

    it(`${how}: whoever approved with it has to be in use with both accounts until the reset`, async () => {
      for (const name of [ERIK, ADM]) {
        people = await withTwoAccounts(file, number);
        const { world, erik } = people;
        const johanna = await world.person(JOHANNA);
        const { chat, card } = await waits({ ...people, erik: johanna });
        await stands(world, johanna, { state: 'signed-out' });
        await chat.as(erik).press(card, 'approve');
        await change(world, name, { accountEnabled: false });
        await stands(world, johanna, { state: 'signed-in' });
        const run = await world.chat(johanna).card('approved at');
        const answer = await world.chat(johanna).press(run, 'run');
        assert.match(JSON.stringify(answer), /has been blocked or deleted since/, `${name}: ${JSON.stringify(answer)}`);
        assert.equal(await resetCalls(world), 0);
        if (name === ERIK) await world.stop();
      }
    });
  }

  it('the one card asks to sign in with it, by its name, and takes no single sign-on', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik } = people;
    await stands(world, erik, { state: 'signed-out', account: erik.objectId });
    const chat = world.chat(erik);
    const offer = offerOf(await wishes(chat, ANNA));
    assert.match(offer.text, /^Sign in with adm\.1001@fjallvind\.example, /);
    assert.equal(offer.tokenExchangeResource, undefined);
    await world.sandbox.control('DELETE', 'calls');
    const token = await ssoToken(world, erik);
    const { connectionName } = offer;
    assert.equal((await chat.invoke('signin/tokenExchange', { id: 'an-old-card', connectionName, token })).status, 412);
    const { calls } = await world.sandbox.control<{ calls: { path: string }[] }>('GET', 'calls?service=token');
    assert.deepEqual(
      calls.filter(({ path }) => path.includes('exchange')),
      [],
    );
    const state = await codeFrom(offer, people.adm.objectId);
    const before = new Set(world.connector.in(chat.id).map(({ id }) => id));
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    const card = textOf(await chat.next(before, 'the confirm card'));
    assert.match(card.replaceAll('\u200b', ''), BOTH_NAMES);
  });

  it('a click asks for it as well, whoever brings a token of the single sign-on', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik, adm } = people;
    const chat = world.chat(erik);
    const asked = await wishes(chat, ANNA);
    await stands(world, erik, { state: 'signed-out', account: erik.objectId });
    const offer = loginRequestOf(await chat.press(asked, 'confirm'));
    assert.equal(offer.tokenExchangeResource, undefined);
    const authentication = { token: await ssoToken(world, erik) };
    assert.equal((await chat.press(asked, 'confirm', {}, { authentication })).statusCode, 412);
    const state = await codeFrom(offer, adm.objectId);
    assert.match(reads(await chat.press(asked, 'confirm', {}, { state })), BOTH_NAMES);
  });

  it('signed in with the wrong one: told which one it takes, and after signing out it goes on', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik } = people;
    await stands(world, erik, { account: erik.objectId });
    const chat = world.chat({ ...erik, locale: 'sv-SE' });
    const refused = await answerTo(chat, `återställ lösenordet för ${ANNA}`);
    assert.match(refused, /Du är inloggad här som Erik Lindqvist, men ska använda adm\.1001@fjallvind\.example/);
    await chat.says('logga ut');
    const offer = offerOf(await chat.says(`återställ lösenordet för ${ANNA}`));
    assert.match(offer.text, /^Logga in med adm\.1001@fjallvind\.example, /);
  });

  it('where the employee ID joins accounts, everybody is asked which one holds the role', async () => {
    people = await withTwoAccounts(SHARED, '1001');
    const { world, erik } = people;
    await stands(world, erik, { state: 'signed-out', account: erik.objectId });
    const offer = offerOf(await wishes(world.chat(erik), ANNA));
    assert.match(offer.text, /^Sign in with the account that holds your administrator role/);
    assert.equal(offer.tokenExchangeResource, undefined);
    await stands(world, erik, { state: 'signed-in', account: erik.objectId });
    const refused = textOf(await wishes(world.chat(erik, 'groupChat'), ANNA));
    assert.match(refused, /If your role is on another account of yours, write "sign out" to me/);
  });

  it('the request is the person’s: the second account cancels in its own name what the first one asked for', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik, adm } = people;
    const chat = world.chat(erik, 'channel');
    const asked = await wishes(chat, ANNA);
    assert.ok(cardOf(asked));
    await chat.as(adm).press(asked, 'cancel');
    await becomes(world, asked, /Erik Lindqvist cancelled/);
    const row = (await audit(world)).findLast(each => each.event === 'request-cancelled');
    assert.deepEqual([row?.actorId, row?.actingId ?? null], [adm.objectId, null]);
    const lars = await world.person('lars.nystrom@fjallvind.example');
    const other = await wishes(chat, ANNA);
    assert.match(lineOf(await chat.as(lars).press(other, 'cancel')), /Only Erik Lindqvist/);
  });
});
