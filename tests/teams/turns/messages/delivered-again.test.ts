import assert from 'node:assert/strict';
import { type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { eachInChatWithErik } from '../../../support/scene.ts';
import { ANNA, audit, ERIK, MINUTE, OLIVIA } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

const RESET = { type: 'message', text: `reset password for ${ANNA}` };

describe('a message that Teams delivers again', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachInChatWithErik(scene => ({ world, erik, chat } = scene));

  /** How many messages the bot has posted, once it has answered a message that is a new one. */
  async function postedBy(where: Chat): Promise<number> {
    await where.says('help');
    return world.connector.in(where.id).length - 1;
  }

  it('starts one request when it comes five times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => chat.post({ ...RESET, id: 'same' })));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 200],
    );
    await chat.card('Reset password?');
    assert.equal(await postedBy(chat), 1);
    const asked = (await audit(world)).filter(({ event }) => event === 'request-opened');
    assert.equal(asked.length, 1);
  });

  it('does nothing when it comes again later, whatever it says by then, and is answered again after an hour', async () => {
    const asked = await chat.says(RESET.text, { id: 'same' });
    for (const minutes of [0, 1, 5, 50]) {
      world.passTime(minutes * MINUTE);
      assert.equal((await chat.post({ ...RESET, id: 'same', text: `reset password for ${OLIVIA}` })).status, 200);
    }
    assert.equal(await postedBy(chat), 1);
    assert.match(textOf(cardOf(asked)), /Anna Svensson/);
    world.passTime(5 * MINUTE);
    assert.match(textOf(await chat.says('help', { id: 'same' })), /I reset passwords/);
  });

  it('is another one in another conversation, of another id, and without one', async () => {
    const elsewhere = world.chat(erik, 'channel');
    await chat.says('help', { id: 'same' });
    await elsewhere.says('help', { id: 'same' });
    await chat.says('help', { id: 'Same' });
    for (const each of [1, 2]) assert.ok(await chat.says('help', { id: undefined }), String(each));
  });

  it('is not answered again where the first answer was that something is broken', async () => {
    await world.fault({ service: 'graph', status: 500 });
    await chat.says(RESET.text, { id: 'same' });
    await world.sandbox.control('DELETE', 'faults');
    await chat.post({ ...RESET, id: 'same' });
    assert.equal(await postedBy(chat), 1);
  });
});

describe('a message that Teams delivers to two processes', () => {
  let world: World | undefined;
  afterEach(() => world?.stop());

  it('starts one request, at once and later', async () => {
    world = await World.startProcesses(2);
    const erik = await world.person(ERIK);
    const chat = world.chat(erik);
    const through = world.processes.map(one => chat.via(one));
    await Promise.all([...through, ...through].map(one => one.post({ ...RESET, id: 'same' })));
    const asked = await chat.card('Reset password?');
    await Promise.all(through.map(one => one.post({ ...RESET, id: 'same' })));
    for (const one of through) await one.says('help');
    const cards = world.connector.in(chat.id).filter(message => textOf(message).includes('Reset password?'));
    assert.deepEqual(
      cards.map(({ id }) => id),
      [asked.id],
    );
  });
});
