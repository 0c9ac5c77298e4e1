import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertPolite, eventsOf, requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { answeredCard, type Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  askForPass,
  confirmPass,
  givePass,
  handOverPass,
  passesOf,
  signInWith,
  statesOf,
} from '../../support/passes.ts';
import { runs } from '../../support/runs.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { lineOf, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';
const DAY = 24 * 3_600_000;

describe('clicks about passes that no card of ours sends', () => {
  let world: World;
  let johanna: Client;
  let ingrid: Client;
  let chat: Chat;
  oneWorldWithJohanna(async scene => {
    ({ world, johanna } = scene);
    ingrid = await world.person(INGRID);
    chat = world.chat(johanna);
  });

  /** How many passes were made here. */
  async function count(): Promise<number> {
    return (await passesOf(world)).length;
  }

  describe('choices', () => {
    let asked: SentActivity;
    beforeEach(async () => {
      asked = await askForPass(world, chat);
    });

    /** The card still does what it should, with what stands on it. */
    async function assertUnharmed(): Promise<void> {
      assert.equal(await count(), 0);
      const decided = (await eventsOf(world, requestOn(asked))).filter(each => each !== 'not-allowed');
      assert.deepEqual(decided, ['request-opened']);
      assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
      const [made] = await passesOf(world);
      assert.deepEqual([made?.lifetimeInMinutes, made?.isUsableOnce], [60, true]);
    }

    it('that can’t be read: nothing is made, and the card goes on', async () => {
      for (const changed of [
        ...[
          { passMinutes: '' },
          { passMinutes: 'x' },
          { passMinutes: 60 },
          { passMinutes: null },
          { passMinutes: ['60'] },
        ],
        ...[{ passUse: 'always' }, { passUse: true }, { passStart: 'soon' }, { passStart: {} }],
        ...[
          { passStart: 'at', passDate: '' },
          { passStart: 'at', passDate: '2026-02-30' },
          { passStart: 'at', passTime: '25:00' },
          { passStart: 'at', passDate: null, passTime: null },
        ],
      ]) {
        const line = lineOf(await confirmPass(chat, asked, changed));
        assert.match(line, /What you chose can't be read, so nothing was done/, JSON.stringify(changed));
      }
      await assertUnharmed();
    });

    it('that the tenant does not allow, or that are too late or too early: the same', async () => {
      const day = (ahead: number) => new Date(Date.now() + ahead).toISOString().slice(0, 10);
      for (const [changed, why] of [
        [{ passMinutes: '999999' }, /between 60 and 480 minutes/],
        [{ passMinutes: '000000' }, /between 60 and 480 minutes/],
        [{ passStart: 'at', passDate: day(-DAY) }, /within the next 30 days/],
        [{ passStart: 'at', passDate: day(32 * DAY) }, /within the next 30 days/],
        [{ passStart: 'at', passDate: '1970-01-01' }, /within the next 30 days/],
        [{ passStart: 'at', passDate: '9999-12-31' }, /within the next 30 days/],
      ] as const) {
        assert.match(lineOf(await confirmPass(chat, asked, changed)), why, JSON.stringify(changed));
      }
      await assertUnharmed();
    });

    it('that are missing altogether: what is usual is made', async () => {
      assert.match(
        reads(await chat.execute('confirm', { request: requestOn(asked) }, asked.id)),
        /Temporary Access Pass made/,
      );
      const [made] = await passesOf(world);
      assert.deepEqual([made?.lifetimeInMinutes, made?.isUsableOnce, made?.state], [60, true, 'usable']);
    });

    it('of whatever kind: polite, and at most the one pass that was asked for (property)', async () => {
      const odd = fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 }));
      const changed = fc.record(
        { passUse: odd, passMinutes: odd, passStart: fc.oneof(fc.constant('at'), odd), passDate: odd, passTime: odd },
        { requiredKeys: ['passMinutes'] },
      );
      await fc.assert(
        fc.asyncProperty(changed, async inputs => {
          assertPolite(await confirmPass(chat, asked, inputs), JSON.stringify(inputs));
          // A text of digits may be a length that is allowed.
          assert.ok((await count()) <= 1);
        }),
        { numRuns: runs(100), seed: 20260312 },
      );
    });

    it('of a pass on the card of a reset count for nothing', async () => {
      const reset = await chat.says('reset password for olivia.bennett@fjallvind.example');
      const data = { request: requestOn(reset), passMinutes: '60', passUse: 'several', passStart: 'now' };
      assert.match(reads(await chat.execute('confirm', data, reset.id)), /Password reset/);
      assert.deepEqual(await passesOf(world, 'olivia.bennett@fjallvind.example'), []);
      const kept = await stored(world, requestOn(reset));
      assert.ok(!('terms' in kept) || kept.terms === undefined, JSON.stringify(kept));
    });
  });

  describe('by another person, who may give passes too', () => {
    const NOT_THEIRS = /^Only Johanna Bergström can use this card/;

    it('instead and confirm', async () => {
      const reset = await chat.says('reset password for anna.svensson@fjallvind.example');
      const request = requestOn(reset);
      for (const verb of ['instead', 'confirm']) {
        for (const where of [chat.as(ingrid), world.chat(ingrid)]) {
          assert.match(lineOf(await where.execute(verb, { request, passMinutes: '60' }, reset.id)), NOT_THEIRS, verb);
        }
      }
      assert.deepEqual(
        (await rowsOf(world, request))
          .slice(1)
          .map(({ event, rule }) => [event, rule])
          .at(0),
        ['not-allowed', 'not-yours'],
      );
      assert.equal((await stored(world, request)).state, 'open');
      assert.equal(await count(), 0);
    });

    it('show, withdraw, handed over and read-receipt', async () => {
      const given = await givePass(world, johanna);
      const press = async (verb: string) => {
        for (const where of [given.personal.as(ingrid), world.chat(ingrid)]) {
          const answer = await where.execute(verb, { request: given.request }, given.handover.id);
          assert.match(lineOf(answer), NOT_THEIRS, verb);
        }
      };
      for (const verb of ['show', 'withdraw', 'handed-over']) await press(verb);
      const { secret } = await handOverPass(given);
      for (const verb of ['withdraw', 'read-receipt', 'again']) await press(verb);
      assert.equal(await signInWith(world, secret), 'signed-in');
      const turned = (await rowsOf(world, given.request)).filter(({ event }) => event === 'not-allowed');
      assert.ok(turned.length > 0 && turned.every(({ actorId }) => actorId === ingrid.objectId));
    });
  });

  describe('from another conversation', () => {
    it('instead, from where the card is not', async () => {
      const channel = world.chat(johanna, 'channel');
      const reset = await channel.says('reset password for anna.svensson@fjallvind.example');
      const request = requestOn(reset);
      for (const where of [chat, world.chat(johanna, 'channel'), world.chat(johanna, 'groupChat')]) {
        assert.match(lineOf(await where.execute('instead', { request }, reset.id)), /does not work any more/);
      }
      assert.equal((await stored(world, request)).state, 'open');
      answeredCard(await channel.press(reset, 'instead'));
    });

    it('withdraw and read-receipt, where others read along', async () => {
      const channel = world.chat(johanna, 'channel');
      const given = await givePass(world, johanna, { chat: channel });
      const { request, handover } = given;
      for (const verb of ['show', 'withdraw', 'handed-over']) {
        assert.match(lineOf(await channel.execute(verb, { request }, handover.id)), /does not work any more/, verb);
      }
      await handOverPass(given);
      for (const verb of ['withdraw', 'read-receipt']) {
        for (const where of [channel, world.chat(johanna, 'groupChat')]) {
          assert.match(lineOf(await where.execute(verb, { request }, given.asked.id)), /does not work any more/, verb);
        }
      }
      assert.deepEqual(await statesOf(world), ['usable']);
    });
  });
});
