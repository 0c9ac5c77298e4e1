import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { eventsOf } from '../../support/approvals.ts';
import { textOf } from '../../support/chat.ts';
import {
  type GivenPass,
  givePass,
  handOverPass,
  PASSES,
  passCalls,
  pressOn,
  signInWith,
  tenantSays,
  pass as timePasses,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { asksToSignIn, stands } from '../../support/sign-in.ts';
import { ANNA, becomes, ERIK, fault, MINUTE, nowReads, OLIVIA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('what has become of a pass, when its requester writes again', () => {
  let world: World;
  let johanna: Client;
  let given: GivenPass;
  let secret: string;
  oneWorldWithJohanna(async scene => {
    ({ world, johanna } = scene);
    given = await givePass(world, johanna);
    ({ secret } = await handOverPass(given));
    await settled();
    world.log.length = 0;
    await world.sandbox.control('DELETE', 'calls');
  });

  /** Whatever goes on in the background, such as the reading of earlier receipts, has come to its end: a stop waits for it. */
  async function settled(): Promise<void> {
    await world.bot.stop();
    await world.startBot();
  }

  async function writes(client = johanna, text = 'help'): Promise<string> {
    const answer = await world.chat(client).says(text);
    assert.ok(!asksToSignIn(answer), 'nobody is asked to sign in for it');
    return textOf(answer);
  }

  const reads = async () => (await passCalls(world)).filter(call => call.startsWith('GET')).length;
  const receiptsOf = async () => (await eventsOf(world, given.request)).filter(each => each === 'pass-receipt').length;

  /** The bot has read so often what has become of passes. */
  async function untilRead(times: number): Promise<void> {
    while ((await reads()) < times) await wait(20);
  }

  it('changes the receipt by itself once it was used, and puts that on record', async () => {
    await signInWith(world, secret);
    await writes();
    await becomes(world, given.handover, /It has been used/);
    assert.deepEqual((await eventsOf(world, given.request)).slice(-1), ['pass-receipt']);
  });

  it('in a channel as well, and whatever is written', async () => {
    await signInWith(world, secret);
    await world.chat(johanna, 'channel').says('status');
    await becomes(world, given.handover, /It has been used/);
  });

  it('is read at each message while that may change, and written down once', async () => {
    await writes();
    await becomes(world, given.handover, /It has not been used yet/);
    await writes();
    await untilRead(2);
    await writes();
    await untilRead(3);
    assert.equal(await receiptsOf(), 1);
  });

  it('is not read any more once it was used', async () => {
    await signInWith(world, secret);
    await writes();
    await becomes(world, given.handover, /It has been used/);
    const before = await reads();
    await writes();
    await writes(johanna, 'history');
    await settled();
    assert.equal(await reads(), before);
    assert.equal(await receiptsOf(), 1);
  });

  it('is not read of one that was withdrawn', async () => {
    await pressOn(given, (await handOverPass(await givePass(world, johanna, { target: OLIVIA }))).receipt, 'withdraw');
    const { request, handover } = given;
    await given.personal.execute('withdraw', { request }, handover.id);
    await settled();
    await world.sandbox.control('DELETE', 'calls');
    await writes();
    await settled();
    assert.equal(await reads(), 0);
  });

  it('says that it has run out', async () => {
    await timePasses(world, 61 * MINUTE);
    await writes();
    await becomes(world, given.handover, /It has run out/);
  });

  it('is not read for anybody else', async () => {
    await signInWith(world, secret);
    await writes(await world.person(ERIK));
    await writes(await world.person('ingrid.dahl@fjallvind.example'), 'status');
    await settled();
    assert.equal(await reads(), 0);
    assert.doesNotMatch(nowReads(world, given.handover), /It has (not )?been used/);
  });

  it('waits where she is signed out: she is answered as ever, and asked for nothing', async () => {
    await signInWith(world, secret);
    await stands(world, johanna, { state: 'signed-out' });
    assert.match(await writes(), /^I /);
    await settled();
    assert.equal(await reads(), 0);
    await stands(world, johanna, { state: 'signed-in' });
    await writes();
    await becomes(world, given.handover, /It has been used/);
  });

  for (const status of [403, 404, 503]) {
    it(`waits where Graph answers ${status}: she is answered as ever, and it is in the log`, async () => {
      await signInWith(world, secret);
      await fault(world, { service: 'graph', method: 'GET', pathPattern: PASSES, status, times: null });
      await writes();
      const noted = () => world.log.some(line => line.includes('a receipt could not be read')) || undefined;
      await world.connector.until(noted, 'the line in the log');
      assert.doesNotMatch(nowReads(world, given.handover), /It has (not )?been used/);
      assert.equal(await receiptsOf(), 0);
      await world.sandbox.control('DELETE', 'faults');
      await writes();
      await becomes(world, given.handover, /It has been used/);
    });
  }

  it('of one that can’t be read keeps nobody from seeing the others', async () => {
    const another = await givePass(world, johanna, { target: OLIVIA });
    await handOverPass(another);
    await signInWith(world, secret);
    await world.sandbox.control('DELETE', `users/${OLIVIA}`);
    await writes();
    await becomes(world, given.handover, /It has been used/);
  });

  it('of somebody who has left the directory is gone with them, and not read again', async () => {
    await world.sandbox.control('DELETE', `users/${ANNA}`);
    await writes();
    await becomes(world, given.handover, /Microsoft Entra ID does not have it any more/);
    await settled();
    const before = await reads();
    await writes();
    await settled();
    assert.equal(await reads(), before);
    assert.equal(await receiptsOf(), 1);
  });

  it('does not work while the policy has it switched off, and is read again after that', async () => {
    await tenantSays(world, { state: 'disabled' });
    await writes();
    await becomes(world, given.handover, /It does not work now: .*switched off/);
    await settled();
    await tenantSays(world, { state: 'enabled' });
    assert.equal(await signInWith(world, secret), 'signed-in');
    await writes();
    await becomes(world, given.handover, /It has been used/);
  });
});
