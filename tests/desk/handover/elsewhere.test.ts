import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachWithErik } from '../../support/scene.ts';
import {
  ANNA,
  askForAnna,
  becomes,
  events,
  MINUTE,
  nowReads,
  OLIVIA,
  reads,
  resetAnna,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const OPENING = /^POST \/v3\/conversations$/;
const POSTING = /^POST .*activities/;
const UPDATING = /^PUT /;

describe('handing over, asked from a channel or group chat', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  /** Lines of the log that somebody should look at. */
  const warnings = () => world.log.filter(line => /"level":"(warn|error)"/.test(line));

  for (const kind of ['channel', 'groupChat'] as const) {
    it(`${kind}: the password is in the personal chat, the outcome for everybody, and no secret in it`, async () => {
      const { chat, asked, personal, handover, confirmed } = await resetAnna(world, erik, kind);
      const password = await showPassword(personal, handover);
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
      await becomes(world, asked, /has confirmed the reset/);
      for (const text of [reads(confirmed), nowReads(world, asked)]) {
        assert.match(text, /Erik Lindqvist reset the password of Anna Svensson/);
        assert.match(text, /The temporary password waits for Erik Lindqvist in the private chat/);
      }
      assert.deepEqual(actions(cardOf(world.connector.messages.get(asked.id) ?? asked)), []);
      assert.equal(world.connector.in(chat.id).length, 1, 'one card in the conversation');
      assert.equal(world.connector.in(personal.id).length, 1, 'one card in the personal chat');
      assert.ok(!JSON.stringify(world.connector.calls).includes(password));
    });
  }

  it('the outcome says that the password was handed over once it was, and not before', async () => {
    const { asked, personal, handover } = await resetAnna(world, erik, 'channel');
    await becomes(world, asked, /has confirmed the reset/);
    assert.doesNotMatch(nowReads(world, asked), /handed/);
    await showPassword(personal, handover);
    assert.doesNotMatch(nowReads(world, asked), /handed/);
    const { request } = cardOf(handover).actions?.[0]?.data ?? {};
    await personal.execute('handed-over', { request }, handover.id);
    await becomes(world, asked, /Erik Lindqvist handed over the temporary password\.[\s\S]*has confirmed the reset/);
    assert.doesNotMatch(nowReads(world, asked), /waits/);
    assert.match(nowReads(world, handover), /Handed over/);
  });

  describe('when the app is not installed for the requester', () => {
    let chat: Chat;
    let asked: SentActivity;
    let personal: Chat;
    beforeEach(async () => {
      world.connector.faults.push({ path: OPENING, status: 403, times: 1 });
      ({ chat, asked } = await askForAnna(world, erik, 'channel'));
      await chat.press(asked, 'confirm');
      await becomes(world, asked, /has confirmed the reset/);
      personal = world.chat(erik);
    });

    const install = () => actions(cardOf(world.connector.messages.get(asked.id) ?? asked)).map(one => one.url);

    it('everybody sees that it waits, with a link to the chat with the bot', async () => {
      assert.match(nowReads(world, asked), /waits for Erik Lindqvist, who has to install the app first/);
      assert.deepEqual(install(), [
        `https://teams.microsoft.com/l/chat/0/0?users=28:${world.sandbox.environment.BOT_ID}`,
      ]);
      assert.equal(world.connector.in(personal.id).length, 0);
      assert.ok((await events(world)).includes('handover-waiting'));
    });

    for (const [how, activity] of [
      ['they write something', { type: 'message', text: 'hello' }],
      ['they install the app', { type: 'installationUpdate', action: 'add' }],
    ] as const) {
      it(`it is delivered when ${how}`, async () => {
        assert.equal((await personal.post(activity)).status, 200);
        const handover = await personal.card('The temporary password is ready');
        await becomes(world, asked, /waits for Erik Lindqvist in the private chat/);
        assert.deepEqual(install(), []);
        const password = await showPassword(personal, handover);
        assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
        await personal.post(activity);
        const cards = world.connector.in(personal.id).filter(one => textOf(one).includes('is ready'));
        assert.equal(cards.length, 1, 'delivered once');
      });
    }

    /** How often the bot has tried to open the personal chat. */
    const openings = () => world.connector.calls.filter(call => OPENING.test(`${call.method} ${call.path}`)).length;

    async function nextMinute(): Promise<void> {
      world.passTime(MINUTE);
      await world.bot.sweep();
    }

    it('it is delivered by the minute timer once the app is installed, and once', async () => {
      await nextMinute();
      const handover = await personal.card('The temporary password is ready');
      await becomes(world, asked, /waits for Erik Lindqvist in the private chat/);
      const password = await showPassword(personal, handover);
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
      await nextMinute();
      assert.equal(world.connector.in(personal.id).length, 1);
      assert.equal(openings(), 2);
    });

    it('the minute timer finds it still not installed: it goes on waiting, on record once', async () => {
      world.connector.faults.push({ path: OPENING, status: 403, times: 2 });
      await nextMinute();
      await world.bot.sweep();
      assert.equal(openings(), 2, 'not again within the same minute');
      await nextMinute();
      assert.equal(openings(), 3);
      assert.match(nowReads(world, asked), /who has to install the app first/);
      assert.equal((await events(world)).filter(event => event === 'handover-waiting').length, 1);
    });

    it('it is not delivered to somebody else who installs or writes', async () => {
      const olivia = world.chat(await world.person(OLIVIA));
      await olivia.post({ type: 'installationUpdate', action: 'add' });
      await olivia.says('hello');
      assert.ok(!world.connector.in(olivia.id).some(one => textOf(one).includes('is ready')));
      assert.ok(!(await events(world)).includes('handover-delivered'));
    });

    it('it is not delivered into a channel, nor when the app is removed', async () => {
      await world.chat(erik, 'channel').says('help');
      await personal.post({ type: 'installationUpdate', action: 'remove' });
      await world.chat(erik, 'groupChat').post({ type: 'installationUpdate', action: 'add' });
      assert.ok(!(await events(world)).includes('handover-delivered'));
    });

    it('after 15 minutes it is erased: the card no longer asks to install, and nothing is delivered', async () => {
      world.passTime(15 * MINUTE);
      await world.bot.sweep();
      assert.match(nowReads(world, asked), /Temporary password erased[\s\S]*Anna Svensson/);
      assert.doesNotMatch(install().join(), /install|l\/app/);
      await personal.says('hello');
      assert.ok(!world.connector.in(personal.id).some(one => textOf(one).includes('is ready')));
      assert.equal((await events(world)).at(-1), 'password-erased');
    });

    it('after 15 minutes nothing is delivered, even before the minute timer has come', async () => {
      world.passTime(15 * MINUTE);
      await personal.says('hello');
      assert.ok(!world.connector.in(personal.id).some(one => textOf(one).includes('is ready')));
    });
  });

  describe('when Teams is in trouble', () => {
    it('the handover card can’t be posted: the password waits, and comes with the next message', async () => {
      const { chat, asked } = await askForAnna(world, erik);
      world.connector.faults.push({ path: POSTING, status: 403, times: 1 });
      await chat.press(asked, 'confirm');
      assert.ok((await events(world)).includes('handover-waiting'));
      assert.doesNotMatch(nowReads(world, asked), /in the private chat/);
      await chat.post({ type: 'message', text: 'hello' });
      const password = await showPassword(chat, await chat.card('The temporary password is ready'));
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    });

    for (const [status, times] of [
      [429, 1],
      [500, 1],
      [404, 50],
      [403, 50],
    ] as const) {
      it(`an update is answered ${status} ${times} times: the reset goes on`, async () => {
        const { chat, asked } = await askForAnna(world, erik, 'channel');
        world.connector.faults.push({ path: UPDATING, status, times });
        assert.match(textOf((await chat.press(asked, 'confirm')).value), /Password reset|Resetting/);
        const personal = world.chat(erik);
        const password = await showPassword(personal, await personal.card('The temporary password is ready'));
        assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
        if (times > 1) assert.ok(warnings().some(line => line.includes('a card could not be shown')));
        else await becomes(world, asked, /Password reset/, 15_000);
      });
    }

    it('two updates of a card arrive in the wrong order: in the end it says how things are', async () => {
      const { chat, asked } = await askForAnna(world, erik, 'channel');
      world.connector.faults.push({ path: OPENING, status: 403, times: 1 });
      // The second update says how the reset ended, and still that the password waits.
      world.connector.faults.push({ path: UPDATING, times: 1 }, { path: UPDATING, holdMilliseconds: 500, times: 1 });
      await chat.press(asked, 'confirm');
      await world.chat(erik).says('hello');
      await new Promise(resolve => setTimeout(resolve, 700));
      await becomes(world, asked, /waits for Erik Lindqvist in the private chat[\s\S]*has confirmed the reset/);
    });

    it('an update of a pick card fails: the answer to the click goes on', async () => {
      const chat = world.chat(erik);
      const asked = await chat.says('reset password for Johan Andersson');
      world.connector.faults.push({ path: UPDATING, status: 404, times: 50 });
      const answer = await chat.press(asked, 'pick');
      assert.match(reads(answer), /Reset password\?/);
      const [confirm] = actions(answer.value);
      assert.equal(confirm?.verb, 'confirm');
      assert.match(reads(await chat.execute('confirm', confirm?.data, asked.id)), /Johan Andersson/);
    });

    it('no answer can be posted: logged with a code, and the next message is answered', async () => {
      const chat = world.chat(erik);
      world.connector.faults.push({ path: POSTING, status: 403, times: 2 });
      assert.equal((await chat.post({ type: 'message', text: 'help' })).status, 200);
      assert.ok(
        warnings().some(line => line.includes('NYCKEL_')),
        warnings().join(''),
      );
      assert.match(textOf(await chat.says('help')), /I reset passwords/);
    });
  });
});

describe('handing over to somebody without the app, whose id in the catalog is known', () => {
  const APP = '0b6c1f3e-1111-4222-8333-444455556666';
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene), { TEAMS_APP_ID: APP });

  it('leads to the page of the app', async () => {
    world.connector.faults.push({ path: OPENING, status: 403, times: 1 });
    const { chat, asked } = await askForAnna(world, erik, 'channel');
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /has to install the app first/);
    const card = cardOf(world.connector.messages.get(asked.id) ?? asked);
    assert.deepEqual(
      actions(card).map(one => one.url),
      [`https://teams.microsoft.com/l/app/${APP}`],
    );
  });
});
