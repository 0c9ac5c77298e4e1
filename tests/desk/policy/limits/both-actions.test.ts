import assert from 'node:assert/strict';
import { policy } from '../../../support/approvals.ts';
import { answeredCard, textOf } from '../../../support/chat.ts';
import { askForPass, confirmPass, givePass, handOverPass, passesOf } from '../../../support/passes.ts';
import { oneWorldWithJohanna } from '../../../support/scene.ts';
import { ANNA, audit, OLIVIA, reads, resetCalls } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

describe('limits of resets and passes together', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene), policy('target-limit-refuse'));

  it('a pass after the reset that reached it: refused, on record, and none is made', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    answeredCard(await chat.press(await chat.says(`reset password for ${ANNA}`), 'confirm'));
    await chat.execute('handed-over', { request: (await audit(world)).at(-1)?.requestId }, asked.id);
    assert.match(reads(await confirmPass(chat, asked)), /limit for resets and passes for Anna Svensson is 1 in 1 h/);
    assert.deepEqual(await passesOf(world), []);
    assert.equal((await audit(world)).at(-1)?.rule, 'limit-target');
  });

  it('a reset after the pass that reached it: refused as well', async () => {
    await handOverPass(await givePass(world, johanna, { target: OLIVIA }));
    const before = await resetCalls(world);
    const asked = await world.chat(johanna).says(`reset password for ${OLIVIA}`);
    assert.match(textOf(asked), /limit for resets and passes for Olivia [^ ]+ is 1 in 1 h/);
    assert.equal(await resetCalls(world), before);
  });
});
