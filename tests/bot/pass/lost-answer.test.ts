import assert from 'node:assert/strict';
import { eventsOf, requestOn } from '../../support/approvals.ts';
import { action, answeredCard, type Chat, type InvokeAnswer } from '../../support/chat.ts';
import type { Card, SentActivity } from '../../support/connector.ts';
import {
  askForPass,
  confirmPass,
  type GivenPass,
  handOverPass,
  madeElsewhere,
  PASSES,
  passesOf,
  showPass,
  signInWith,
  statesOf,
  sweptTo,
  tenantSays,
  pass as timePasses,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { becomes, fault, lineOf, MINUTE, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** Whatever becomes of a call: of two that may live at the same time, nobody would know. */
describe('a pass whose answer was lost', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  oneWorldWithJohanna(scene => {
    ({ world, johanna } = scene);
    chat = world.chat(johanna);
  });

  function lost(how: object): Promise<void> {
    return fault(world, { service: 'graph', method: 'POST', pathPattern: PASSES, ...how });
  }

  async function confirmed(how: object): Promise<{ asked: SentActivity; answer: InvokeAnswer; request: string }> {
    const asked = await askForPass(world, chat);
    await lost(how);
    const answer = await confirmPass(chat, asked);
    return { asked, answer, request: requestOn(asked) };
  }

  async function retried(asked: SentActivity, card: Card): Promise<InvokeAnswer> {
    return chat.pressAction(action(card, 'retry'), asked.id);
  }

  /** What Johanna is shown works once, and is the only one that does. */
  async function assertOneWorks(): Promise<void> {
    const { secret } = await showPass({
      personal: chat,
      handover: await chat.card('The Temporary Access Pass is ready'),
    });
    const made = await passesOf(world);
    for (const { temporaryAccessPass } of made.filter(one => one.temporaryAccessPass !== secret)) {
      assert.equal(await signInWith(world, temporaryAccessPass), 'wrong-pass');
    }
    assert.equal(await signInWith(world, secret), 'signed-in');
  }

  for (const [what, how] of [
    ['dropped', { drop: 'after' }],
    ['replaced by an error of the server', { status: 503, applied: true }],
    ['without the pass in it', { status: 201, applied: true, body: { id: 'x', temporaryAccessPass: null } }],
    ['cut in the middle', { malformedJson: true }],
  ] as const) {
    it(`after it was made, ${what}: that one is deleted, and another is made at once`, async () => {
      const { asked, answer, request } = await confirmed(how);
      assert.match(reads(answer), /Temporary Access Pass made/);
      assert.match(nowReads(world, asked), /Temporary Access Pass made/);
      assert.deepEqual(await statesOf(world), ['deleted', 'usable']);
      assert.deepEqual((await eventsOf(world, request)).slice(0, 5), [
        'request-opened',
        'pass-started',
        'pass-withdrawn',
        'pass-started',
        'pass-made',
      ]);
      await assertOneWorks();
    });
  }

  it('before anything was made: not sure, and Try again makes one', async () => {
    const { asked, answer, request } = await confirmed({ drop: 'before' });
    assert.match(reads(answer), /^Not sure that it worked/);
    assert.deepEqual(await passesOf(world), []);
    assert.match(reads(await retried(asked, answeredCard(answer))), /Temporary Access Pass made/);
    assert.deepEqual(await statesOf(world), ['usable']);
    const steps = ['request-opened', 'pass-started', 'pass-unknown', 'pass-started', 'pass-made'];
    assert.deepEqual((await eventsOf(world, request)).slice(0, 5), steps);
    await assertOneWorks();
  });

  it('and again: the second one is looked for like the first', async () => {
    const { asked, answer } = await confirmed({ drop: 'before' });
    await lost({ drop: 'after' });
    assert.match(reads(await retried(asked, answeredCard(answer))), /Temporary Access Pass made/);
    assert.deepEqual(await statesOf(world), ['deleted', 'usable']);
    await assertOneWorks();
  });

  it('of the one made in its place as well: not sure, and Try again deletes that one too', async () => {
    const { asked, answer } = await confirmed({ drop: 'after', times: 2 });
    assert.match(reads(answer), /^Not sure that it worked/);
    await retried(asked, answeredCard(answer));
    await becomes(world, asked, /Temporary Access Pass made/);
    assert.equal((await statesOf(world)).filter(state => state === 'usable').length, 1);
    await assertOneWorks();
  });

  it('made late, before Try again: deleted, and another is made', async () => {
    const { asked, answer } = await confirmed({ drop: 'late' });
    assert.match(reads(answer), /^Not sure that it worked/);
    await world.sandbox.control('POST', 'late-calls');
    assert.deepEqual(await statesOf(world), ['usable']);
    assert.match(reads(await retried(asked, answeredCard(answer))), /Temporary Access Pass made/);
    assert.deepEqual(await statesOf(world), ['deleted', 'usable']);
    await assertOneWorks();
  });

  it('made late, where a second one is refused: the same', async () => {
    await tenantSays(world, {}, { secondPass: 'refused' });
    const { asked, answer } = await confirmed({ drop: 'late' });
    await world.sandbox.control('POST', 'late-calls');
    assert.match(reads(await retried(asked, answeredCard(answer))), /Temporary Access Pass made/);
    await assertOneWorks();
  });

  it('where it can’t be read whether there is one: none is made before it can', async () => {
    const { asked, answer } = await confirmed({ drop: 'after' });
    assert.match(reads(answer), /Temporary Access Pass made/);
    await chat.press(await chat.card('The Temporary Access Pass is ready'), 'withdraw');
    const unreadable = { service: 'graph', method: 'GET', pathPattern: PASSES, status: 403, times: null };
    await fault(world, unreadable);
    const second = await confirmed({ drop: 'after' });
    assert.notEqual(second.request, requestOn(asked));
    assert.match(reads(second.answer), /^Not sure that it worked/);
    const before = (await passesOf(world)).length;
    const tried = await retried(second.asked, answeredCard(second.answer));
    assert.doesNotMatch(JSON.stringify(tried), /Temporary Access Pass made/);
    assert.equal((await passesOf(world)).length, before);
    await world.sandbox.control('DELETE', 'faults');
    assert.match(reads(await retried(second.asked, answeredCard(second.answer))), /Temporary Access Pass made/);
    assert.equal((await statesOf(world)).filter(state => state === 'usable').length, 1);
  });

  it('leaves alone a pass that somebody else made meanwhile', async () => {
    const { asked, answer } = await confirmed({ drop: 'before' });
    // It lasts as long as ours and was made in the same minute: how often it works is all that tells them apart.
    const theirs = await madeElsewhere(world, undefined, { isUsableOnce: false });
    const tried = await retried(asked, answeredCard(answer));
    assert.match(lineOf(tried), /A pass was made for Anna Svensson after the card was shown/);
    assert.equal(await signInWith(world, theirs), 'signed-in');
  });

  it('never found out: after 15 minutes it is over, and what may have been made is looked for and deleted', async () => {
    const { asked, request } = await confirmed({ drop: 'late' });
    await world.sandbox.control('POST', 'late-calls');
    assert.deepEqual(await statesOf(world), ['usable']);
    world.passTime(16 * MINUTE);
    await sweptTo(world, request, 'failed');
    await becomes(world, asked, /no pass from this request in Microsoft Entra ID/);
    assert.deepEqual(await statesOf(world), ['deleted']);
    assert.deepEqual((await eventsOf(world, request)).slice(-3), ['pass-unknown', 'pass-erased', 'pass-withdrawn']);
  });

  it('never found out, and signed out: it is said that one may be left, and deleted once she is signed in', async () => {
    const { asked, request } = await confirmed({ drop: 'late' });
    await world.sandbox.control('POST', 'late-calls');
    await signedIn(false);
    world.passTime(16 * MINUTE);
    await sweptTo(world, request, 'failed');
    await becomes(world, asked, /If one was made, it has not been deleted yet/);
    assert.deepEqual(await statesOf(world), ['usable']);
    await signedIn(true);
    world.passTime(2 * MINUTE);
    await world.bot.sweep();
    await becomes(world, asked, /no pass from this request in Microsoft Entra ID/);
    assert.deepEqual(await statesOf(world), ['deleted']);
  });

  describe('and that is made after another one was made by Try again', () => {
    /** The one that was shown to her, in the place of which that has come. */
    async function replacedAfter(handsOver: boolean): Promise<{ given: GivenPass; secret: string }> {
      const { asked, answer, request } = await confirmed({ drop: 'late' });
      const before = new Set(world.connector.in(chat.id).map(({ id }) => id));
      const made = await retried(asked, answeredCard(answer));
      const handover = await chat.next(before, 'the card that leads to the pass');
      const given = { chat, personal: chat, asked, request, confirmed: made, handover };
      const { secret } = handsOver ? await handOverPass(given) : await showPass(given);
      await world.sandbox.control('POST', 'late-calls');
      assert.deepEqual(await statesOf(world), ['replaced', 'usable']);
      assert.equal(await signInWith(world, secret), 'wrong-pass');
      return { given, secret };
    }

    for (const handsOver of [true, false]) {
      it(`${handsOver ? 'handed over' : 'shown'}: nobody can see it, so it is deleted, and the card says so`, async () => {
        const { given } = await replacedAfter(handsOver);
        await timePasses(world, 3 * MINUTE);
        await world.bot.sweep();
        await becomes(
          world,
          given.handover,
          handsOver ? /Withdrawn: as of/ : /^Pass erased.*deleted in Microsoft Entra ID/s,
        );
        assert.deepEqual(await statesOf(world), ['replaced', 'deleted']);
      });
    }

    it('withdrawn by her before that was found: both are gone', async () => {
      const { given } = await replacedAfter(true);
      const answer = await chat.execute('withdraw', { request: given.request }, given.handover.id);
      assert.match(reads(answer), /Withdrawn: as of/);
      assert.deepEqual(await statesOf(world), ['replaced', 'deleted']);
    });

    it('and another of somebody else in its place: theirs stays', async () => {
      const { given } = await replacedAfter(true);
      const theirs = await madeElsewhere(world, undefined, { lifetimeInMinutes: 120 });
      await timePasses(world, 3 * MINUTE);
      await world.bot.sweep();
      assert.equal(await signInWith(world, theirs), 'signed-in');
      assert.doesNotMatch(nowReads(world, given.handover), /Withdrawn/);
    });
  });

  async function signedIn(is: boolean): Promise<void> {
    const state = is ? 'signed-in' : 'signed-out';
    await world.sandbox.control('PUT', `sign-ins/${encodeURIComponent(johanna.channelUserId)}`, { state });
  }
});
