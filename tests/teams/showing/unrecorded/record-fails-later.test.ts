import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { action, actions, answeredCard, type Chat, cardOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { eachAskedForAnna } from '../../../support/scene.ts';
import {
  ANNA,
  assertPasswordWorks,
  becomes,
  events,
  fault,
  LAST_CHANGE,
  lineOf,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetCalls,
} from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** What nobody may say or ask once Graph may have set the password. */
const DENIES = /I do nothing|Reset password\?|not reset|not changed|nothing was changed/;

describe('a record that fails in the middle of a reset', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, erik, chat, asked } = scene), 'channel');

  /** From here on no row of this event can be added, until the store works again. */
  function failAt(event: string): { mend: () => void } {
    const db = new DatabaseSync(world.storePath);
    db.exec(`CREATE TRIGGER stop BEFORE INSERT ON audit WHEN NEW.event = '${event}'
      BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    return {
      mend: () => {
        db.exec('DROP TRIGGER stop');
        db.close();
      },
    };
  }

  async function sweptTwice(): Promise<void> {
    for (let minute = 0; minute < 2; minute += 1) {
      world.passTime(MINUTE + 1_000);
      await world.bot.sweep();
    }
  }

  it('before Graph is called: nothing was done, and the card still asks', async () => {
    const failing = failAt('reset-started');
    assert.match(lineOf(await chat.press(asked, 'confirm')), /I do nothing that I can't put on record/);
    failing.mend();
    assert.match(nowReads(world, asked), /Reset password\?/);
    assert.equal(await resetCalls(world), 0);
    await chat.press(asked, 'confirm');
    await assertPasswordWorks(world, world.chat(erik));
  });

  it('when Graph has said no: nothing was changed', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 400, code: 'BadRequest' });
    const failing = failAt('reset-failed');
    assert.match(lineOf(await chat.press(asked, 'confirm')), /I do nothing that I can't put on record/);
    failing.mend();
    assert.equal(await world.trySignIn(ANNA, 'Nobody-knows-1'), 'wrong-password');
    assert.ok(!(await events(world)).includes('reset-accepted'));
  });

  const answers: readonly [what: string, event: string, faults: object[]][] = [
    ['Graph has accepted it', 'reset-accepted', []],
    ['the answer was lost and the change is seen', 'reset-accepted', [{ pathPattern: RESET, drop: 'after' }]],
    [
      'the answer was lost and the change can not be read',
      'reset-unknown',
      [
        { pathPattern: RESET, drop: 'after' },
        { pathPattern: LAST_CHANGE, status: 403 },
      ],
    ],
  ];
  for (const [what, event, faults] of answers) {
    it(`after ${what}: it is being found out, for everybody to see, and then it is`, async () => {
      for (const one of faults) await fault(world, { service: 'graph', ...one });
      const failing = failAt(event);
      const answer = await chat.press(asked, 'confirm');
      for (const text of [reads(answer), nowReads(world, asked)]) {
        assert.match(text, /Being found out[\s\S]*Anna Svensson may have been reset/);
        assert.doesNotMatch(text, DENIES);
      }
      assert.deepEqual(actions(answeredCard(answer)), []);
      const { correlationId } = JSON.parse(
        world.log.find(line => line.includes('may have done could not be put on record')) ?? '{}',
      );
      assert.ok(reads(answer).includes(correlationId), 'the number leads to the log');
      failing.mend();
      await sweptTwice();
      await becomes(world, asked, /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 1, 'found out, not repeated');
      await assertPasswordWorks(world, world.chat(erik));
    });
  }

  for (const event of ['handover-delivered', 'sessions-revoked', 'reset-verified']) {
    it(`at ${event}: the outcome is shown all the same, and what is missing comes later`, async () => {
      const failing = failAt(event);
      const answer = reads(await chat.press(asked, 'confirm', { signOut: 'true' }));
      assert.match(answer, /reset the password of Anna Svensson/);
      assert.doesNotMatch(answer, DENIES);
      assert.equal(/waits for Erik Lindqvist in the private chat/.test(answer), event !== 'handover-delivered');
      if (event === 'handover-delivered') assert.match(answer, /is on its way to Erik Lindqvist/);
      assert.equal(/Signed out everywhere/.test(answer), event !== 'sessions-revoked');
      failing.mend();
      await sweptTwice();
      await becomes(
        world,
        asked,
        /waits for Erik Lindqvist in the private chat[\s\S]*confirmed the reset[\s\S]*Signed out everywhere/,
      );
      await assertPasswordWorks(world, world.chat(erik));
    });
  }

  for (const [verb, minutes] of [
    ['handed-over', 12],
    ['show', 16],
  ] as const) {
    it(`at sessions-revoked, and ${verb} is pressed ${minutes} minutes later: the user is signed out all the same`, async () => {
      const failing = failAt('sessions-revoked');
      const answer = reads(await chat.press(asked, 'confirm', { signOut: 'true' }));
      assert.doesNotMatch(answer, /Signed out everywhere/);
      failing.mend();
      const personal = world.chat(erik);
      const handover = await personal.card('The temporary password is ready');
      const { request } = action(cardOf(handover), 'show').data ?? {};
      world.passTime(minutes * MINUTE);
      await personal.execute(verb, { request }, handover.id);
      assert.ok(!(await events(world)).includes('sessions-not-revoked'), 'it is not given up by a press');
      await world.bot.sweep();
      assert.ok((await events(world)).includes('sessions-revoked'));
    });
  }

  it('no change can be written any more once Graph was called: neither reset nor not reset is said', async () => {
    const db = new DatabaseSync(world.storePath);
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs: 500 });
    const pressed = chat.press(asked, 'confirm');
    while (!(await events(world)).includes('reset-started')) await new Promise(setImmediate);
    db.exec("CREATE TRIGGER stop BEFORE UPDATE ON requests BEGIN SELECT RAISE(ABORT, 'no room'); END");
    assert.match(reads(await pressed), /Being found out/);
    assert.equal(cardOf(world.connector.messages.get(asked.id) ?? asked).actions?.length, 0);
    db.exec('DROP TRIGGER stop');
    db.close();
    await sweptTwice();
    await becomes(world, asked, /reset the password of Anna Svensson/);
    await assertPasswordWorks(world, world.chat(erik));
  });
});
