import assert from 'node:assert/strict';
import { eventsOf, policy, present, stored } from '../../support/approvals.ts';
import { actions, answeredCard, cardOf } from '../../support/chat.ts';
import { answers, askWho, confirmNow, JAMES, numberOn, pressAsk, proofsOf, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { loginRequestOf, ssoToken, stands } from '../../support/sign-in.ts';
import { ANNA, becomes, change, JOHANNA, lineOf, MINUTE, nowReads, reads, resetCalls } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const OPEN_CHAT = /POST \/v3\/conversations$/;

describe('a proof, where somebody is out of reach', () => {
  describe('while the bot goes on', () => {
    let world: World;
    let johanna: Client;
    let anna: Client;
    eachInAWorld(async scene => {
      ({ world } = scene);
      [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
    }, policy('proof-somebody'));

    it('Teams for a while: the question is on its way, and then there', async () => {
      const wished = await wishFor(world, johanna);
      // Four tries at one go.
      world.connector.faults.push({ path: OPEN_CHAT, times: 4, status: 503, code: 'ServiceUnavailable' });
      await pressAsk(world, wished, 'number-match');
      await becomes(world, wished.asked, /The question is on its way to Anna Svensson/);
      assert.equal(world.connector.in(world.chat(anna).id).length, 0);
      world.passTime(MINUTE);
      await world.bot.sweep();
      const card = await world.chat(anna).card('Are you on the phone with the helpdesk?');
      await becomes(world, wished.asked, /has three numbers in Teams/);
      const number = numberOn(cardOf(present(world, wished.asked)));
      const asked = { theirs: world.chat(anna), card, request: wished.request };
      assert.match(reads(await answers(asked, number)), /Thank you/);
      assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
    });

    it('Teams until the time is up: nobody was asked in time, and the card says so', async () => {
      const wished = await wishFor(world, johanna);
      world.connector.faults.push({ path: OPEN_CHAT, times: 100, status: 503, code: 'ServiceUnavailable' });
      await pressAsk(world, wished, 'number-match');
      world.passTime(3 * MINUTE + 1_000);
      await world.bot.sweep();
      await becomes(world, wished.asked, /No answer from Anna Svensson in Teams/);
      world.connector.faults.length = 0;
      world.passTime(MINUTE);
      await world.bot.sweep();
      assert.equal(world.connector.in(world.chat(anna).id).length, 0, 'nobody is asked after it');
    });

    for (const [code, what] of [
      ['BotNotInConversationRoster', /Nyckel is not installed for them/],
      ['BotDisabledByAdmin', /Teams did not take the message/],
      ['ConversationBlockedByUser', /Teams did not take the message/],
    ] as const) {
      it(`Teams says ${code}: the requester knows at once, and can ask in another way`, async () => {
        const wished = await wishFor(world, johanna);
        world.connector.faults.push({ path: OPEN_CHAT, times: 1, status: 403, code });
        await pressAsk(world, wished, 'number-match');
        await becomes(world, wished.asked, what);
        const offered = actions(cardOf(present(world, wished.asked))).flatMap(({ data }) => data?.kind ?? []);
        assert.deepEqual(offered, ['manager']);
        const row = (await eventsOf(world, wished.request)).filter(event => event.startsWith('proof'));
        assert.deepEqual(row, ['proof-asked', 'proof-not-asked']);
      });
    }

    for (const locale of ['en', 'sv'] as const) {
      it(`the requester is signed out when the answer comes: a card says so, and leads on, in ${locale}`, async () => {
        const wished = await wishFor(world, { ...johanna, locale }, { kind: 'channel' });
        const asked = await askWho(world, wished, anna);
        await stands(world, johanna, { state: 'signed-out' });
        await answers(asked, asked.number);
        await becomes(world, wished.asked, /Sign in again to go on|Logga in igen för att gå vidare/);
        assert.match(nowReads(world, wished.asked), /Anna Svensson (chose the right number|valde rätt nummer)/);
        const card = present(world, wished.asked);
        loginRequestOf(await wished.chat.press(card, 'pick'));
        const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, johanna) };
        answeredCard(await wished.chat.press(card, 'pick', {}, { authentication }));
        assert.match(reads(await confirmNow(world, wished)), /Anna Svensson/);
        assert.equal(await resetCalls(world), 1);
      });
    }

    for (const locale of ['en', 'sv'] as const) {
      it(`Graph, when the answer comes: the card blames no sign-in, and leads on once Graph is there, in ${locale}`, async () => {
        const wished = await wishFor(world, { ...johanna, locale });
        const asked = await askWho(world, wished, anna);
        await world.fault({ service: 'graph', times: null, status: 500 });
        await answers(asked, asked.number);
        await becomes(
          world,
          wished.asked,
          /could not be asked just now|gick inte att fråga Microsoft Entra ID just nu/,
        );
        assert.match(nowReads(world, wished.asked), /Anna Svensson (chose the right number|valde rätt nummer)/);
        assert.doesNotMatch(nowReads(world, wished.asked), /sign-in has run out|inloggning har gått ut/);
        await world.sandbox.control('DELETE', 'faults');
        answeredCard(await wished.chat.press(present(world, wished.asked), 'pick'));
        assert.match(reads(await confirmNow(world, wished)), /Anna Svensson/);
        assert.equal(await resetCalls(world), 1);
      });

      it(`the role of the requester: whoever goes on reads that, and not that the card is over, in ${locale}`, async () => {
        const wished = await wishFor(world, { ...johanna, locale });
        const asked = await askWho(world, wished, anna);
        await change(world, johanna.objectId, { removeRoles: [{ role: 'Authentication Administrator' }] });
        await answers(asked, asked.number);
        const why = /You need one of these|Du behöver en av/;
        await becomes(world, wished.asked, why);
        assert.match(nowReads(world, wished.asked), /Anna Svensson (chose the right number|valde rätt nummer)/);
        const pressed = lineOf(await wished.chat.press(present(world, wished.asked), 'pick'));
        assert.match(pressed, why);
        assert.equal(await resetCalls(world), 0);
      });
    }

    it('Graph, when the manager answers: it is not checked, and can be answered again', async () => {
      const wished = await wishFor(world, johanna);
      const asked = await askWho(world, wished, await world.person(JAMES), 'manager');
      await world.fault({ service: 'graph', times: null, status: 500 });
      const answer = await answers(asked, 'yes');
      assert.match(String(answer.value), /did not tell who the manager|takes a moment/);
      assert.deepEqual(await proofsOf(world, wished.request), []);
      await world.sandbox.control('DELETE', 'faults');
      assert.match(reads(await answers(asked, 'yes')), /Thank you/);
      assert.deepEqual(await proofsOf(world, wished.request), ['manager']);
    });
  });

  it('the process, between the press and the card: the proof is kept, and another one says so', async () => {
    const world = await World.startProcesses(1, policy('proof-somebody'));
    try {
      const [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      const wished = await wishFor(world, johanna);
      const asked = await askWho(world, wished, anna);
      // All that the question has made owed is done.
      await becomes(world, wished.asked, /has three numbers in Teams/);
      const [first] = world.processes;
      assert.ok(first);
      world.connector.faults.push({ path: /^PUT /, times: 1, kill: { when: 'before', kill: first.kill } });
      await answers(asked, asked.number).catch(() => undefined);
      await first.ended;
      assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
      world.passTime(MINUTE);
      await world.startBot();
      await world.bot.sweep();
      await becomes(world, wished.asked, /Anna Svensson chose the right number/);
      await becomes(world, asked.card, /Thank you/);
      assert.match(reads(await confirmNow(world, wished)), /reset the password of Anna Svensson/);
      assert.equal((await stored(world, wished.request)).state, 'carried-out');
    } finally {
      await world.stop();
    }
  });

  it('the process, while it asks: another one asks, and either card answers', async () => {
    const world = await World.startProcesses(1, policy('proof-somebody'));
    try {
      const [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      const wished = await wishFor(world, johanna);
      const [first] = world.processes;
      assert.ok(first);
      const theirs = world.chat(anna);
      const path = new RegExp(`^POST .*${theirs.id}/activities`);
      world.connector.faults.push({ path, times: 1, kill: { when: 'after', kill: first.kill } });
      await pressAsk(world, wished, 'number-match').catch(() => undefined);
      await first.ended;
      world.passTime(MINUTE);
      await world.startBot();
      await world.bot.sweep();
      const cards = world.connector.in(theirs.id);
      assert.equal(cards.length, 2);
      await becomes(world, wished.asked, /has three numbers in Teams/);
      const number = numberOn(cardOf(present(world, wished.asked)));
      const [card] = cards;
      assert.ok(card);
      assert.match(reads(await answers({ theirs, card, request: wished.request }, number)), /Thank you/);
      await becomes(world, card, /Thank you/);
      assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
    } finally {
      await world.stop();
    }
  });
});
