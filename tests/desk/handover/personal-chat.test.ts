import assert from 'node:assert/strict';
import { spellPassword } from '../../../src/locales/spelling.ts';
import { action, actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { passwordOn } from '../../support/reveal.ts';
import { eachWithErik } from '../../support/scene.ts';
import {
  ANNA,
  audit,
  becomes,
  ERIK,
  events,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  reads,
  resetAnna,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const REMINDER =
  'A temporary password never expires: it works at the next sign-in however much time has passed. ' +
  'The user must change it at that sign-in.';
const DAY = 24 * 60 * MINUTE;

describe('handing over, in the personal chat', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  let handover: SentActivity;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    ({ chat, asked, handover } = await resetAnna(world, erik));
    await becomes(world, asked, /has confirmed the reset/);
  });

  async function handOver() {
    const shown = answeredCard(await chat.press(handover, 'show'));
    return chat.pressAction(action(shown, 'handed-over'), handover.id);
  }

  it('the card offers the password without holding it', () => {
    const text = textOf(cardOf(handover));
    assert.match(text, /Anna Svensson/);
    assert.match(text, /Only you can see it\. It is erased at \d/);
    assert.throws(() => passwordOn(cardOf(handover)), /no temporary password/);
    assert.deepEqual(
      actions(cardOf(handover)).map(one => one.verb),
      ['show'],
    );
  });

  it('Show answers that click alone, and again and again: always the same password', async () => {
    const calls = world.connector.calls.length;
    const password = await showPassword(chat, handover);
    assert.equal(await showPassword(chat, handover), password);
    world.passTime(14 * MINUTE);
    await world.bot.sweep();
    assert.equal(await showPassword(chat, handover), password);
    assert.equal(world.connector.calls.length, calls, 'nothing was posted or updated');
    assert.equal((await events(world)).filter(event => event === 'password-shown').length, 3);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    assert.ok(!JSON.stringify([world.connector.calls, world.log, await audit(world)]).includes(password));
  });

  it('the password is large and monospaced, with how to read it out and the whole reminder', async () => {
    const card = answeredCard(await chat.press(handover, 'show'));
    const password = passwordOn(card);
    const large = new RegExp(`"text":"${password}","fontType":"monospace","size":"(extraL|l)arge"`);
    assert.match(JSON.stringify(card), large);
    for (const { spoken } of spellPassword(password, 'en').blocks) assert.ok(textOf(card).includes(spoken), spoken);
    assert.match(textOf(card), /capital \w+/);
    assert.ok(textOf(card).includes(REMINDER), textOf(card));
  });

  it('leads on into the Entra admin center', async () => {
    const anna = await world.person(ANNA);
    const urls = actions(answeredCard(await chat.press(handover, 'show'))).flatMap(one => one.url ?? []);
    for (const page of ['AdministrativeRole', 'Groups', 'overview']) {
      assert.ok(
        urls.some(url => url.includes(`/~/${page}/userId/${anna.objectId}`)),
        page,
      );
    }
    assert.ok(urls.some(url => url.endsWith('/UserManagementMenuBlade/~/AllUsers')));
    assert.ok(urls.every(url => url.startsWith('https://entra.microsoft.com/')));
  });

  it('the password works after a year, once, and a change is demanded', async () => {
    const password = await showPassword(chat, handover);
    await world.sandbox.control('POST', 'clock', { advanceMs: 366 * DAY });
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    const newPassword = 'Brygg-7-koppar-till';
    const change = { userPrincipalName: ANNA, oldPassword: password, newPassword };
    const { result } = await world.sandbox.control<{ result: string }>('POST', 'change-password', change);
    assert.equal(result, 'changed');
    assert.equal(await world.trySignIn(ANNA, password), 'wrong-password');
    assert.equal(await world.trySignIn(ANNA, newPassword), 'signed-in');
  });

  it('Handed over: a receipt for good, and no password any more', async () => {
    const answer = await handOver();
    const card = reads(answer);
    const urls = actions(answeredCard(answer)).flatMap(one => one.url ?? []);
    assert.ok(
      urls.some(url => url === 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AddGroupBlade'),
      'a new group',
    );
    assert.match(card, /Handed over[\s\S]*Anna Svensson[\s\S]*Erik Lindqvist handed over/);
    assert.match(card, /no longer kept here/);
    assert.equal(nowReads(world, handover), card);
    const again = await chat.press(handover, 'show');
    assert.match(reads(again), /Handed over/);
    assert.throws(() => passwordOn(again.value), /no temporary password/);
    assert.equal((await events(world)).at(-1), 'password-handed-over');
  });

  it('Handed over twice, and after 15 minutes: the receipt stays', async () => {
    const pressed = action(answeredCard(await chat.press(handover, 'show')), 'handed-over');
    await Promise.all([chat.pressAction(pressed, handover.id), chat.pressAction(pressed, handover.id)]);
    const receipt = nowReads(world, handover);
    world.passTime(16 * MINUTE);
    await world.bot.sweep();
    assert.equal(nowReads(world, handover), receipt);
    const rows = await events(world);
    assert.equal(rows.filter(event => event === 'password-handed-over').length, 1);
    assert.ok(!rows.includes('password-erased'));
  });

  it('after 15 minutes it is erased, and the card says so', async () => {
    world.passTime(15 * MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, handover), /Temporary password erased[\s\S]*Anna Svensson[\s\S]*erased from here at/);
    const answer = await chat.press(handover, 'show');
    assert.match(reads(answer), /Temporary password erased/);
    assert.match(nowReads(world, asked), /Erik Lindqvist reset the password/, 'the outcome stays');
    assert.equal((await events(world)).at(-1), 'password-erased');
  });

  for (const verb of ['show', 'handed-over']) {
    it(`after 15 minutes ${verb} gives nothing, even before the minute timer has come`, async () => {
      const { request } = action(cardOf(handover), 'show').data ?? {};
      world.passTime(15 * MINUTE);
      const answer = await chat.execute(verb, { request }, handover.id);
      assert.match(reads(answer), /Temporary password erased/);
      assert.throws(() => passwordOn(answer.value), /no temporary password/);
      assert.match(nowReads(world, handover), /Temporary password erased/);
      assert.ok(!(await events(world)).includes('password-shown'));
    });
  }

  it('Reset again opens a new card to confirm, and another password', async () => {
    const first = await showPassword(chat, handover);
    world.passTime(15 * MINUTE);
    await world.sandbox.control('POST', 'clock', { advanceMs: 15 * MINUTE });
    await world.bot.sweep();
    const erased = world.connector.messages.get(handover.id) ?? handover;
    assert.match(reads(await chat.press(erased, 'again')), /Reset password\?[\s\S]*Anna Svensson/);
    assert.equal(await resetCalls(world), 1, 'nothing before it is confirmed');
    const confirm = world.connector.messages.get(handover.id) ?? handover;
    await chat.press(confirm, 'confirm');
    const second = await showPassword(chat, await chat.card('The temporary password is ready'));
    assert.notEqual(second, first);
    assert.equal(await world.trySignIn(ANNA, second), 'must-change-password');
    assert.equal(await world.trySignIn(ANNA, first), 'wrong-password');
  });

  it('Reset again is judged anew', async () => {
    world.passTime(15 * MINUTE);
    await world.bot.sweep();
    const erased = world.connector.messages.get(handover.id) ?? handover;
    const gone = { removeRoles: [{ role: 'Helpdesk Administrator' }] };
    await world.sandbox.control('PATCH', `users/${encodeURIComponent(ERIK)}`, gone);
    assert.match(reads(await chat.press(erased, 'again')), /You have no role that resets passwords/);
    assert.equal(await resetCalls(world), 1);
  });

  it('Reset again is not there for a reset that is still waiting', async () => {
    const { request } = action(cardOf(handover), 'show').data ?? {};
    assert.match(reads(await chat.execute('again', { request }, handover.id)), /reset the password of Anna/);
    assert.equal((await events(world)).filter(event => event === 'request-opened').length, 1);
  });

  it('somebody else can’t show it, wherever they press', async () => {
    const johanna = await world.person(JOHANNA);
    const show = action(cardOf(handover), 'show');
    for (const place of [chat.as(johanna), world.chat(johanna), world.chat(johanna, 'channel')]) {
      assert.match(lineOf(await place.pressAction(show, handover.id)), /Only Erik Lindqvist/);
    }
    assert.ok(!(await events(world)).includes('password-shown'));
  });

  it('the requester can’t show it anywhere else either', async () => {
    const show = action(cardOf(handover), 'show');
    for (const kind of ['channel', 'groupChat'] as const) {
      const elsewhere = world.chat(erik, kind);
      assert.match(lineOf(await elsewhere.pressAction(show, handover.id)), /does not work/);
      assert.match(lineOf(await elsewhere.execute('handed-over', show.data, handover.id)), /does not work/);
    }
    const rows = (await audit(world)).slice(-4).map(({ event, rule }) => [event, rule]);
    assert.deepEqual(rows, Array(4).fill(['not-allowed', 'elsewhere']));
    await becomes(world, handover, /The temporary password is ready/);
  });

  it('the bot restarts in between: Show still works', async () => {
    await world.bot.stop();
    await world.startBot();
    const password = await showPassword(chat, handover);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
  });

  it('the bot was away when the 15 minutes were over: erased as it comes back', async () => {
    await world.bot.stop();
    world.passTime(20 * MINUTE);
    await world.startBot();
    await becomes(world, handover, /Temporary password erased/);
  });
});
