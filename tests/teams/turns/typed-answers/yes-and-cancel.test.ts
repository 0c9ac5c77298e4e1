import assert from 'node:assert/strict';
import type { Chat } from '../../../support/chat.ts';
import { eachInChatWithErik } from '../../../support/scene.ts';
import {
  ANNA,
  answerTo,
  askForAnna,
  becomes,
  events,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  OLIVIA,
  resetCalls,
} from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const ASKING = 'Olivia Bennett called, she forgot her password, INC0012345';

describe('A typed answer to a card', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachInChatWithErik(scene => ({ world, erik, chat } = scene));

  const says = (text: string, more = {}, where = chat) => answerTo(where, text, more);

  for (const yes of ['yes', 'ja', 'do it']) {
    it(`"${yes}" looks up what was asked about, and the card says that it is answered`, async () => {
      const asked = await chat.says(ASKING);
      assert.match(await says(yes), /Reset password\?[\s\S]*Olivia Bennett[\s\S]*INC0012345/);
      await becomes(world, asked, /Answered[\s\S]*further down/);
      assert.match(lineOf(await chat.execute('look-up', { request: 'x' }, asked.id)), /its time is over/);
      assert.deepEqual(await events(world), ['request-opened']);
      assert.equal(await resetCalls(world), 0);
    });
  }

  for (const yes of ['yes', 'confirm', 'ok do it', 'approve']) {
    it(`"${yes}" confirms nothing: it says which button does`, async () => {
      const { asked } = await askForAnna(world, erik);
      assert.match(
        await says(yes),
        /Press the button on the card[\s\S]*A typed yes does nothing\. If Anna Svensson is the right person, press Reset password/,
      );
      assert.match(nowReads(world, asked), /Reset password\?/);
      assert.equal(await resetCalls(world), 0);
      assert.deepEqual(await events(world), ['request-opened']);
    });
  }

  it('"yes" of somebody else is none', async () => {
    const channel = world.chat(erik, 'channel');
    await channel.says(ASKING);
    assert.match(await says('yes', {}, channel.as(await world.person(JOHANNA))), /Nothing waits for a yes/);
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('"yes" on a card with several people asks which', async () => {
    await chat.says('reset password for Johan Andersson');
    assert.match(await says('yes'), /Which one\?[\s\S]*their department/);
  });

  it('"yes" to nothing says what to write', async () => {
    assert.match(await says('yes'), /Nothing waits for a yes[\s\S]*reset password for Anna Svensson/);
  });

  for (const [word, said] of [
    ['cancel', /Cancelled[\s\S]*Erik Lindqvist cancelled\. The password of Anna Svensson was not changed/],
    ['avbryt', /Avbrutet[\s\S]*Anna Svensson/],
    ['no', /Cancelled[\s\S]*was not changed/],
  ] as const) {
    it(`"${word}" cancels the open request, as the button does`, async () => {
      const { asked } = await askForAnna(world, erik);
      assert.match(await says(word), said);
      await becomes(world, asked, /Cancelled/);
      assert.deepEqual(await events(world), ['request-opened', 'request-cancelled']);
      assert.equal((await chat.execute('confirm', { request: 'x' }, asked.id)).statusCode, 200);
      assert.equal(await resetCalls(world), 0);
    });
  }

  it('"cancel" takes back what was asked about, and leaves an older request', async () => {
    const { asked } = await askForAnna(world, erik);
    world.passTime(1_000);
    const doubted = await chat.says(ASKING);
    assert.match(await says('cancel'), /Cancelled[\s\S]*No password was changed/);
    await becomes(world, doubted, /Cancelled/);
    assert.match(nowReads(world, asked), /Reset password\?/);
    assert.match(await says('yes'), /If Anna Svensson is the right person/);
  });

  it('"cancel" cancels none of several', async () => {
    await chat.says(`reset password for ${ANNA}`);
    await chat.says(`reset password for ${OLIVIA}`);
    assert.match(await says('cancel'), /Which one\?[\s\S]*You have 2 open requests here, so I cancelled none/);
    assert.deepEqual(await events(world), ['request-opened', 'request-opened']);
  });

  it('"cancel" leaves what is another person’s, elsewhere, over, or already done', async () => {
    const channel = world.chat(erik, 'channel');
    await channel.says(`reset password for ${ANNA}`);
    assert.match(await says('cancel', {}, channel.as(await world.person(JOHANNA))), /Nothing of yours is open here/);
    assert.match(await says('cancel'), /Nothing of yours is open here[\s\S]*status/);
    world.passTime(10 * MINUTE);
    assert.match(await says('cancel', {}, channel), /Nothing of yours is open here/);
    const { asked } = await askForAnna(world, erik);
    await chat.press(asked, 'confirm');
    await chat.card('The temporary password is ready');
    assert.match(await says('cancel'), /Nothing of yours is open here/);
    assert.ok(!(await events(world)).includes('request-cancelled'));
  });

  it('in Swedish', async () => {
    const swede = world.chat(await world.person('erik.lindqvist@fjallvind.example', 'sv-SE'));
    const asked = await swede.says('återställ lösenordet för Anna Svensson');
    const swedish = { locale: 'sv-SE' };
    assert.match(await says('ja', swedish), /Tryck på knappen på kortet[\s\S]*tryck på Återställ lösenordet/);
    assert.match(await says('avbryt', swedish), /Avbrutet[\s\S]*Anna Svensson/);
    await becomes(world, asked, /Avbrutet/);
  });
});
