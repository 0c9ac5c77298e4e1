import assert from 'node:assert/strict';
import { type Chat, textOf } from '../../../support/chat.ts';
import { eachInChatWithErik } from '../../../support/scene.ts';
import { answerTo, audit, events, JOHANNA, MINUTE, mention, OLIVIA } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

describe('A name after "Whose password?"', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachInChatWithErik(scene => ({ world, erik, chat } = scene));

  const says = (text: string, more = {}, where = chat) => answerTo(where, text, more);
  const ask = (where = chat) => says('reset password', {}, where);

  it('is asked for in words that say how long a name is enough', async () => {
    assert.match(await ask(), /Whose password\?[\s\S]*For 5 minutes that alone is enough/);
    assert.match(
      await says('återställ lösenord', { locale: 'sv-SE' }),
      /Vems lösenord\?[\s\S]*I 5 minuter räcker det så/,
    );
    assert.match(await ask(world.chat(erik, 'channel')), /Mention me and write the name/);
    assert.deepEqual(await world.graphCalls(), []);
    assert.deepEqual(await audit(world), []);
  });

  for (const text of [
    'Olivia Bennett',
    'for Olivia Bennett',
    OLIVIA,
    'employee 1044',
    'for Olivia Bennett because she is locked out',
  ]) {
    it(`"${text}" begins the reset`, async () => {
      await ask();
      assert.match(await says(text), /Reset password\?[\s\S]*Olivia Bennett/);
    });
  }

  it('may be a mention, also in a channel', async () => {
    const channel = world.chat(erik, 'channel');
    const olivia = await world.person(OLIVIA);
    const bot = mention(`28:${world.sandbox.environment.BOT_ID}`, 'Nyckel');
    const her = mention(olivia.channelUserId, olivia.name);
    await ask(channel);
    const entities = [bot.entity, her.entity];
    assert.match(await says(`${bot.text} ${her.text}`, { entities }, channel), /Reset password\?[\s\S]*Olivia Bennett/);
  });

  it('keeps the warning of a password that was typed before', async () => {
    assert.match(await says('reset the password to Zebra-4711!'), /Whose password\?[\s\S]*A password was written/);
    assert.match(await says('Olivia Bennett'), /Reset password\?[\s\S]*A password was written/);
  });

  it('keeps the ticket and the reason that were written before', async () => {
    assert.match(await says('reset her password because she is locked out, INC0012345'), /Whose password\?/);
    const card = await chat.says('Olivia Bennett');
    assert.match(textOf(card), /Reset password\?[\s\S]*Olivia Bennett[\s\S]*she is locked out/);
    assert.match(JSON.stringify(card.attachments), /"value":"INC0012345"/);
  });

  it('counts once', async () => {
    await ask();
    await says('Olivia Bennett');
    assert.match(await says('Erika Holm'), /What about this person\?[\s\S]*reset password for Erika Holm/);
    assert.deepEqual(await events(world), ['request-opened']);
  });

  it('counts for five minutes', async () => {
    await ask();
    world.passTime(5 * MINUTE - 1_000);
    assert.match(await says('Olivia Bennett'), /Reset password\?/);
    await ask();
    world.passTime(5 * MINUTE);
    assert.match(await says('Olivia Bennett'), /What about this person\?/);
  });

  it('counts for who was asked, and where', async () => {
    const channel = world.chat(erik, 'channel');
    await ask(channel);
    assert.match(await says('Olivia Bennett', {}, channel.as(await world.person(JOHANNA))), /What about this person\?/);
    assert.match(await says('Olivia Bennett'), /What about this person\?/);
    assert.match(await says('Olivia Bennett', {}, channel), /Reset password\?/);
  });

  it('counts no more once somebody was asked for in so many words', async () => {
    await ask();
    world.passTime(1_000);
    await says(`reset password for ${OLIVIA}`);
    assert.match(await says('Erika Holm'), /What about this person\?/);
  });

  it('counts after the process has started anew', async () => {
    await ask();
    await world.bot.stop();
    await world.startBot();
    assert.match(await says('Olivia Bennett'), /Reset password\?[\s\S]*Olivia Bennett/);
  });

  it('counts no more after "cancel"', async () => {
    await ask();
    assert.match(await says('cancel'), /Cancelled[\s\S]*No password was changed/);
    assert.match(await says('Olivia Bennett'), /What about this person\?/);
  });

  it('alone starts nothing, and nobody is looked up', async () => {
    assert.match(
      await says('Olivia Bennett'),
      /What about this person\?[\s\S]*write reset password for Olivia Bennett/,
    );
    assert.deepEqual(await world.graphCalls(), []);
  });
});
