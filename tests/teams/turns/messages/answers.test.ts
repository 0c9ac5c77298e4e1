import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { eachInChatWithErik } from '../../../support/scene.ts';
import { ANNA, audit, lineOf, mention } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

describe('answers without a reset', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachInChatWithErik(scene => ({ world, erik, chat } = scene));

  const bot = () => mention(`28:${world.sandbox.environment.BOT_ID}`, 'Nyckel');

  async function answerTo(text: string): Promise<string> {
    return textOf(cardOf(await chat.says(text)));
  }

  for (const text of ['help', 'Help!', 'hello', '']) {
    it(`"${text}": what the bot does, with examples`, async () => {
      const answer = await answerTo(text);
      assert.match(answer, /I reset passwords[\s\S]*reset password for Anna Svensson/);
    });
  }

  for (const text of [
    'blah',
    `reset password for ${'Anna '.repeat(2_000)}`,
    '🔑',
    '\u202e\u0000<script>alert(1)</script>',
  ]) {
    it(`"${text.slice(0, 60)}": short help and no guess, and Graph is not asked`, async () => {
      const answer = await answerTo(text);
      assert.match(answer, /I did not understand that[\s\S]*reset password for/);
      assert.ok(!answer.includes(text));
      assert.deepEqual(await world.graphCalls(), []);
      assert.deepEqual(await audit(world), []);
    });
  }

  for (const [text, title] of [
    ['reset my password', /Your own password/],
    ['jag har glömt mitt lösenord', /Ditt eget lösenord/],
  ] as const) {
    it(`"${text}": the own one is reset elsewhere`, async () => {
      const asked = await chat.says(text);
      assert.match(textOf(cardOf(asked)), title);
      assert.deepEqual(
        actions(cardOf(asked)).map(one => one.url),
        ['https://aka.ms/sspr'],
      );
    });
  }

  for (const kind of ['channel', 'groupChat'] as const) {
    it(`${kind}: the bot's own mention is no part of what is asked`, async () => {
      const { text, entity } = bot();
      const place = world.chat(erik, kind);
      const help = await place.says(`${text} help`, { entities: [entity] });
      assert.match(textOf(help), /I reset passwords/);
      const asked = await place.says(`${text}&nbsp;reset password for ${ANNA}`.replace('&nbsp;', '\u00a0'), {
        entities: [entity],
      });
      assert.match(textOf(asked), /Reset password\?[\s\S]*Anna Svensson/);
      const alone = await place.says(text, { entities: [entity] });
      assert.match(textOf(alone), /I reset passwords/);
    });
  }

  it('mention entities that are none are left out', async () => {
    const entities = [{ type: 'clientInfo', locale: 'en-US' }, { type: 'mention' }, { type: 'mention', text: '' }];
    assert.match(textOf(await chat.says(`reset password for ${ANNA}`, { entities })), /Anna Svensson/);
  });

  it('a mention that is typed and not sent as one names nobody', async () => {
    const text = textOf(await chat.says('reset password for \uE0000\uE001'));
    assert.match(text, /I did not understand/);
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('after the app was installed: what the bot does', async () => {
    assert.equal((await chat.post({ type: 'installationUpdate', action: 'add' })).status, 200);
    assert.match(textOf(await chat.card('I reset passwords')), /reset password for/);
  });

  it('nothing after the app was removed, and nothing to other kinds of activities', async () => {
    for (const activity of [
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersAdded: [{ id: erik.channelUserId }] },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      { type: 'typing' },
      { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: {} },
    ]) {
      assert.equal((await chat.post(activity)).status, 200, activity.type);
    }
    assert.deepEqual(world.connector.in(chat.id), []);
  });

  it('nobody without an Entra account is served', async () => {
    const unknown = { ...erik, objectId: undefined as unknown as string, channelUserId: '29:unknown' };
    const { status } = await chat.as(unknown).post({ type: 'message', text: `reset password for ${ANNA}` });
    assert.equal(status, 200);
    assert.deepEqual(world.connector.in(chat.id), []);
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('a button of no card of ours', async () => {
    assert.match(lineOf(await chat.execute('launch', {}, 'activity-0')), /does not work any more/);
  });

  it('a message is on the log without what it says', async () => {
    await chat.says(`reset password for ${ANNA} because Zanzibar, to Summer2026!`);
    assert.ok(world.log.some(line => line.includes('"kind":"reset"')));
    for (const secret of ['Zanzibar', 'Summer2026', 'anna.svensson']) {
      assert.deepEqual(
        world.log.filter(line => line.includes(secret)),
        [],
        secret,
      );
    }
  });
});
