import assert from 'node:assert/strict';
import { eventsOf, MIKAEL, policy, requestOn, rowsOf, waitForApproval } from '../../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { stands } from '../../../support/sign-in.ts';
import {
  ANNA,
  audit,
  ERIK,
  events,
  fault,
  JOHANNA,
  MINUTE,
  nowReads,
  OLIVIA,
  RESET,
  reads,
  resetCalls,
} from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

const HOUR = 60 * MINUTE;
const [EMMA, TOMAS, WILLIAM, SIOBHAN] = ['emma.nilsson', 'tomas.berg', 'william.turner', "siobhan.o'brien"].map(
  name => `${name}@fjallvind.example`,
) as [string, string, string, string];

describe('limits', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let channel: Chat;
  afterEach(() => world.stop());

  async function begin(rules: string): Promise<void> {
    world = await World.start(policy(rules));
    erik = await world.person(ERIK);
    johanna = await world.person(JOHANNA);
    channel = world.chat(erik, 'channel');
  }

  const ask = (target: string, client = erik) => channel.as(client).says(`reset password for ${target}`);

  async function confirm(target: string, client = erik): Promise<string> {
    return reads(await channel.as(client).press(await ask(target, client), 'confirm'));
  }

  /** A reset that nobody else was needed for, handed over. */
  async function reset(target: string, client = erik): Promise<void> {
    const asked = await ask(target, client);
    assert.match(reads(await channel.as(client).press(asked, 'confirm')), /reset the password of/);
    const personal = world.chat(client);
    const done = await personal.execute('handed-over', { request: requestOn(asked) }, asked.id);
    assert.match(reads(done), /Handed over/);
  }

  const BY_REQUESTER = /because the limit for resets and passes by the same person is reached: (\d+) in (\d+) h/;
  const OF_TARGET = /because the limit for resets and passes for Anna Svensson is reached: (\d+) in (\d+) h/;

  describe('for a requester, above: a second person', () => {
    beforeEach(async () => {
      await begin('requester-limit');
      await reset(ANNA);
      await reset(OLIVIA);
    });

    it('the third within an hour says so on the card, and needs a second person', async () => {
      const asked = await ask(EMMA);
      assert.deepEqual([...(BY_REQUESTER.exec(textOf(asked)) ?? [])].slice(1), ['2', '1']);
      assert.ok(actions(cardOf(asked)).some(one => one.title === 'Ask for approval'));
      assert.match(reads(await channel.press(asked, 'confirm')), BY_REQUESTER);
      assert.equal(await resetCalls(world), 2);
      const answer = await channel.as(johanna).press(world.connector.messages.get(asked.id) ?? asked, 'approve');
      assert.match(reads(answer), /reset the password of Emma Nilsson/);
      assert.equal(await resetCalls(world), 3);
      assert.equal(
        (await rowsOf(world, requestOn(asked))).find(row => row.event === 'approval-asked')?.detail,
        'limit-requester',
      );
    });

    it('an hour after the first it goes again, until the limit of the day', async () => {
      world.passTime(HOUR + MINUTE);
      await reset(EMMA);
      const asked = await ask(TOMAS);
      assert.deepEqual([...(BY_REQUESTER.exec(textOf(asked)) ?? [])].slice(1), ['3', '24']);
      world.passTime(24 * HOUR);
      await reset(TOMAS);
    });

    it('a colleague is not stopped by it', async () => {
      await reset(EMMA, johanna);
    });

    it('a card from before the limit was reached asks for a second person at the click', async () => {
      world.passTime(HOUR + MINUTE);
      const early = await ask(SIOBHAN);
      assert.doesNotMatch(textOf(early), /second administrator/);
      await reset(EMMA);
      assert.match(reads(await channel.press(early, 'confirm')), BY_REQUESTER);
      assert.deepEqual(await eventsOf(world, requestOn(early)), ['request-opened', 'approval-asked']);
    });
  });

  for (const above of ['second person', 'refuse'] as const) {
    it(`six cards confirmed at once, limit 2, above: ${above}: two resets`, async () => {
      await begin(above === 'refuse' ? 'requester-limit-refuse' : 'requester-limit');
      const cards = [];
      for (const target of [ANNA, OLIVIA, EMMA, TOMAS, WILLIAM, SIOBHAN]) cards.push(await ask(target));
      const answers = await Promise.all(cards.map(card => channel.press(card, 'confirm')));
      const texts = answers.map(reads);
      assert.equal(await resetCalls(world), 2);
      assert.equal(
        texts.filter(text => /reset the password of/.test(text) && /in the private chat/.test(text)).length,
        2,
      );
      const stopped = above === 'refuse' ? /You have reached the limit/ : BY_REQUESTER;
      assert.equal(texts.filter(text => stopped.test(text)).length, 4, texts.join('\n---\n'));
      assert.equal((await events(world)).filter(event => event === 'reset-started').length, 2);
    });
  }

  describe('for a requester, above: refuse', () => {
    beforeEach(async () => {
      await begin('requester-limit-refuse');
      await reset(ANNA);
      await reset(OLIVIA);
    });

    it('the third is refused with the numbers and a way forward, on record', async () => {
      const asked = await ask(EMMA);
      assert.match(textOf(asked), /limit for resets and passes by one person is 2 in 1 h[\s\S]*Ask a colleague/);
      const { event, rule, targetName } = (await audit(world)).at(-1) ?? {};
      assert.deepEqual([event, rule, targetName], ['request-refused', 'limit-requester', EMMA]);
      assert.equal(await resetCalls(world), 2);
    });

    it('in Swedish', async () => {
      const asked = await channel.as({ ...erik, locale: 'sv-SE' }).says(`återställ lösenordet för ${EMMA}`);
      assert.match(textOf(asked), /Du har nått gränsen[\s\S]*2 på 1 h, så inget har ändrats/);
    });
  });

  it('a card from before the limit is refused at the click, for everybody to see', async () => {
    await begin('requester-limit-refuse');
    const early = await ask(EMMA);
    await reset(ANNA);
    await reset(OLIVIA);
    assert.match(reads(await channel.press(early, 'confirm')), /You have reached the limit/);
    assert.match(nowReads(world, early), /You have reached the limit/);
    const last = (await rowsOf(world, requestOn(early))).at(-1);
    assert.deepEqual([last?.event, last?.rule], ['request-refused', 'limit-requester']);
    assert.equal(await resetCalls(world), 2);
  });

  describe('for a target', () => {
    it('above: a second person; whoever asks', async () => {
      await begin('target-limit');
      await reset(ANNA);
      const asked = await ask(ANNA, johanna);
      assert.deepEqual([...(OF_TARGET.exec(textOf(asked)) ?? [])].slice(1), ['1', '1']);
      const answer = await channel.as(johanna).press(asked, 'confirm');
      assert.match(reads(answer), OF_TARGET);
      await reset(EMMA, johanna);
      assert.equal(await resetCalls(world), 2);
    });

    it('above: refuse, within the hour and within the day', async () => {
      await begin('target-limit-refuse');
      await reset(ANNA);
      assert.match(textOf(await ask(ANNA, johanna)), /limit for resets and passes for Anna Svensson is 1 in 1 h/);
      world.passTime(HOUR + MINUTE);
      await reset(ANNA, johanna);
      world.passTime(HOUR + MINUTE);
      assert.match(textOf(await ask(ANNA)), /Anna Svensson is 2 in 24 h[\s\S]*nobody misuses the account/);
      assert.equal((await audit(world)).at(-1)?.rule, 'limit-target');
      assert.equal(await resetCalls(world), 2);
      world.passTime(24 * HOUR);
      await reset(ANNA);
    });

    it('three people confirm at once: one reset', async () => {
      await begin('target-limit-refuse');
      const people = [erik, johanna, await world.person(MIKAEL)];
      const cards = [];
      for (const client of people) cards.push({ client, card: await ask(ANNA, client) });
      await Promise.all(cards.map(({ client, card }) => channel.as(client).press(card, 'confirm')));
      assert.equal(await resetCalls(world), 1);
    });
  });

  describe('what counts', () => {
    it('a lost answer tried again is one reset', async () => {
      await begin('target-limit-refuse');
      await fault(world, { service: 'graph', pathPattern: RESET, status: 500 });
      const asked = await ask(ANNA);
      assert.match(reads(await channel.press(asked, 'confirm')), /Not sure that it worked/);
      const retried = await channel.execute('retry', { request: requestOn(asked) }, asked.id);
      assert.match(reads(retried), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 2);
    });

    it('cards that were cancelled or have expired do not count', async () => {
      await begin('requester-limit-refuse');
      for (const target of [ANNA, OLIVIA]) await channel.press(await ask(target), 'cancel');
      await ask(WILLIAM);
      world.passTime(11 * MINUTE);
      await world.bot.sweep();
      await reset(EMMA);
      await reset(TOMAS);
      assert.match(textOf(await ask(ANNA)), /2 in 1 h/);
    });

    it('a policy that refuses does so for approved requests as well', async () => {
      await begin('always-two-limited');
      const one = await waitForApproval(world, erik, { target: ANNA });
      const two = await waitForApproval(world, erik, { target: OLIVIA });
      await stands(world, erik, { state: 'signed-in' });
      assert.match(reads(await one.chat.as(johanna).press(one.card, 'approve')), /reset the password of Anna/);
      assert.match(reads(await two.chat.as(johanna).press(two.card, 'approve')), /The password was not reset/);
      const last = (await rowsOf(world, two.request)).at(-1);
      assert.deepEqual([last?.event, last?.rule], ['request-refused', 'limit-requester']);
      assert.match(textOf(await world.chat(erik).card('You have reached the limit')), /1 in 1 h/);
      assert.equal(await resetCalls(world), 1);
    });
  });

  it('the second person that a limit asks for may not be the requester either', async () => {
    await begin('target-limit');
    await reset(ANNA);
    assert.match(await confirm(ANNA), OF_TARGET);
    const card = [...world.connector.messages.values()].find(one => /Approve this password reset/.test(textOf(one)));
    assert.ok(card);
    const answer = await channel.press(card, 'approve');
    assert.match(String(answer.value), /You asked for this reset yourself/);
    assert.equal(await resetCalls(world), 1);
  });
});
