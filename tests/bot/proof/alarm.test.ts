import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { approvalsAt, eventsOf, KARIN, policy, present, requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { actions, answeredCard, type Chat, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import { PASSES, passesOf, signInWith, statesOf } from '../../support/passes.ts';
import {
  type AskedCaller,
  answers,
  askWho,
  confirmNow,
  JAMES,
  matched,
  numberOn,
  pressAsk,
  raises,
  wishFor,
} from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, audit, becomes, ERIK, JOHANNA, lineOf, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';
const STOPPED = /This may be somebody else/;

describe('the alarm', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  let approvals: Chat;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
    approvals = await approvalsAt(world, johanna);
  }, policy('proof-somebody'));

  /** Asked, answered rightly and confirmed: the card that leads to the secret. */
  async function carriedOut(wish: 'reset-password' | 'temporary-access-pass' = 'reset-password') {
    const asked = await matched(world, await wishFor(world, johanna, { kind: 'channel', wish }), anna);
    const personal = world.chat(johanna);
    const before = new Set(world.connector.in(personal.id).map(({ id }) => id));
    answeredCard(await confirmNow(world, asked));
    return { ...asked, personal, handover: await personal.next(before, 'the card that leads to the secret') };
  }

  /** Waits until no pass is left that somebody could sign in with. */
  async function takenBack(): Promise<void> {
    while ((await statesOf(world)).some(state => state !== 'deleted')) await wait(50);
  }

  /** Everybody who has to know is told; the request has ended. */
  async function assertTold(asked: AskedCaller, how: RegExp): Promise<void> {
    await becomes(world, asked.asked, STOPPED);
    await becomes(world, asked.card, /You have raised the alarm/);
    const alert = await approvals.card('Somebody may be trying to get into this account');
    assert.match(nowReads(world, alert), how);
    assert.match(nowReads(world, alert), /Johanna Bergström/);
    await world.chat(johanna).card('This may be somebody else');
  }

  it('before anything is confirmed: the request ends, and everybody is told', async () => {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    const answer = await raises(asked);
    assert.match(reads(answer), /You have raised the alarm.*You said that you did not call Johanna Bergström/s);
    await assertTold(asked, /Nothing was changed: the password of Anna Svensson is as it was/);
    assert.equal((await stored(world, asked.request)).state, 'refused');
    assert.equal(await resetCalls(world), 0);
    const rows = await rowsOf(world, asked.request);
    assert.ok(rows.some(({ event, actorName }) => event === 'alarm-raised' && actorName === 'Anna Svensson'));
    assert.equal(rows.find(({ event }) => event === 'request-refused')?.rule, 'caller-denied');
    // The cards of before do nothing any more.
    assert.match(reads(await answers(asked, asked.number)), /You have raised the alarm/);
    assert.match(reads(await asked.chat.execute('confirm', { request: asked.request }, asked.asked.id)), STOPPED);
    assert.equal(await resetCalls(world), 0);
  });

  it('after the number was matched, by the manager too', async () => {
    const james = await world.person(JAMES);
    const wished = await wishFor(world, johanna, { kind: 'channel' });
    const byManager = await askWho(world, wished, james, 'manager');
    const asked = await askWho(world, wished, anna);
    await answers(asked, asked.number);
    assert.match(reads(await raises(byManager)), /You have raised the alarm/);
    await becomes(world, wished.asked, STOPPED);
    await becomes(world, asked.card, /The alarm has been raised/);
    assert.match(reads(await wishAgain(wished)), STOPPED);
    assert.equal(await resetCalls(world), 0);
  });

  function wishAgain({ chat, asked, request }: Pick<AskedCaller, 'chat' | 'asked' | 'request'>): Promise<InvokeAnswer> {
    return chat.execute('confirm', { request }, asked.id);
  }

  for (const wish of ['reset-password', 'temporary-access-pass'] as const) {
    it(`while the secret waits (${wish}): nobody gets to see it, and what was made is taken back`, async () => {
      const done = await carriedOut(wish);
      await raises(done);
      assert.match(reads(await done.personal.press(done.handover, 'show')), STOPPED);
      await becomes(world, done.handover, STOPPED);
      assert.equal('sealed' in (await stored(world, done.request)), false);
      await becomes(world, done.asked, STOPPED);
      await approvals.card('Somebody may be trying to get into this account');
      if (wish === 'reset-password') return;
      await world.bot.sweep();
      assert.deepEqual(
        (await passesOf(world)).map(({ state }) => state),
        ['deleted'],
      );
    });
  }

  it('while it is shown at the same moment, in a hundred tries: from the alarm on there is no secret', async () => {
    const done = await carriedOut('temporary-access-pass');
    const [made] = await passesOf(world);
    const secret = made?.temporaryAccessPass ?? '';
    assert.ok(secret.length > 4);
    const shows = Array.from({ length: 50 }, () => done.personal.press(done.handover, 'show'));
    const raised = raises(done);
    shows.push(...Array.from({ length: 50 }, () => done.personal.press(done.handover, 'show')));
    await Promise.all(shows);
    await raised;
    for (const late of await Promise.all(
      Array.from({ length: 10 }, () => done.personal.press(done.handover, 'show')),
    )) {
      assert.ok(!JSON.stringify(late).includes(secret));
    }
    const rows = (await rowsOf(world, done.request)).map(({ event }) => event);
    assert.ok(rows.lastIndexOf('pass-shown') < rows.indexOf('pass-erased'), String(rows));
    await takenBack();
    assert.equal(await signInWith(world, secret), 'wrong-pass');
  });

  it('after the secret was shown, and after it was handed over: what was, is said', async () => {
    const done = await carriedOut();
    answeredCard(await done.personal.press(done.handover, 'show'));
    await done.personal.execute('handed-over', { request: done.request }, done.handover.id);
    assert.match(reads(await raises(done)), /handed over: whoever called may have it/);
    const alert = await approvals.card('Somebody may be trying to get into this account');
    assert.match(nowReads(world, alert), /handed over: whoever called may have it/);
    await done.personal.card('This may be somebody else');
    assert.equal((await stored(world, done.request)).state, 'done');
  });

  it('while the directory is called: nobody gets to see what comes of it', async () => {
    const asked = await matched(
      world,
      await wishFor(world, johanna, { kind: 'channel', wish: 'temporary-access-pass' }),
      anna,
    );
    await world.fault({ service: 'graph', method: 'POST', pathPattern: PASSES, delayMs: 2_000, times: 1 });
    const confirming = confirmNow(world, asked);
    while ((await stored(world, asked.request)).state !== 'running') await wait(20);
    assert.match(reads(await raises(asked)), /It is not known yet whether a pass was made/);
    await confirming;
    await becomes(world, asked.asked, STOPPED);
    await world.bot.sweep();
    await takenBack();
    assert.equal('sealed' in (await stored(world, asked.request)), false);
    assert.deepEqual(
      world.connector.in(world.chat(johanna).id).filter(each => /is ready/.test(nowReads(world, each))),
      [],
    );
  });

  it('asks for somebody else, or for two people, for a day; not for its raiser again', async () => {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    await raises(asked);
    const again = await wishFor(world, await world.person(INGRID), { kind: 'channel' });
    const reading = nowReads(world, again.asked);
    assert.match(reading, /because Anna Svensson raised the alarm/);
    const offered = actions(cardOf(present(world, again.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['manager'], 'the account that raised it may be in the wrong hands');
    const data = { request: again.request, kind: 'number-match' };
    const theirs = world.chat(anna);
    const before = new Set(world.connector.in(theirs.id).map(({ id }) => id));
    const answer = await again.chat.execute('ask-proof', data, again.asked.id);
    const card = await theirs.next(before, 'the card that was asked for by hand');
    await answers({ theirs, card, request: again.request }, numberOn(answer.value));
    assert.match(reads(await confirmNow(world, again)), /Something has to show first/);
    assert.equal(await resetCalls(world), 0);
    const vouched = await askWho(world, again, await world.person(JAMES), 'manager');
    assert.match(reads(await answers(vouched, 'yes')), /Thank you/);
    await becomes(world, again.asked, /James Whitaker said at .* that it is Anna Svensson/);
    assert.match(reads(await confirmNow(world, again)), /reset the password of Anna Svensson/);
  });

  it('is over after a day', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    await raises(asked);
    world.passTime(24 * 3_600_000 + 1_000);
    const again = await wishFor(world, johanna, { kind: 'channel' });
    const offered = actions(cardOf(present(world, again.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['number-match', 'manager']);
  });

  it('is ended by a lead, whose request it was not, and by nobody else', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    await raises(asked);
    const alert = await approvals.card('Somebody may be trying to get into this account');
    const own = await approvals.as(johanna).press(alert, 'end-alarm');
    assert.match(lineOf(own), /stopped a request of yours/);
    for (const upn of [ANNA, JAMES]) {
      const other = await world.person(upn);
      assert.match(lineOf(await approvals.as(other).press(alert, 'end-alarm')), /./);
    }
    assert.match(nowReads(world, alert), /Somebody may be trying/);
    const karin = await world.person(KARIN);
    assert.match(
      reads(await approvals.as(karin).press(alert, 'end-alarm')),
      /This alarm was a mistake.*Karin Holmgren/s,
    );
    assert.match(nowReads(world, alert), /This alarm was a mistake/);
    const erik = await world.person(ERIK);
    assert.match(reads(await approvals.as(erik).press(alert, 'end-alarm')), /Karin Holmgren/, 'who was faster');
    assert.equal((await audit(world)).filter(({ event }) => event === 'alarm-ended').length, 1);
    const again = await wishFor(world, johanna, { kind: 'channel' });
    const offered = actions(cardOf(present(world, again.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['number-match', 'manager']);
  });

  it('pressed many times at once is one alarm, and tells once', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    await Promise.all(Array.from({ length: 20 }, () => raises(asked)));
    await becomes(world, asked.asked, STOPPED);
    await approvals.card('Somebody may be trying to get into this account');
    await world.bot.sweep();
    const told = world.connector.in(approvals.id).filter(each => /Somebody may be trying/.test(nowReads(world, each)));
    assert.equal(told.length, 1);
    assert.equal((await eventsOf(world, asked.request)).filter(event => event === 'alarm-raised').length, 1);
  });

  it('of the manager: Stop it', async () => {
    const james = await world.person(JAMES);
    const asked = await askWho(world, await wishFor(world, johanna), james, 'manager');
    assert.match(reads(await raises(asked)), /You have raised the alarm/);
    const alert = await approvals.card('Somebody may be trying to get into this account');
    assert.match(nowReads(world, alert), /James Whitaker, the manager of Anna Svensson, answered in Teams: stop it/);
    const again = await wishFor(world, johanna, { kind: 'channel' });
    const offered = actions(cardOf(present(world, again.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['number-match'], 'somebody else than who raised it');
    await pressAsk(world, again, 'number-match');
    assert.equal(requestOn(present(world, again.asked)), again.request);
  });
});
