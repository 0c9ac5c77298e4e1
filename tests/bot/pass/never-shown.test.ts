import assert from 'node:assert/strict';
import { eventsOf, stored } from '../../support/approvals.ts';
import { action, actions, cardOf } from '../../support/chat.ts';
import {
  type GivenPass,
  givePass,
  handOverPass,
  passCalls,
  passesOf,
  showPass,
  signInWith,
  statesOf,
  sweptTo,
  pass as timePasses,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { becomes, fault, MINUTE, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('a pass that is not handed over', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  /** Its time is over, and the bot has looked for what is due. */
  async function lapse({ request }: GivenPass): Promise<void> {
    await timePasses(world, 15 * MINUTE + 1_000);
    await sweptTo(world, request, 'done');
  }

  /** Nothing of it is kept, and nobody is shown it any more. */
  async function assertErased({ personal, handover, request }: GivenPass): Promise<void> {
    const kept = await stored(world, request);
    assert.ok(kept.state === 'done' && kept.ending === 'erased');
    assert.equal('sealed' in kept, false);
    const [made] = await passesOf(world);
    const shown = await personal.execute('show', { request }, handover.id);
    assert.match(reads(shown), /^Pass erased/);
    assert.ok(!JSON.stringify(shown).includes(made?.temporaryAccessPass ?? assert.fail()));
  }

  it('is erased here after 15 minutes, and deleted in the directory with the sign-in of whoever asked', async () => {
    const given = await givePass(world, johanna);
    await timePasses(world, 14 * MINUTE + 50_000);
    await world.bot.sweep();
    assert.deepEqual(await statesOf(world), ['usable'], 'not before its time');
    const { secret } = await showPass(given);
    await timePasses(world, 11_000);
    await sweptTo(world, given.request, 'done');
    await becomes(world, given.handover, /^Pass erased.*it is deleted in Microsoft Entra ID, and nobody can use it/s);
    await becomes(world, given.asked, /erased from here before it was handed over.*it is deleted/s);
    await assertErased(given);
    assert.equal(await signInWith(world, secret), 'wrong-pass');
    assert.deepEqual((await eventsOf(world, given.request)).slice(-2), ['pass-erased', 'pass-withdrawn']);
  });

  it('waits to be deleted until she is signed in, and says so; erased it is at once', async () => {
    const given = await givePass(world, johanna);
    await stands(world, johanna, { state: 'signed-out' });
    await lapse(given);
    await becomes(
      world,
      given.handover,
      /^Pass erased.*It has not been deleted in Microsoft Entra ID yet\. By itself it ends/s,
    );
    await assertErasedSignedOut(given);
    assert.deepEqual(await statesOf(world), ['usable']);
    await timePasses(world, 2 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual(await statesOf(world), ['usable']);
    await stands(world, johanna, { state: 'signed-in' });
    await timePasses(world, 2 * MINUTE);
    await world.bot.sweep();
    await becomes(world, given.handover, /^Pass erased.*it is deleted in Microsoft Entra ID/s);
    await becomes(world, given.asked, /it is deleted in Microsoft Entra ID/);
    assert.deepEqual(await statesOf(world), ['deleted']);
  });

  /** Whoever is not signed in is asked for that, and is shown nothing either. */
  async function assertErasedSignedOut({ personal, handover, request }: GivenPass): Promise<void> {
    assert.equal('sealed' in (await stored(world, request)), false);
    assert.equal((await personal.execute('show', { request }, handover.id)).statusCode, 401);
  }

  it('is withdrawn by her press as well, before the bot can', async () => {
    const given = await givePass(world, johanna);
    await fault(world, {
      service: 'graph',
      method: 'DELETE',
      pathPattern: 'temporaryAccessPassMethods/',
      status: 503,
      times: 20,
    });
    await lapse(given);
    await becomes(world, given.handover, /It has not been deleted in Microsoft Entra ID yet/);
    await world.sandbox.control('DELETE', 'faults');
    const card = cardOf(world.connector.messages.get(given.handover.id) ?? assert.fail());
    const pressed = await given.personal.pressAction(action(card, 'withdraw'), given.handover.id);
    assert.match(reads(pressed), /^Pass erased.*it is deleted in Microsoft Entra ID/s);
    assert.deepEqual(await statesOf(world), ['deleted']);
    assert.equal((await eventsOf(world, given.request)).filter(each => each === 'pass-withdrawn').length, 1);
  });

  it('whose requester has lost the role stays until it ends by itself, and nobody calls for it in vain after that', async () => {
    const given = await givePass(world, johanna);
    const path = `users/${johanna.objectId}`;
    await world.sandbox.control('PATCH', path, { removeRoles: [{ role: 'Authentication Administrator' }] });
    await lapse(given);
    await timePasses(world, 2 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual(await statesOf(world), ['usable']);
    await timePasses(world, 60 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual(await statesOf(world), ['expired']);
    await world.sandbox.control('DELETE', 'calls');
    await timePasses(world, 10 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual(await passCalls(world), []);
    assert.ok(!(await eventsOf(world, given.request)).includes('pass-withdrawn'));
  });

  it('survives a restart of the bot in between', async () => {
    const given = await givePass(world, johanna);
    await world.bot.stop();
    await timePasses(world, 15 * MINUTE + 1_000);
    await world.startBot();
    await sweptTo(world, given.request, 'done');
    await becomes(world, given.handover, /it is deleted in Microsoft Entra ID/);
    await assertErased(given);
    assert.deepEqual(await statesOf(world), ['deleted']);
  });

  it('that was handed over is left alone, however long it lives', async () => {
    const given = await givePass(world, johanna);
    const { secret } = await handOverPass(given);
    await timePasses(world, 20 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual(await statesOf(world), ['usable']);
    assert.equal(await signInWith(world, secret), 'signed-in');
    assert.match(nowReads(world, given.handover), /Handed over/);
  });

  it('that ends before 15 minutes are over is erased then', async () => {
    await world.sandbox.control('PUT', 'tenant', { temporaryAccessPass: { minimumLifetimeInMinutes: 10 } });
    const given = await givePass(world, johanna, { passMinutes: '10' });
    await timePasses(world, 10 * MINUTE + 1_000);
    await sweptTo(world, given.request, 'done');
    await assertErased(given);
    await becomes(world, given.handover, /^Pass erased/);
    const verbs = actions(cardOf(world.connector.messages.get(given.handover.id) ?? assert.fail())).map(
      one => one.verb,
    );
    assert.ok(!verbs.includes('withdraw'), 'there is nothing left to take back');
  });
});
