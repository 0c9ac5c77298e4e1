import assert from 'node:assert/strict';
import { answeredCard, type Chat, textOf } from '../../../support/chat.ts';
import { eachInChatWithErik } from '../../../support/scene.ts';
import { stands } from '../../../support/sign-in.ts';
import { ANNA, MINUTE, OLIVIA } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const EDIT = { type: 'messageUpdate', channelData: { eventType: 'editMessage' } };

describe('edits', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachInChatWithErik(scene => ({ world, erik, chat } = scene));

  const first = (text: string, id = 'm') => chat.says(text, { id });
  const edited = (text: string, more = {}) => chat.says(text, { id: 'm', ...EDIT, ...more });
  const silently = async (activity: Record<string, unknown>, where = chat) => {
    const before = world.connector.in(where.id).length;
    assert.equal((await where.post({ id: 'm', text: `reset password for ${ANNA}`, ...EDIT, ...activity })).status, 200);
    await where.says('help');
    assert.equal(world.connector.in(where.id).length, before + 1);
  };

  for (const [what, written] of Object.entries({
    'was not understood': 'the printer is broken',
    'was misspelt': 'rst psw fra Ana Svenson pls',
    'asked for help': 'help',
    'named nobody whom the directory knows': 'reset password for Zebulon Quist',
    'was refused': 'reset password for goran.malm@fjallvind.example',
    'showed a history': 'history for Anna Svensson',
  })) {
    it(`of a message that ${what} is answered`, async () => {
      await first(written);
      assert.match(textOf(await edited(`reset password for ${ANNA}`)), /Reset password\?[\s\S]*Anna Svensson/);
    });
  }

  it('in Swedish is answered in Swedish, once however often it is delivered, and each further one as well', async () => {
    await first('hjlp');
    const one = { text: 'historik', timestamp: '2026-11-29T05:00:00Z' };
    assert.match(textOf(await edited('hjälp', { timestamp: '2026-11-29T05:00:01Z' })), /Jag återställer lösenord/);
    assert.ok(await edited(one.text, one));
    await silently(one);
    assert.match(textOf(await edited('help', { timestamp: '2026-11-29T05:00:03Z' })), /I reset passwords/);
  });

  it('of a message that started a request changes nothing, and says so', async () => {
    const asked = await first(`reset password for ${ANNA}`);
    for (const text of [`reset password for ${OLIVIA}`, 'help', '']) {
      assert.match(textOf(await edited(text)), /Your change came too late/, text);
    }
    assert.match(textOf(await edited(`återställ lösenordet för ${OLIVIA}`)), /Ändringen kom för sent/);
    const cancelled = await chat.press(asked, 'cancel');
    assert.match(textOf(answeredCard(cancelled)), /Cancelled[\s\S]*Anna Svensson/);
    assert.match(textOf(await edited('sign out')), /Your change came too late/);
  });

  it('of an edit that started a request changes nothing either', async () => {
    await first('rset pasword');
    await edited(`reset password for ${ANNA}`);
    assert.match(textOf(await edited(`reset password for ${OLIVIA}`)), /Your change came too late/);
  });

  it('while the person signs in for a message changes nothing', async () => {
    await stands(world, erik, { state: 'signed-out' });
    await first(`reset password for ${ANNA}`);
    assert.match(textOf(await edited(`reset password for ${OLIVIA}`)), /Your change came too late/);
  });

  it('of a message that ended in trouble is answered', async () => {
    await world.fault({ service: 'graph', status: 500 });
    await first(`reset password for ${ANNA}`);
    await world.sandbox.control('DELETE', 'faults');
    assert.match(textOf(await edited(`reset password for ${OLIVIA}`)), /Reset password\?[\s\S]*Olivia Bennett/);
  });

  it('in a channel is answered where it mentions the bot', async () => {
    const channel = world.chat(erik, 'channel');
    await silently({}, channel);
    const id = `28:${world.sandbox.environment.BOT_ID}`;
    const entities = [{ type: 'mention', text: '<at>Nyckel</at>', mentioned: { id, name: 'Nyckel' } }];
    const answer = await channel.says(`<at>Nyckel</at> reset password for ${ANNA}`, { id: 'm', ...EDIT, entities });
    assert.match(textOf(answer), /Reset password\?[\s\S]*Anna Svensson/);
  });

  it('of a message of more than an hour ago starts nothing', async () => {
    const id = String(Date.now());
    await first('help', id);
    world.passTime(61 * MINUTE);
    await silently({ id });
    await silently({ id: '1600000000000' });
  });

  for (const [what, activity] of Object.entries({
    'a deletion': { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
    'a deletion that was taken back': { channelData: { eventType: 'undeleteMessage' } },
    'an update of no kind': { channelData: {} },
    'an update of a strange kind': { channelData: { eventType: ['editMessage'] } },
    'an update without data': { channelData: undefined },
    'an edit by nobody whom Entra knows': { from: { id: '29:unknown' } },
  })) {
    it(`${what} is none`, async () => {
      await first('rset pasword');
      await silently(activity);
    });
  }
});
