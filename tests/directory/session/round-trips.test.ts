import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { PERMISSIONS } from '../../../src/directory/permissions.ts';
import { answeredCard, cardOf, textOf } from '../../support/chat.ts';
import { serial } from '../../support/round-trips.ts';
import { oneWorld, oneWorldWithErik, oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, askForAnna, assertPasswordWorks, audit, ERIK, events } from '../../support/story.ts';
import { type Client, type GraphCall, World } from '../../support/world.ts';

describe('Graph round trips', () => {
  let world: World;
  let erik: Client;
  oneWorldWithErik(scene => ({ world, erik } = scene));

  const UNTIL_CONFIRM_CARD: readonly [what: string, text: string, atMost: number][] = [
    ['a free-text name', 'reset password for Anna Svensson', 2],
    ['a sign-in name', 'reset password for anna.svensson@fjallvind.example', 1],
    ['a sign-in name with an apostrophe', "reset password for siobhan.o'brien@fjallvind.example", 1],
  ];
  for (const [what, message, atMost] of UNTIL_CONFIRM_CARD) {
    it(`${what}: at most ${atMost} one after the other until the confirm card`, async () => {
      const card = await world.chat(erik).says(message);
      assert.match(textOf(cardOf(card)), /Reset password\?/);
      const calls = await world.graphCalls();
      assert.ok(calls.length > 0);
      assert.ok(serial(calls) <= atMost, `${serial(calls)} round trips: ${names(calls)}`);
    });
  }

  const NOBODY_CALLED_SO: readonly [text: string, title: RegExp][] = [
    ['reset password for Maria Lund', /Nobody is called Maria Lund/],
    ['reset password for Nobody Atall', /No account found/],
  ];
  for (const [message, title] of NOBODY_CALLED_SO) {
    it(`${message}: at most 3, one of them for those who come close and one for their photos`, async () => {
      const card = await world.chat(erik).says(message);
      assert.match(textOf(cardOf(card)), title);
      const calls = await world.graphCalls();
      assert.ok(serial(calls) <= 3, `${serial(calls)} round trips: ${names(calls)}`);
    });
  }

  it('a pick from several: 2 until the pick card, 1 from the pick to the confirm card', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says('reset password for Johan Andersson');
    assert.ok(serial(await world.graphCalls()) <= 2);
    await world.sandbox.control('DELETE', 'calls');
    const picked = await chat.press(asked, 'pick', { choice: 0 });
    assert.match(textOf(answeredCard(picked)), /Reset password\?/);
    assert.equal(serial(await world.graphCalls()), 1);
  });

  // Whoever confirms leaves reads behind, of how it went: what counts reads comes before.
  it('confirm: at most 2 until the reset is accepted', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says('reset password for Anna Svensson');
    await world.sandbox.control('DELETE', 'calls');
    const confirmed = await chat.press(asked, 'confirm');
    assert.match(textOf(answeredCard(confirmed)), /Password reset/);
    const calls = (await world.graphCalls()).filter(call => !call.path.includes('/operations/'));
    assert.deepEqual(
      calls.map(call => call.path.replace(/^.*\//, '')),
      ['$batch', 'resetPassword'],
    );
  });

  it('every read names what it wants', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says('reset password for Anna Svensson');
    await chat.press(asked, 'confirm');
    const reads = (await world.graphCalls()).flatMap(call => call.batch ?? [{ method: call.method, url: call.path }]);
    const objects = reads.filter(({ method, url }) => method === 'GET' && !/\$value|\/operations\//.test(url));
    assert.ok(objects.length >= 6, `only ${objects.length} reads`);
    for (const { url } of objects) assert.match(url, /[?&]\$select=/);
  });
});

describe('Graph round trips of a pass', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  const UNTIL_CONFIRM_CARD: readonly [what: string, text: string, atMost: number][] = [
    ['a free-text name', 'temporary access pass for Anna Svensson', 2],
    ['a sign-in name', `temporary access pass for ${ANNA}`, 1],
  ];
  for (const [what, message, atMost] of UNTIL_CONFIRM_CARD) {
    it(`${what}: at most ${atMost} one after the other until the confirm card, tenant and present pass read with it`, async () => {
      const asked = await world.chat(johanna).says(message);
      assert.match(JSON.stringify(cardOf(asked)), /"verb":"confirm"/);
      const calls = await world.graphCalls();
      assert.ok(serial(calls) <= atMost, `${serial(calls)} round trips: ${names(calls)}`);
      const read = calls.flatMap(call => call.batch ?? []).map(({ url }) => url);
      for (const part of ['/temporaryAccessPassMethods', '/authenticationMethodConfigurations/TemporaryAccessPass']) {
        assert.ok(
          read.some(url => url.endsWith(part)),
          part,
        );
      }
    });
  }

  it('confirm: at most 2 until the pass is made', async () => {
    const chat = world.chat(johanna);
    const asked = await chat.says(`temporary access pass for ${ANNA}`);
    await world.sandbox.control('DELETE', 'calls');
    await chat.press(asked, 'confirm');
    assert.deepEqual(
      (await world.graphCalls()).map(({ method, path }) => `${method} ${path.replace(/^.*\//, '')}`),
      ['POST $batch', 'POST temporaryAccessPassMethods'],
    );
  });
});

describe('Graph round trips with the narrow permissions', () => {
  let world: World;
  let erik: Client;
  oneWorld(
    async scene => {
      world = scene.world;
      erik = await world.person(ERIK);
    },
    { GRAPH_PERMISSIONS: 'narrow' },
  );

  it('a reset takes the path of passwords alone, and is confirmed by the date of the change', async () => {
    const scopes = PERMISSIONS.narrow.map(({ scope }) => scope);
    await world.sandbox.control('PUT', `sign-ins/${encodeURIComponent(erik.channelUserId)}`, { scopes });
    const { chat, asked } = await askForAnna(world, erik);
    await chat.press(asked, 'confirm');
    await chat.card('The temporary password is ready');
    await assertPasswordWorks(world, chat);
    while (!(await events(world)).includes('reset-verified')) await delay(50);
    const calls = await world.graphCalls();
    const reset = calls.filter(({ path }) => path.endsWith('/resetPassword'));
    assert.deepEqual(
      reset.map(({ path, status }) => [path.includes('/passwordMethods/'), status]),
      [[true, 202]],
    );
    assert.ok(!calls.some(({ path }) => path.includes('/operations/')));
  });
});

describe('Graph round trips of one request alone', () => {
  let world: World;
  // Its own sandbox: a late call of another request would have another id.
  before(async () => {
    world = await World.start({}, true);
  });
  after(() => world.stop());

  it('one id joins our record with every call of a request', async () => {
    const { chat, asked } = await askForAnna(world, await world.person(ERIK));
    await chat.press(asked, 'confirm');
    await chat.card('The temporary password is ready');
    const ids = new Set((await world.graphCalls()).map(call => call.clientRequestId));
    assert.ok(ids.size > 0);
    assert.deepEqual(new Set((await audit(world)).map(row => row.correlationId)), ids);
  });
});

function names(calls: readonly GraphCall[]): string {
  return calls.map(call => `${call.method} ${call.path}`).join(', ');
}
