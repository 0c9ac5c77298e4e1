import assert from 'node:assert/strict';
import { action, answeredCard, cardOf, textOf } from '../support/chat.ts';
import { passwordOn } from '../support/reveal.ts';
import { oneWorldWithErik } from '../support/scene.ts';
import type { Client, World } from '../support/world.ts';

const ANNA = 'anna.svensson@fjallvind.example';

describe('a reset in the personal chat', () => {
  let world: World;
  let erik: Client;
  oneWorldWithErik(scene => ({ world, erik } = scene));

  it('goes from a message to a password that works and must be changed', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says('reset password for Anna Svensson because she is locked out, INC0012345');
    assert.match(textOf(cardOf(asked)), /Anna Svensson/);
    const confirmed = await chat.press(asked, 'confirm', { reason: 'locked-out', ticket: 'INC0012345' });
    assert.match(textOf(answeredCard(confirmed)), /Password reset/);
    const handover = await chat.card('ready');
    const shown = await chat.press(handover, 'show');
    const revealed = answeredCard(shown);
    const password = passwordOn(revealed);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    const done = await chat.pressAction(action(revealed, 'handed-over'), handover.id);
    assert.match(textOf(answeredCard(done)), /Handed over/);
  });
});
