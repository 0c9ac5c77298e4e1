import assert from 'node:assert/strict';
import { requestOn, stored } from '../../../support/approvals.ts';
import { textOf } from '../../../support/chat.ts';
import { eachWithErik } from '../../../support/scene.ts';
import { ANNA, askForAnna, fault, JOHANNA, LAST_CHANGE, MINUTE, OLIVIA, RESET } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** The token service takes the call and does not answer as long as anybody here waits. */
const HANGS = { service: 'token', pathPattern: 'GetToken', delayMs: 22_000, times: null };
/** After that the bot has given up on it. */
const GIVEN_UP = 16_000;

describe('when the token service hangs', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  const inTime = (work: Promise<unknown>) =>
    Promise.race([
      work.then(() => 'done'),
      new Promise(resolve => setTimeout(() => resolve('still waits'), GIVEN_UP).unref()),
    ]);

  it('the sweep that needs a sign-in ends, and the next one ends what is due', async () => {
    const johanna = await world.person(JOHANNA);
    const open = requestOn(await world.chat(johanna, 'channel').says(`reset password for ${OLIVIA}`));
    const { chat, asked } = await askForAnna(world, erik);
    const lost = requestOn(asked);
    await fault(world, { service: 'graph', pathPattern: RESET, status: 503 });
    await fault(world, { service: 'graph', pathPattern: LAST_CHANGE, status: 403 });
    await chat.press(asked, 'confirm');
    await fault(world, HANGS);
    world.passTime(MINUTE);
    assert.equal(await inTime(world.bot.sweep()), 'done');
    assert.equal((await stored(world, lost)).state, 'unknown');
    assert.equal((await stored(world, open)).state, 'open');
    world.passTime(14 * MINUTE);
    assert.equal(await inTime(world.bot.sweep()), 'done');
    assert.equal((await stored(world, open)).state, 'expired');
    const erased = await stored(world, lost);
    assert.deepEqual([erased.state, 'sealed' in erased], ['failed', false]);
  });

  it('a message is answered in the end', async () => {
    await fault(world, HANGS);
    const chat = world.chat(erik);
    assert.equal((await chat.post({ type: 'message', text: `reset password for ${ANNA}` })).status, 200);
    const find = () => world.connector.in(chat.id).find(one => textOf(one).includes('Something went wrong'));
    await world.connector.until(find, 'the error', GIVEN_UP);
    assert.ok(world.log.some(line => line.includes('NYCKEL_TOKEN_SERVICE')));
  });
});
