import assert from 'node:assert/strict';
import { action, answeredCard } from '../../support/chat.ts';
import { passwordOn } from '../../support/reveal.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, askForAnna, ERIK, fault, nowReads, RESET, reads, resetAnna } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const WARNING = /sent more than once[\s\S]*stops working within the hour, that call may have arrived late: reset again/;

describe('a reset call that hangs in the network and arrives after all', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene));

  it('may undo the password that the user has chosen since: whoever handed over was told what that looks like', async () => {
    const { chat, asked } = await askForAnna(world, await world.person(ERIK));
    await fault(world, { service: 'graph', pathPattern: RESET, drop: 'late' });
    assert.match(reads(await chat.press(asked, 'confirm')), /Not sure that it worked/);
    const present = world.connector.messages.get(asked.id) ?? asked;
    assert.match(reads(await chat.press(present, 'retry')), /reset the password of Anna Svensson/);
    const handover = await chat.card('The temporary password is ready');
    const shown = answeredCard(await chat.press(handover, 'show'));
    const oldPassword = passwordOn(shown);
    const receipt = reads(await chat.pressAction(action(shown, 'handed-over'), handover.id));
    for (const text of [receipt, nowReads(world, handover)]) assert.match(text, WARNING);
    const newPassword = 'Fjord-4711-Segel';
    const chosen = { userPrincipalName: ANNA, oldPassword, newPassword };
    const changed = await world.sandbox.control<{ result: string }>('POST', 'change-password', chosen);
    assert.equal(changed.result, 'changed');
    assert.deepEqual(await world.sandbox.control('POST', 'late-calls'), { arrived: 1 });
    assert.equal(await world.trySignIn(ANNA, newPassword), 'wrong-password', 'as the receipt said it might');
    assert.equal(await world.trySignIn(ANNA, oldPassword), 'must-change-password');
  });

  it('is no matter where one call alone was sent', async () => {
    const { chat, handover } = await resetAnna(world, await world.person(ERIK));
    const shown = answeredCard(await chat.press(handover, 'show'));
    const receipt = reads(await chat.pressAction(action(shown, 'handed-over'), handover.id));
    assert.match(receipt, /Handed over/);
    assert.doesNotMatch(receipt, /more than once/);
  });
});
