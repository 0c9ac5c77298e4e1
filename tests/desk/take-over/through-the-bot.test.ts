import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { KARIN, MIKAEL, present, requestOn } from '../../support/approvals.ts';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { passwordOn } from '../../support/reveal.ts';
import {
  ANNA,
  audit,
  becomes,
  ERIK,
  events,
  fault,
  JOHANNA,
  lineOf,
  nowReads,
  RESET,
  reads,
  resetAnna,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const SECOND = 1_000;
const TOOK_OVER = /Karin Holmgren took over the request of Erik Lindqvist/;

describe('an account that is held, and somebody with a stronger role', () => {
  let world: World;
  let erik: Client;
  let karin: Client;
  beforeEach(async () => {
    world = await World.start();
    erik = await world.person(ERIK);
    karin = await world.person(KARIN);
  });
  afterEach(() => world.stop());

  /** Karin asks for Anna while Erik's request holds her, and is offered to take over. */
  async function offered(): Promise<{ chat: Chat; offer: SentActivity }> {
    const chat = world.chat(karin);
    return { chat, offer: await chat.says(`reset password for ${ANNA}`) };
  }

  function verbsOn(message: SentActivity): (string | undefined)[] {
    return actions(cardOf(present(world, message))).map(({ verb }) => verb);
  }

  it('is told who holds it, takes over, and resets; the other one is told, and has nothing left to show', async () => {
    const held = await resetAnna(world, erik, 'channel');
    const read = await showPassword(held.personal, held.handover);
    const { chat, offer } = await offered();
    assert.match(
      textOf(offer),
      /a reset of the password of Anna Svensson by Erik Lindqvist[\s\S]*has held the account since/,
    );
    assert.deepEqual(verbsOn(offer), ['take-over', 'cancel']);
    assert.equal(await world.trySignIn(ANNA, read), 'must-change-password', 'nothing has happened yet');

    const before = new Set(world.connector.in(held.personal.id).map(({ id }) => id));
    const confirming = await chat.press(offer, 'take-over');
    assert.match(reads(confirming), /Reset password\?[\s\S]*You took over from Erik Lindqvist/);
    assert.match(nowReads(world, offer), /You took over from Erik Lindqvist/);
    assert.match(textOf(await held.personal.next(before, 'a notice')), TOOK_OVER);
    await becomes(world, held.handover, TOOK_OVER);
    await becomes(world, held.asked, /was erased from here when Karin Holmgren took over at/);
    assert.deepEqual(verbsOn(held.handover), []);
    assert.equal(await world.trySignIn(ANNA, read), 'must-change-password', 'as the card has said');

    const late = await held.personal.press(held.handover, 'show');
    assert.match(reads(late), TOOK_OVER);
    assert.throws(() => passwordOn(late.value));
    await chat.press(present(world, offer), 'confirm');
    const password = await showPassword(chat, await chat.card('The temporary password is ready'));
    assert.notEqual(password, read);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    assert.equal(await world.trySignIn(ANNA, read), 'wrong-password');
    assert.equal(await resetCalls(world), 2);
  });

  it('is on record with whose request ended, who did it, and for which request', async () => {
    const { asked } = await resetAnna(world, erik);
    const { chat, offer } = await offered();
    await chat.press(offer, 'take-over');
    const [row] = (await audit(world)).filter(({ event }) => event === 'request-taken-over');
    assert.equal(row?.actorName, 'Karin Holmgren');
    assert.equal(row.actorId, karin.objectId);
    assert.notEqual(row.requestId, requestOn(offer));
    assert.equal(row.detail, requestOn(offer));
    assert.equal(row.targetName, ANNA);
    assert.equal(row.conversationId, chat.id);
    await becomes(world, asked, /was erased from here when Karin Holmgren took over/);
  });

  it('reads it in Swedish', async () => {
    await resetAnna(world, erik);
    karin = await world.person(KARIN, 'sv-SE');
    const chat = world.chat(karin);
    const offer = await chat.says(`återställ lösenordet för ${ANNA}`);
    assert.match(textOf(offer), /godtagit att Erik Lindqvist återställer lösenordet för Anna Svensson/);
    assert.match(reads(await chat.press(offer, 'take-over')), /Du tog över från Erik Lindqvist kl\. /);
  });

  it('is offered it at Confirm too, where the other one was quicker', async () => {
    const { chat, offer: asked } = await offered();
    assert.deepEqual(verbsOn(asked), ['instead', 'confirm', 'cancel']);
    await resetAnna(world, erik);
    assert.match(reads(await chat.press(asked, 'confirm')), /Somebody else is resetting this password/);
    assert.deepEqual(verbsOn(asked), ['take-over', 'cancel'], 'for everybody who sees the card');
    assert.equal(await resetCalls(world), 1);
    assert.match(reads(await chat.press(present(world, asked), 'take-over')), /You took over from Erik Lindqvist/);
    assert.deepEqual(verbsOn(asked), ['instead', 'confirm', 'cancel'], 'what else she could do is offered as before');
  });

  for (const [who, name] of [
    [JOHANNA, 'an Authentication Administrator'],
    [MIKAEL, 'a User Administrator'],
  ] as const) {
    it(`is not offered to ${name}, whose press by hand does nothing`, async () => {
      const chat = world.chat(await world.person(who));
      const earlier = await chat.says(`reset password for ${ANNA}`);
      const { handover, personal } = await resetAnna(world, erik);
      const refused = await chat.says(`reset password for ${ANNA}`);
      assert.match(textOf(refused), /Something is already under way/);
      assert.deepEqual(verbsOn(refused), []);
      const forced = await chat.execute('take-over', { request: requestOn(earlier) }, earlier.id);
      assert.match(reads(forced), /Something is already under way/);
      const password = await showPassword(personal, handover);
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
      assert.ok(!(await events(world)).includes('request-taken-over'));
    });
  }

  it('is nobody else’s to press, nor with the id of the request that holds it, nor from elsewhere', async () => {
    const { personal, handover } = await resetAnna(world, erik);
    const held = requestOn(handover);
    const { chat, offer } = await offered();
    const own = requestOn(offer);
    const erikHere = await chat.as(erik).execute('take-over', { request: own }, offer.id);
    assert.match(lineOf(erikHere), /Karin Holmgren/);
    assert.match(lineOf(await chat.execute('take-over', { request: held }, offer.id)), /Erik Lindqvist/);
    const elsewhere = await world.chat(karin, 'channel').execute('take-over', { request: own }, 'card-by-hand');
    lineOf(elsewhere);
    const ownHeld = await personal.execute('take-over', { request: held }, handover.id);
    assert.throws(() => passwordOn(ownHeld.value));
    assert.ok(!(await events(world)).includes('request-taken-over'));
    await showPassword(personal, handover);
  });

  it('waits while Graph is being called, and is told so', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says(`reset password for ${ANNA}`);
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs: 3 * SECOND, times: 1 });
    const confirming = chat.press(asked, 'confirm');
    while (!(await events(world)).includes('reset-started')) await wait(50);
    const { chat: hers, offer } = await offered();
    assert.match(textOf(offer), /Microsoft Entra ID is being called at this moment/);
    assert.match(lineOf(await hers.press(offer, 'take-over')), /is being called for Erik Lindqvist/);
    assert.deepEqual(verbsOn(offer), ['take-over', 'cancel']);
    await confirming;
    await chat.card('The temporary password is ready');
    assert.match(reads(await hers.press(offer, 'take-over')), /You took over from Erik Lindqvist/);
  });

  it('gets an answer in time though the chat of the other one hangs', async () => {
    const { personal } = await resetAnna(world, erik);
    const { chat, offer } = await offered();
    const path = new RegExp(`^(PUT|POST) .*${personal.id}`);
    world.connector.faults.push({ path, times: 10, holdMilliseconds: 20 * SECOND });
    const begin = Date.now();
    assert.match(reads(await chat.press(offer, 'take-over')), /You took over from Erik Lindqvist/);
    assert.ok(Date.now() - begin < 15 * SECOND, `${Date.now() - begin} ms`);
    world.connector.faults.length = 0;
  });

  it('leaves a card that was pressed twice as it is', async () => {
    await resetAnna(world, erik);
    const { chat, offer } = await offered();
    const take = () => chat.execute('take-over', { request: requestOn(offer) }, offer.id);
    const answers = [await take(), await take()];
    for (const answer of answers) assert.match(reads(answer), /You took over from Erik Lindqvist/);
    assert.equal((await events(world)).filter(event => event === 'request-taken-over').length, 1);
    answeredCard(await chat.execute('cancel', { request: requestOn(offer) }, offer.id));
    assert.ok(!(await events(world)).includes('reset-undone'));
  });
});
