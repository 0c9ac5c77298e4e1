import assert from 'node:assert/strict';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { eachWithErik } from '../../../support/scene.ts';
import { ANNA, events, resetAnna, resetCalls, showPassword } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const THANKS = [
  "thanks for resetting Anna Svensson's password",
  'thanks!',
  'tack för att du återställde lösenordet för Anna Svensson',
  "I have just reset Anna Svensson's password, thanks",
];

describe('Thanks after a reset', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let password: string;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    const reset = await resetAnna(world, erik);
    ({ chat } = reset);
    password = await showPassword(chat, reset.handover);
    const shown = answeredCard(await chat.press(reset.handover, 'show'));
    const button = actions(shown).find(({ verb }) => verb === 'handed-over');
    assert.ok(button);
    await chat.pressAction(button, reset.handover.id);
  });

  for (const text of THANKS) {
    it(`"${text}": no card that resets, no call, and the password read out still works`, async () => {
      const [calls, before] = [(await world.graphCalls()).length, await events(world)];
      const answer = await chat.says(text);
      const verbs = actions(cardOf(answer)).flatMap(({ verb }) => verb ?? []);
      assert.ok(!verbs.includes('confirm'), textOf(answer));
      assert.equal((await world.graphCalls()).length, calls);
      assert.equal(await resetCalls(world), 1);
      assert.deepEqual(await events(world), before);
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    });
  }

  it('in so many words is answered in a friendly way, with nothing to press', async () => {
    const answer = await chat.says("thanks for resetting Anna Svensson's password");
    assert.match(textOf(answer), /You are welcome/);
    assert.deepEqual(actions(cardOf(answer)), []);
  });
});
