import assert from 'node:assert/strict';
import type { Request } from '../../../src/desk/request/request.ts';
import { assertPolite, policy, requestOn } from '../../support/approvals.ts';
import type { BotProcess } from '../../support/bot-process.ts';
import { inStore, STORES, type StoreName } from '../../support/both-stores.ts';
import { actions, type Chat, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  type Asked,
  type AskedCaller,
  answers,
  assertNoSecretSent,
  confirmable,
  confirmNow,
  numberOn,
  numbersOn,
  pressAsk,
  raises,
} from '../../support/proofs.ts';
import { PASSWORD } from '../../support/reveal.ts';
import { ANNA, becomes, JOHANNA, reads, resetCalls, wishIn } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const PRESSES = 100;
const STOPPED = /This may be somebody else/;

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`who is calling, with two processes on one store (${name})`, function () {
    this.timeout(600_000);
    let world: World;
    let environment: Record<string, string>;
    let johanna: Client;
    let anna: Client;
    beforeEach(async () => {
      environment = await STORES[name]();
      world = await World.startProcesses(2, { ...environment, ...policy('proof-somebody') });
      [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      for (const bot of world.processes) await world.chat(johanna).via(bot).says('help');
    });
    afterEach(() => world.stop());

    const bot = (turn: number): BotProcess => {
      const found = world.processes[turn % world.processes.length];
      assert.ok(found);
      return found;
    };

    /** So many presses at the same time, in turn to one process and to the other. */
    function atOnce(press: (turn: number, bot: BotProcess) => Promise<InvokeAnswer>, length = PRESSES) {
      return Promise.all(Array.from({ length }, (_, turn) => press(turn, bot(turn))));
    }

    /** The names of the rows about one request, oldest first. */
    const rowsOf = async (request: string): Promise<string[]> =>
      (await inStore(world, environment, store => store.auditTrail(request))).map(({ event }) => event);

    const look = async (request: string): Promise<Request> => {
      const found = await inStore(world, environment, store => store.get(request));
      assert.ok(found);
      return found;
    };

    /** What has been shown of who calls, by the store and by the record; on a busy machine all may be answered before it is there. */
    async function shown(request: string): Promise<{ kept: string[]; rows: string[] }> {
      let rows: string[] = [];
      while (rows.length === 0) rows = (await rowsOf(request)).filter(event => /^proof-(not-)?given$/.test(event));
      return { kept: ((await look(request)).caller?.proofs ?? []).map(({ kind }) => kind), rows };
    }

    async function assertSoundRecord(): Promise<void> {
      assert.deepEqual((await inStore(world, environment, store => store.verifyAudit())).findings, []);
    }

    /** On a busy machine the sandbox may answer too late, and the bot says so. */
    async function wishInTime(): Promise<Asked> {
      for (;;) {
        const chat = world.chat(johanna, 'channel');
        const asked = await chat.says(wishIn(johanna.locale, ANNA));
        if (actions(asked).some(({ data }) => data?.kind === 'number-match'))
          return { chat, asked, request: requestOn(asked) };
      }
    }

    /** Asks her, and the card that comes to her: of the request whose ask was answered in time. */
    async function askInTime(): Promise<AskedCaller> {
      const theirs = world.chat(anna);
      for (;;) {
        const wished = await wishInTime();
        const answer = await pressAsk(world, wished, 'number-match');
        if (!/"size":"extraLarge"/.test(JSON.stringify(answer.value))) continue;
        const isOfIt = (each: SentActivity) => actions(each).some(({ data }) => data?.request === wished.request);
        const find = () => world.connector.in(theirs.id).find(isOfIt);
        const card = await world.connector.until(find, 'the question to Anna');
        return { ...wished, theirs, card, number: numberOn(answer.value), answer };
      }
    }

    it('100 presses of the number at the same time: one proof', async () => {
      const asked = await askInTime();
      const pressed = await atOnce((_, to) => answers(asked, asked.number, asked.theirs.via(to)));
      for (const each of pressed) assertPolite(each, 'the number');
      assert.deepEqual(await shown(asked.request), { kept: ['number-match'], rows: ['proof-given'] });
      await becomes(world, asked.asked, /Anna Svensson chose the right number/);
      assert.equal(await resetCalls(world), 0);
      await assertNoSecretSent(world, pressed);
      await assertSoundRecord();
    });

    it('100 presses of all three numbers at the same time: the first counts, and no other', async () => {
      const asked = await askInTime();
      const numbers = numbersOn(cardOf(asked.card));
      const pressed = await atOnce((turn, to) => answers(asked, numbers[turn % 3], asked.theirs.via(to)));
      for (const each of pressed) assertPolite(each, 'a number');
      const { kept, rows } = await shown(asked.request);
      assert.equal(rows.length, 1, String(rows));
      assert.deepEqual(kept, rows[0] === 'proof-given' ? ['number-match'] : []);
      await assertNoSecretSent(world, pressed);
      await assertSoundRecord();
    });

    it('100 presses that ask her, on ten cards at the same time: three questions an hour, and no more', async () => {
      const wished: Asked[] = [];
      while (wished.length < 10) wished.push(await wishInTime());
      const pressed = await atOnce((turn, to) => {
        const each = wished[Math.floor(turn / 2) % wished.length];
        assert.ok(each);
        return pressAsk(world, { ...each, chat: each.chat.via(to) }, 'number-match');
      });
      for (const each of pressed) assertPolite(each, 'ask');
      const rows = (await Promise.all(wished.map(({ request }) => rowsOf(request)))).flat();
      const times = (name: string) => rows.filter(event => event === name).length;
      // Of two presses on one card at the same moment the count of one is taken back.
      const count = times('proof-asked') - times('proof-not-asked');
      assert.ok(count >= 1 && count <= 3, `${count} questions on record`);
      assert.ok(world.connector.in(world.chat(anna).id).length <= count);
      await assertNoSecretSent(world, pressed);
      await assertSoundRecord();
    });

    /** Asked, answered rightly and confirmed: the card that leads to the password. */
    async function carriedOut(): Promise<AskedCaller & { personal: Chat; handover: SentActivity }> {
      const asked = await askInTime();
      await answers(asked, asked.number);
      await confirmable(world, asked);
      await confirmNow(world, asked);
      const personal = world.chat(johanna);
      return { ...asked, personal, handover: await personal.card('The temporary password is ready') };
    }

    it('100 alarms, while the password is asked for: one alarm, and no password from then on', async () => {
      const done = await carriedOut();
      const show = (to: BotProcess) => done.personal.via(to).press(done.handover, 'show');
      const early = atOnce((_, to) => show(to), 20);
      const raised = await atOnce((_, to) => raises(done, done.theirs.via(to)));
      for (const each of raised) assertPolite(each, 'the alarm');
      for (const each of await early) assertPolite(each, 'Show');
      const late = await atOnce((_, to) => show(to));
      for (const each of late) {
        assertPolite(each, 'Show');
        assert.doesNotMatch(JSON.stringify(each), PASSWORD);
      }
      // Whoever was first may be answered before it is on record.
      let rows: string[];
      do rows = await rowsOf(done.request);
      while (!rows.includes('alarm-raised'));
      assert.equal(rows.filter(event => event === 'alarm-raised').length, 1, String(rows));
      assert.ok(rows.lastIndexOf('password-shown') < rows.indexOf('password-erased'), String(rows));
      const request = await look(done.request);
      assert.deepEqual([request.state, 'sealed' in request], ['done', false]);
      await becomes(world, done.asked, STOPPED);
      await world.chat(johanna).card('This may be somebody else');
      await assertSoundRecord();
    });

    it('one is killed between the press and the card: the proof is kept, and the other one goes on with it', async () => {
      const asked = await askInTime();
      await becomes(world, asked.asked, /has three numbers in Teams/);
      const [first, second] = [bot(0), bot(1)];
      world.connector.faults.push({ path: /^PUT /, times: 1, kill: { when: 'before', kill: first.kill } });
      await answers(asked, asked.number, asked.theirs.via(first)).catch(() => undefined);
      await first.ended;
      assert.deepEqual(await shown(asked.request), { kept: ['number-match'], rows: ['proof-given'] });
      await world.deliverTo(second);
      assert.match(reads(await answers(asked, asked.number, asked.theirs.via(second))), /Thank you/);
      const confirmed = await confirmNow(world, { ...asked, chat: asked.chat.via(second) });
      assert.match(reads(confirmed), /reset the password of Anna Svensson/);
      assert.deepEqual(await shown(asked.request), { kept: ['number-match'], rows: ['proof-given'] });
      assert.equal(await resetCalls(world), 1);
    });
  });
}
