import assert from 'node:assert/strict';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachInAWorld } from '../../support/scene.ts';
import {
  answerTo,
  audit,
  becomes,
  ERIK,
  events,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  reads,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const LOST = 'Olivia Bennett lost her phone, INC0012345';
const WHICH = /A new password, or a pass\?[\s\S]*If Olivia Bennett has forgotten the password/;
const RESET = /Reset password\?[\s\S]*Olivia Bennett[\s\S]*INC0012345/;
const PASS = /Give a Temporary Access Pass\?[\s\S]*Olivia Bennett[\s\S]*INC0012345/;

describe('Whether a reset or a pass is wished', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  eachInAWorld(async scene => {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
    chat = world.chat(johanna);
  });

  const says = (text: string, more = {}, where = chat) => answerTo(where, text, more);

  it('is asked with a button for each, and nobody is looked up or put on record', async () => {
    const asked = await chat.says(LOST);
    assert.match(nowReads(world, asked), WHICH);
    assert.match(nowReads(world, asked), /lost her phone[\s\S]*INC0012345/);
    const buttons = actions(cardOf(asked));
    assert.deepEqual(
      buttons.map(({ verb, title, data }) => [verb, title, data?.choice, Object.keys(data ?? {})]),
      [
        ['look-up', 'Reset password', 0, ['request', 'choice']],
        ['look-up', 'Give a pass', 1, ['request', 'choice']],
      ],
    );
    assert.doesNotMatch(JSON.stringify(buttons.map(({ data }) => data)), /Olivia|INC|pass/);
    assert.deepEqual(await world.graphCalls(), []);
    assert.deepEqual(await audit(world), []);
  });

  for (const [choice, opened] of [
    [0, RESET],
    [1, PASS],
  ] as const) {
    it(`goes on with what is pressed: button ${choice + 1}`, async () => {
      const asked = await chat.says(LOST);
      const button = actions(cardOf(asked))[choice];
      assert.ok(button);
      const answer = await chat.pressAction(button, asked.id);
      assert.match(reads(answer), opened);
      assert.ok(actions(answeredCard(answer)).some(({ verb }) => verb === 'confirm'));
      assert.deepEqual(await events(world), ['request-opened']);
    });
  }

  it('is nothing that is not on the card, and then both buttons still count', async () => {
    const asked = await chat.says(LOST);
    const { request } = actions(cardOf(asked))[0]?.data ?? {};
    assert.ok(request);
    for (const data of [{ request }, { request, choice: 2 }, { request, choice: 20 }]) {
      assert.match(lineOf(await chat.execute('look-up', data, asked.id)), /does not work any more/);
    }
    assert.deepEqual(await events(world), []);
    assert.match(reads(await chat.execute('look-up', { request, choice: 1 }, asked.id)), PASS);
  });

  it('is decided by what was asked: a made-up choice makes no pass of a reset', async () => {
    const asked = await chat.says('Olivia Bennett called, she forgot her password, INC0012345');
    const { request } = actions(cardOf(asked))[0]?.data ?? {};
    assert.ok(request);
    assert.match(reads(await chat.execute('look-up', { request, choice: 1 }, asked.id)), RESET);
  });

  it('counts once: both buttons at the same moment open one request', async () => {
    const asked = await chat.says(LOST);
    const answers = await Promise.all(actions(cardOf(asked)).map(button => chat.pressAction(button, asked.id)));
    assert.equal(answers.filter(({ type }) => type === 'application/vnd.microsoft.card.adaptive').length, 1);
    assert.deepEqual(await events(world), ['request-opened']);
  });

  it('counts for ten minutes', async () => {
    const asked = await chat.says(LOST);
    world.passTime(10 * MINUTE);
    const [button] = actions(cardOf(asked));
    assert.ok(button);
    assert.match(lineOf(await chat.pressAction(button, asked.id)), /has been answered, or its time is over/);
    assert.deepEqual(await events(world), []);
  });

  it('is its writer’s alone', async () => {
    const channel = world.chat(johanna, 'channel');
    const asked = await channel.says(LOST);
    const [button] = actions(cardOf(asked));
    assert.ok(button);
    const erik = channel.as(await world.person(ERIK));
    assert.equal(lineOf(await erik.pressAction(button, asked.id)), 'Only Johanna Bergström can use this card.');
    assert.match(await says('pass', {}, erik), /Who is the pass for\?/);
    assert.deepEqual(await world.graphCalls(), []);
  });

  for (const [action, words, opened] of [
    ['a reset', ['1', 'reset', 'Reset password', 'lösenord'], /Reset password\?|Återställa lösenordet\?/],
    ['a pass', ['2', 'pass', 'a TAP please', 'Give a pass', 'ett åtkomstpass'], /Give a Temporary|Ge ett tillfälligt/],
  ] as const) {
    it(`is answered in words, and the card says so: ${action}`, async () => {
      for (const typed of words) {
        const channel = world.chat(johanna, 'channel');
        const asked = await channel.says(LOST);
        const said = await says(typed, {}, channel);
        assert.match(said, opened, typed);
        assert.match(said, /Olivia Bennett[\s\S]*INC0012345/, typed);
        await becomes(world, asked, /Answered|Besvarat/);
      }
      assert.equal((await events(world)).filter(event => event === 'request-opened').length, words.length);
    });
  }

  it('is not answered by a yes, or by what is not on the card: it is asked again which', async () => {
    const asked = await chat.says(LOST);
    for (const typed of ['yes', 'do it', '3', 'ja']) {
      assert.match(await says(typed), /Which of the two\?[\s\S]*write what stands on one|Vilket av de två\?/);
      assert.match(nowReads(world, asked), WHICH);
    }
    assert.deepEqual(await world.graphCalls(), []);
    assert.match(await says('2'), PASS);
  });

  it('is no longer asked once a pass is, and then a yes gives none', async () => {
    await chat.says('temporary access pass for Olivia Bennett');
    assert.match(
      await says('yes'),
      /A typed yes does nothing\. If Olivia Bennett is the right person, press Give a pass/,
    );
    assert.deepEqual(await events(world), ['request-opened']);
  });

  it('is taken back by "cancel"', async () => {
    const asked = await chat.says(LOST);
    assert.match(await says('cancel'), /Cancelled[\s\S]*Johanna Bergström cancelled\. Nothing was changed/);
    await becomes(world, asked, /Cancelled[\s\S]*Nothing was changed/);
    assert.match(await says('2'), /There is no list to choose from/);
    assert.deepEqual(await events(world), []);
  });

  it('is answered with the ticket and the reason that come with the answer where there were none', async () => {
    await chat.says('Olivia Bennett has a new phone');
    const card = await chat.says('a TAP please, INC0012345');
    assert.match(textOf(card), /Give a Temporary Access Pass\?[\s\S]*Olivia Bennett/);
    assert.match(JSON.stringify(card.attachments), /"value":"INC0012345"/);
  });

  it('is asked in Swedish', async () => {
    const asked = await chat.says('Olivia Bennett har tappat mobilen', { locale: 'sv-SE' });
    assert.match(textOf(asked), /Nytt lösenord, eller ett pass\?[\s\S]*Om Olivia Bennett har glömt lösenordet/);
    assert.deepEqual(
      actions(cardOf(asked)).map(({ title }) => title),
      ['Återställ lösenordet', 'Ge ett pass'],
    );
    assert.match(await says('ja', { locale: 'sv-SE' }), /Vilket av de två\?/);
  });
});

describe('Whose account a wish is about that names nobody', () => {
  let world: World;
  let chat: Chat;
  eachInAWorld(async scene => {
    ({ world } = scene);
    chat = world.chat(await world.person(JOHANNA));
  });

  const says = (text: string, more = {}) => answerTo(chat, text, more);

  it('is asked for a pass, and the name is the answer', async () => {
    assert.match(
      await says('TAP please, INC0012345'),
      /Who is the pass for\?[\s\S]*For 5 minutes that alone is enough/,
    );
    const card = await chat.says('Olivia Bennett');
    assert.match(textOf(card), /Give a Temporary Access Pass\?[\s\S]*Olivia Bennett/);
    assert.match(JSON.stringify(card.attachments), /"value":"INC0012345"/);
  });

  it('is asked in Swedish', async () => {
    assert.match(await says('engångskod', { locale: 'sv-SE' }), /Vem ska ha passet\?/);
    assert.match(await says('Olivia Bennett', { locale: 'sv-SE' }), /Ge ett tillfälligt åtkomstpass\?/);
  });

  it('is asked before which of two things is wished', async () => {
    assert.match(await says('she lost her phone, INC0012345'), /Who is it about\?/);
    assert.match(await says('Olivia Bennett'), WHICH);
    assert.deepEqual(await world.graphCalls(), []);
    assert.match(await says('2'), PASS);
  });

  it('may be told with a wish that would be asked about', async () => {
    await says('TAP please, INC0012345');
    assert.match(await says("Olivia Bennett's TAP doesn't work"), PASS);
  });

  it('is told in vain with a wish for something else, which is asked about', async () => {
    await says('TAP please');
    assert.match(
      await says('Olivia Bennett forgot her password'),
      /Did I get that right\?[\s\S]*Do you want the password of Olivia Bennett reset\?/,
    );
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('is not asked of the writer’s own account, for which nobody makes a pass', async () => {
    assert.match(await says('I need a TAP'), /Your own account[\s\S]*nobody can make one for themselves/);
    assert.match(await says('jag har tappat min telefon', { locale: 'sv-SE' }), /Ditt eget konto/);
    assert.deepEqual(await world.graphCalls(), []);
  });
});
