import assert from 'node:assert/strict';
import { present, requestOn, stored } from '../../support/approvals.ts';
import { action, actions, answeredCard, cardOf } from '../../support/chat.ts';
import type { Card } from '../../support/connector.ts';
import {
  askForPass,
  confirmPass,
  type GivenPass,
  givePass,
  handOverPass,
  inputsOf,
  pass,
  passesOf,
  pressOn,
  showPass,
  signInWith,
  statesOf,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, answerTo, becomes, lineOf, MINUTE, nowReads, OLIVIA, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const HOUR = 60 * MINUTE;

describe('a pass, from the words to its receipt', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  async function readsAgain(given: GivenPass, card: Card): Promise<Card> {
    return answeredCard(await pressOn(given, card, 'read-receipt'));
  }

  it('offers what the tenant allows, and makes what was chosen', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    const { passUse, passMinutes, passStart, passTime, signOut } = inputsOf(cardOf(asked));
    assert.deepEqual([passUse, passMinutes, passStart, passTime, signOut], ['once', '60', 'now', '08:00', 'false']);
    assert.deepEqual(await passesOf(world), [], 'nothing is made before it is confirmed');
    const confirmed = await confirmPass(chat, asked, { passUse: 'several', passMinutes: '240' });
    assert.match(reads(confirmed), /made a Temporary Access Pass for Anna Svensson.*any number of sign-ins, until/s);
    const [made, ...others] = await passesOf(world);
    assert.deepEqual([made?.lifetimeInMinutes, made?.isUsableOnce, made?.state], [240, false, 'usable']);
    assert.deepEqual(others, []);
  });

  it('shows it to the requester alone, and as often as they want until it is handed over', async () => {
    const given = await givePass(world, johanna);
    const [made] = await passesOf(world);
    assert.equal((await showPass(given)).secret, made?.temporaryAccessPass);
    assert.equal((await showPass(given)).secret, made?.temporaryAccessPass);
    const { receipt, secret } = await handOverPass(given);
    assert.ok(!JSON.stringify(receipt).includes(secret));
    const late = await given.personal.press(given.handover, 'show');
    assert.match(reads(late), /handed over the pass/);
    assert.ok(!JSON.stringify(late).includes(secret));
    assert.equal('sealed' in (await stored(world, given.request)), false);
  });

  it('tells that it has not been used, and after the sign-in with it that it has: then there is nothing to take back', async () => {
    const given = await givePass(world, johanna);
    const { receipt, secret } = await handOverPass(given);
    const before = await readsAgain(given, receipt);
    assert.match(nowReads(world, given.handover), /It has not been used yet/);
    assert.equal(await signInWith(world, secret), 'signed-in');
    const after = await readsAgain(given, before);
    assert.match(nowReads(world, given.handover), /It has been used/);
    const verbs = actions(after).map(({ verb }) => verb);
    assert.ok(!verbs.includes('withdraw') && !verbs.includes('read-receipt'), String(verbs));
    assert.equal(await signInWith(world, secret), 'used');
  });

  it('of a pass for several sign-ins says that nobody can know, and takes it back all the same', async () => {
    const given = await givePass(world, johanna, { passUse: 'several' });
    const { receipt, secret } = await handOverPass(given);
    assert.equal(await signInWith(world, secret), 'signed-in');
    const read = await readsAgain(given, receipt);
    assert.match(nowReads(world, given.handover), /Whether it has been used is not known/);
    assert.equal(await signInWith(world, secret), 'signed-in');
    assert.match(reads(await pressOn(given, read, 'withdraw')), /Withdrawn: as of/);
    assert.equal(await signInWith(world, secret), 'wrong-pass');
  });

  it('is withdrawn: all cards say so, and nobody can use it', async () => {
    const given = await givePass(world, johanna, { chat: world.chat(johanna, 'channel') });
    const { receipt, secret } = await handOverPass(given);
    const withdrawn = answeredCard(await pressOn(given, receipt, 'withdraw'));
    assert.deepEqual(
      actions(withdrawn).filter(({ verb }) => verb),
      [],
    );
    assert.match(nowReads(world, given.handover), /Withdrawn: as of .* nobody can use it/);
    assert.match(
      nowReads(world, given.asked),
      /^Temporary Access Pass withdrawn.*it is deleted in Microsoft Entra ID/s,
    );
    assert.equal(await signInWith(world, secret), 'wrong-pass');
    assert.deepEqual(await statesOf(world), ['deleted']);
  });

  it('is withdrawn before it was handed over, shown or not: it is erased here and deleted there', async () => {
    for (const isShown of [false, true]) {
      const given = await givePass(world, johanna);
      const card = isShown ? (await showPass(given)).card : cardOf(given.handover);
      assert.match(reads(await pressOn(given, card, 'withdraw')), /^Pass erased.*it is deleted in Microsoft Entra ID/s);
      assert.match(nowReads(world, given.asked), /Temporary Access Pass withdrawn/);
      assert.ok(!(await statesOf(world)).includes('usable'));
      assert.match(reads(await given.personal.press(given.handover, 'show')), /^Pass erased/);
      assert.equal('sealed' in (await stored(world, given.request)), false);
    }
  });

  it('begins when it was said to, by the clock of whoever said it', async () => {
    const tomorrow = new Date(Date.now() + 24 * HOUR).toISOString().slice(0, 10);
    const given = await givePass(world, johanna, { passStart: 'at', passDate: tomorrow, passTime: '08:00' });
    const [made] = await passesOf(world);
    // Johanna's client is in Stockholm.
    assert.match(made?.startDateTime ?? '', new RegExp(`^${tomorrow}T0[67]:00:00`));
    const { receipt, secret } = await handOverPass(given);
    assert.match(nowReads(world, given.handover), /It works for one sign-in, from .* until/);
    const early = await readsAgain(given, receipt);
    assert.match(nowReads(world, given.handover), /It has not begun to work yet/);
    assert.equal(await signInWith(world, secret), 'not-yet');
    await pass(world, Date.parse(made?.startDateTime ?? '') - Date.now() + MINUTE);
    assert.equal(await signInWith(world, secret), 'signed-in');
    await readsAgain(given, early);
    assert.match(nowReads(world, given.handover), /It has been used/);
  });

  it('runs out by itself, and says so', async () => {
    const given = await givePass(world, johanna);
    const { receipt, secret } = await handOverPass(given);
    await pass(world, 61 * MINUTE);
    assert.equal(await signInWith(world, secret), 'expired');
    await readsAgain(given, receipt);
    assert.match(nowReads(world, given.handover), /It has run out/);
  });

  it('ends what sessions there are only where that was wanted', async () => {
    const revocations = async (of: string) =>
      (await world.sandbox.control<{ revocations: number }>('GET', `users/${of}`)).revocations;
    await handOverPass(await givePass(world, johanna));
    const given = await givePass(world, johanna, { target: OLIVIA, signOut: 'true' });
    await becomes(world, given.asked, /Signed out everywhere/);
    assert.deepEqual([await revocations(ANNA), await revocations(OLIVIA)], [0, 1]);
  });

  it('in Swedish', async () => {
    const svenska = { ...johanna, locale: 'sv-SE' };
    const chat = world.chat(svenska);
    const asked = await askForPass(world, chat);
    assert.match(nowReads(world, asked), /Ge ett tillfälligt åtkomstpass\?/);
    const confirmed = await confirmPass(chat, asked, { passMinutes: '120' });
    assert.match(reads(confirmed), /Tillfälligt åtkomstpass skapat.*Det räcker till en inloggning och gäller till/s);
    const handover = await chat.card('Det tillfälliga åtkomstpasset är klart');
    const given = { chat, personal: chat, asked, request: requestOn(asked), confirmed, handover };
    const { receipt, secret } = await handOverPass(given);
    assert.equal(action(receipt, 'read-receipt').title, 'Har det använts?');
    assert.equal(await signInWith(world, secret), 'signed-in');
    await readsAgain(given, receipt);
    assert.match(nowReads(world, handover), /Det har använts/);
  });

  it('takes the place of a reset, and a reset its place, as often as wished: the one on the card alone goes on', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    const requests = [requestOn(asked)];
    for (const title of ['Reset password', 'Give a pass', 'Reset password']) {
      const card = answeredCard(await chat.press(present(world, asked), 'instead'));
      assert.equal(action(card, 'confirm').title, title);
      requests.push(requestOn(present(world, asked)));
    }
    assert.equal(new Set(requests).size, 4);
    const old = requests.slice(0, -1);
    for (const request of old) {
      assert.equal((await stored(world, request)).state, 'cancelled');
      const late = await chat.execute('confirm', { request, passMinutes: '60' }, asked.id);
      assert.match(lineOf(late), /This card is over/);
    }
    assert.deepEqual(await passesOf(world), []);
    assert.match(reads(await chat.press(present(world, asked), 'confirm')), /Password reset/);
    assert.equal(await resetCalls(world), 1);
  });

  it('is neither confirmed nor handed over by a word, and cancelled by one', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    assert.match(await answerTo(chat, 'yes'), /A typed yes does nothing\. .*press Give a pass/s);
    assert.deepEqual(await passesOf(world), []);
    assert.match(await answerTo(chat, 'cancel'), /Johanna Bergström cancelled\. No pass was made for Anna Svensson/);
    await becomes(world, asked, /No pass was made for Anna Svensson/);
    assert.match(reads(await chat.press(asked, 'confirm', inputsOf(cardOf(asked)))), /cancelled/);
    assert.deepEqual(await passesOf(world), []);
  });
});
