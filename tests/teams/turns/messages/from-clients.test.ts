import assert from 'node:assert/strict';
import { textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import { ANNA, OLIVIA } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';
import { clientShapes, type Ids } from './client-shapes.ts';

const NOBODY: Ids = { anna: '', olivia: '', oliviaObject: '', bot: '' };
/** The client of people who write in the other language. */
const FOREIGN = { en: 'sv-SE', sv: 'en-GB' } as const;

describe('messages as clients send them', () => {
  let world: World;
  let erik: Client;
  let ids: Ids;
  oneWorldWithErik(async scene => {
    ({ world, erik } = scene);
    const olivia = await world.person(OLIVIA);
    ids = {
      anna: (await world.person(ANNA)).channelUserId,
      olivia: olivia.channelUserId,
      oliviaObject: olivia.objectId,
      bot: `28:${world.sandbox.environment.BOT_ID}`,
    };
  });

  for (const language of ['en', 'sv'] as const) {
    for (const [at, { row }] of clientShapes(language, NOBODY).entries()) {
      it(`${language}: row ${row}`, async () => {
        const shape = clientShapes(language, ids)[at];
        assert.ok(shape);
        const chat = world.chat(erik, shape.kind);
        const answer = textOf(await chat.says(shape.text, { locale: FOREIGN[language], ...shape.more }));
        assert.match(answer, shape.reads);
        if (shape.not) assert.doesNotMatch(answer, shape.not);
      });
    }
  }

  for (const kind of ['channel', 'groupChat'] as const) {
    it(`row 30, K1: talk in a ${kind} that does not mention the bot is answered by nothing`, async () => {
      const chat = world.chat(erik, kind);
      const talk = [
        'Anna Svensson forgot her password again, I told her to call',
        `reset password for ${ANNA}`,
        '@Nyckel help',
        '<at>Nyckel</at> help',
        '',
      ];
      const others = [
        { type: 'mention', text: '<at>Nyckel</at>', mentioned: { id: '28:other', name: 'Nyckel' } },
        { type: 'mention', text: 'x', mentioned: { id: ids.anna, name: 'Nyckel' } },
        null,
      ];
      for (const text of talk) {
        for (const entities of [undefined, [], others]) {
          assert.equal((await chat.post({ type: 'message', text, entities, overheard: true })).status, 200);
        }
      }
      await chat.says('help');
      assert.equal(world.connector.in(chat.id).length, 1);
      assert.deepEqual(await world.graphCalls(), []);
    });
  }

  it('a long row of mentions is read to its hundredth, and answered', async () => {
    const text = '<at>A</at>';
    const entities = Array.from({ length: 900 }, (_, each) => ({
      type: 'mention',
      text,
      mentioned: { id: `29:${each}` },
    }));
    assert.ok(await world.chat(erik).says(text.repeat(900), { entities }));
  });
});
