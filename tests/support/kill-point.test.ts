import assert from 'node:assert/strict';
import type { BotProcess } from './bot-process.ts';
import { killAt, POSTS, UPDATES } from './kill-point.ts';
import { ANNA, ERIK, events } from './story.ts';
import { type Client, World } from './world.ts';

describe('support: several bots in processes of their own', () => {
  let world: World;
  let first: BotProcess;
  let second: BotProcess;
  let erik: Client;
  beforeEach(async () => {
    world = await World.startProcesses(2);
    const [one, other] = world.processes;
    first = one ?? assert.fail();
    second = other ?? assert.fail();
    erik = await world.person(ERIK);
  });
  afterEach(() => world.stop());

  const KILLED = { code: null, signal: 'SIGKILL' };
  const help = { type: 'message', text: 'help' };

  for (const [when, posted] of [
    ['before', 1],
    ['after', 2],
  ] as const) {
    it(`one is killed ${when} its second message is posted; the other one goes on`, async () => {
      const chat = world.chat(erik);
      await killAt(world, first, { when, ...POSTS, nth: 2 });
      await chat.says('help');
      await chat.post(help);
      assert.deepEqual(await first.ended, KILLED);
      assert.equal(world.connector.in(chat.id).length, posted);
      assert.equal((await chat.post(help)).status, 502);
      await chat.via(second).says('help');
      assert.equal(world.connector.in(chat.id).length, posted + 1);
    });
  }

  it('one is killed at an update of a card, and at no other call', async () => {
    const chat = world.chat(erik);
    await killAt(world, first, { when: 'before', ...UPDATES });
    const asked = await chat.says(`reset password for ${ANNA}`);
    assert.equal((await chat.press(asked, 'cancel')).status, 502);
    assert.deepEqual(await first.ended, KILLED);
    assert.equal((await events(world)).at(-1), 'request-cancelled');
    assert.deepEqual(world.connector.messages.get(asked.id), asked);
  });

  it('both get what is sent through them, and have one store', async () => {
    const chat = world.chat(erik);
    const asked = await chat.via(second).says(`reset password for ${ANNA}`);
    const clicks = [first, second].map(bot => chat.via(bot).press(asked, 'cancel'));
    for (const { status } of await Promise.all(clicks)) assert.equal(status, 200);
    assert.equal((await events(world)).filter(event => event === 'request-cancelled').length, 1);
    for (const bot of [first, second]) await bot.until(/"kind":"cancel"/);
    assert.doesNotMatch(first.log().join(), /"kind":"reset"/);
  });

  it('all are gone when the world stops', async () => {
    await world.stop();
    assert.deepEqual(await Promise.all(world.processes.map(each => each.ended)), [KILLED, KILLED]);
    world = await World.startProcesses(0);
  });

  it('says what a bot wrote that does not start', async () => {
    await assert.rejects(world.startProcess({ SEAL_KEY: 'short' }), /SEAL_KEY must be 32 bytes/);
  });
});
