import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { eventsOf, requestOn, rowsOf } from '../../support/approvals.ts';
import type { Chat } from '../../support/chat.ts';
import {
  askForPass,
  confirmPass,
  faultTaken,
  givePass,
  handOverPass,
  madeElsewhere,
  PASSES,
  passCalls,
  passesOf,
  pressOn,
  showPass,
  signInWith,
  statesOf,
  tenantSays,
  pass as timePasses,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { becomes, fault, MINUTE, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const READINGS = ['replaces', 'refused'] as const;

describe('a pass for somebody who has one', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  oneWorldWithJohanna(scene => {
    ({ world, johanna } = scene);
    chat = world.chat(johanna);
  });

  /** The bot can't read who has a pass, so many times. */
  function unreadable(times: number | null): Promise<void> {
    return fault(world, { service: 'graph', method: 'GET', pathPattern: PASSES, status: 403, times });
  }

  for (const secondPass of READINGS) {
    describe(`where Microsoft Graph ${secondPass === 'replaces' ? 'puts it in its place' : 'refuses a second one'}`, () => {
      let first: string;
      beforeEach(() => tenantSays(world, {}, { secondPass }));

      it('is named on the card, and gives way to the new one', async () => {
        first = await madeElsewhere(world);
        const asked = await askForPass(world, chat);
        assert.match(
          nowReads(world, asked),
          /Anna Svensson has a pass that works until .* The new one takes its place/,
        );
        assert.deepEqual(await statesOf(world), ['usable'], 'nothing becomes of it before that is confirmed');
        await world.sandbox.control('DELETE', 'calls');
        assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
        const asDocumented = ['POST 201'];
        const asReported = ['POST 400', 'GET 200', 'DELETE 204', 'POST 201'];
        assert.deepEqual(await passCalls(world), secondPass === 'replaces' ? asDocumented : asReported);
        const handover = await chat.card('The Temporary Access Pass is ready');
        const { secret } = await showPass({ personal: chat, handover });
        assert.notEqual(secret, first);
        assert.equal(await signInWith(world, first), 'wrong-pass');
        assert.equal(await signInWith(world, secret), 'signed-in');
      });

      it('stays where it appeared after the card: nothing is made', async () => {
        const asked = await askForPass(world, chat);
        first = await madeElsewhere(world);
        assert.match(
          reads(await confirmPass(chat, asked)),
          /A pass was made for Anna Svensson after the card was shown/,
        );
        assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'pass-appeared');
        assert.deepEqual(await statesOf(world), ['usable']);
        assert.equal(await signInWith(world, first), 'signed-in');
      });

      it('stays where it took the place of the one on the card', async () => {
        await madeElsewhere(world);
        const asked = await askForPass(world, chat);
        if (secondPass === 'refused') await tenantSays(world, {}, { secondPass: 'replaces' });
        first = await madeElsewhere(world);
        await tenantSays(world, {}, { secondPass });
        assert.match(reads(await confirmPass(chat, asked)), /after the card was shown/);
        assert.deepEqual(await statesOf(world), ['replaced', 'usable']);
        assert.equal(await signInWith(world, first), 'signed-in');
      });

      it('is told of as a fact where it is used up or over, and is no hindrance', async () => {
        first = await madeElsewhere(world);
        await signInWith(world, first);
        const asked = await askForPass(world, chat);
        assert.match(nowReads(world, asked), /Earlier pass\nUsed, made/);
        await timePasses(world, 2 * MINUTE);
        assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
        assert.deepEqual(await statesOf(world), ['replaced', 'usable']);
      });

      it('that runs out between card and press is no hindrance', async () => {
        await tenantSays(world, { minimumLifetimeInMinutes: 60 });
        await madeElsewhere(world);
        await timePasses(world, 55 * MINUTE);
        const asked = await askForPass(world, chat);
        await timePasses(world, 6 * MINUTE);
        assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
      });

      it('of our own gives way to another of ours, and its receipt says so', async () => {
        const given = await givePass(world, johanna);
        const { receipt } = await handOverPass(given);
        const another = await givePass(world, johanna);
        assert.match(nowReads(world, another.asked), /Temporary Access Pass made/);
        assert.equal((await statesOf(world)).at(-1), 'usable');
        const read = reads(await pressOn(given, receipt, 'read-receipt'));
        assert.match(read, /does not have it any more: somebody deleted it, or another pass took its place/);
      });
    });
  }

  it('that could not be read before, and is refused: it stays where it is, and nobody deletes what no card has named', async () => {
    await tenantSays(world, {}, { secondPass: 'refused' });
    const first = await madeElsewhere(world);
    await unreadable(2);
    const asked = await askForPass(world, chat);
    assert.match(nowReads(world, asked), /could not be read whether Anna Svensson has a pass/);
    const answer = reads(await confirmPass(chat, asked));
    assert.match(answer, /^No pass was made.*has a pass that the card did not show.*left as it is/s);
    assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'pass-exists');
    assert.deepEqual(await passCalls(world), ['POST 201', 'POST 400', 'GET 200']);
    assert.equal(await signInWith(world, first), 'signed-in');
  });

  for (const secondPass of READINGS) {
    it(`that could not be read for the card, and can now: nothing is made (${secondPass})`, async () => {
      await tenantSays(world, {}, { secondPass });
      const first = await madeElsewhere(world);
      await unreadable(1);
      const asked = await askForPass(world, chat);
      assert.match(
        reads(await confirmPass(chat, asked)),
        /already has a Temporary Access Pass, which could not be read/,
      );
      assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'pass-unseen');
      assert.deepEqual(await passCalls(world), ['POST 201']);
      assert.equal(await signInWith(world, first), 'signed-in');
    });
  }

  it('that can’t be read at all, and is refused: the same', async () => {
    await tenantSays(world, {}, { secondPass: 'refused' });
    const first = await madeElsewhere(world);
    await unreadable(null);
    const answer = reads(await confirmPass(chat, await askForPass(world, chat)));
    assert.match(answer, /^No pass was made.*has a pass that the card did not show/s);
    assert.equal(await signInWith(world, first), 'signed-in');
  });

  it('that could not be read, and is replaced: made, as the card had said', async () => {
    const first = await madeElsewhere(world);
    await unreadable(null);
    const asked = await askForPass(world, chat);
    assert.match(nowReads(world, asked), /If so, the new one takes its place, or Microsoft Entra ID refuses it/);
    assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
    assert.equal(await signInWith(world, first), 'wrong-pass');
  });

  it('made by somebody else between our look and our call, and refused: theirs stays', async () => {
    await tenantSays(world, {}, { secondPass: 'refused' });
    const asked = await askForPass(world, chat);
    await fault(world, { service: 'graph', method: 'POST', pathPattern: PASSES, delayMs: 6_000 });
    const confirmed = confirmPass(chat, asked);
    while (!(await eventsOf(world, requestOn(asked))).includes('pass-started')) await wait(20);
    // The bot's call is on its way by now, and takes the fault.
    await faultTaken(world);
    const theirs = await madeElsewhere(world);
    await confirmed;
    await becomes(world, asked, /^No pass was made.*has a pass that the card did not show/s);
    assert.equal(await signInWith(world, theirs), 'signed-in');
  });

  for (const [what, how, usable] of [
    ['refused', { status: 400 }, 0],
    ['lost before it was made', { drop: 'before' }, 0],
    ['lost after it was made', { drop: 'after' }, 1],
  ] as const) {
    it(`that had to be deleted, where the call after it is ${what}: what has become of it is said and on record`, async () => {
      await tenantSays(world, {}, { secondPass: 'refused' });
      const first = await madeElsewhere(world);
      const asked = await askForPass(world, chat);
      await fault(world, { service: 'graph', method: 'POST', pathPattern: PASSES, skip: 1, ...how });
      const answer = reads(await confirmPass(chat, asked));
      if (what === 'refused') assert.match(answer, /^No pass was made.*after the earlier one.*was deleted/s);
      if (what === 'lost before it was made') assert.match(answer, /^Not sure that it worked/);
      if (what === 'lost after it was made') assert.match(answer, /Temporary Access Pass made/);
      assert.ok((await eventsOf(world, requestOn(asked))).includes('pass-withdrawn'));
      assert.equal(await signInWith(world, first), 'wrong-pass');
      assert.equal((await statesOf(world)).filter(state => state === 'usable').length, usable);
    });
  }

  it('that can’t be deleted: it stays, and nothing is made', async () => {
    await tenantSays(world, {}, { secondPass: 'refused' });
    const first = await madeElsewhere(world);
    const asked = await askForPass(world, chat);
    await fault(world, { service: 'graph', method: 'DELETE', pathPattern: 'temporaryAccessPassMethods/', status: 403 });
    assert.match(reads(await confirmPass(chat, asked)), /^No pass was made/);
    assert.deepEqual(await statesOf(world), ['usable']);
    assert.equal(await signInWith(world, first), 'signed-in');
    assert.equal((await passesOf(world)).length, 1);
  });
});
