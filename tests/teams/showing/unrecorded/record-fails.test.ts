import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Azurite } from '../../../support/azurite.ts';
import { cardOf, textOf } from '../../../support/chat.ts';
import {
  ANNA,
  askForAnna,
  ERIK,
  events,
  JOHANNA,
  lineOf,
  MINUTE,
  RESET,
  reads,
  resetAnna,
} from '../../../support/story.ts';
import type { Client } from '../../../support/world.ts';
import { World } from '../../../support/world.ts';

const LOCKED = 'the store is locked by another program';

/** Ways to make the store in the file fail, from outside of the bot. */
const FAILURES: Readonly<Record<string, (db: DatabaseSync) => void>> = {
  'no row can be added to the record': db =>
    db.exec("CREATE TRIGGER stop BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END"),
  'the head of the record can’t be moved': db =>
    db.exec("CREATE TRIGGER stop BEFORE UPDATE ON audit_head BEGIN SELECT RAISE(ABORT, 'no room'); END"),
  'requests can’t be changed': db =>
    db.exec("CREATE TRIGGER stop BEFORE UPDATE ON requests BEGIN SELECT RAISE(ABORT, 'no room'); END"),
  [LOCKED]: db => db.exec('BEGIN IMMEDIATE'),
  'the last row was taken away': db => db.exec('DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)'),
  'the last row was changed': db =>
    db.exec("UPDATE audit SET actor_name = 'Somebody Else' WHERE seq = (SELECT max(seq) FROM audit)"),
  'a row was put in at the end': db =>
    db.exec(`INSERT INTO audit SELECT seq + 1, ${columnsOf(db).join(', ')} FROM audit ORDER BY seq DESC LIMIT 1`),
};

function columnsOf(db: DatabaseSync): string[] {
  const columns = db.prepare('PRAGMA table_info(audit)').all();
  return columns.map(column => String(column.name)).filter(name => name !== 'seq');
}

describe('a record that can’t be written', () => {
  for (const [what, fail] of Object.entries(FAILURES)) {
    describe(what, () => {
      let world: World;
      let erik: Client;
      let db: DatabaseSync;

      beforeEach(async () => {
        world = await World.start();
        erik = await world.person(ERIK);
        db = new DatabaseSync(world.storePath);
      });

      afterEach(async () => {
        if (db.isOpen) db.close();
        await world.stop();
      });

      it('Confirm resets nothing, and says so', async () => {
        const { chat, asked } = await askForAnna(world, erik);
        fail(db);
        const answer = await chat.press(asked, 'confirm');
        // A lock is waited for longer than a click: then it is said afterwards.
        const said = what === LOCKED ? textOf(await chat.card('put on record')) : lineOf(answer);
        assert.match(said, /I do nothing that I can't put on record/);
        assert.deepEqual(await resets(world), []);
        assert.ok(world.log.some(logged => logged.includes('NYCKEL_STORE_UNAVAILABLE')));
      });

      it('a message is answered with what is wrong and a number, in Swedish too', async () => {
        const swedish = { ...erik, locale: 'sv-SE' };
        fail(db);
        const answer = await world.chat(swedish).says(`återställ lösenordet för ${ANNA}`);
        if (what === 'requests can’t be changed') {
          assert.match(textOf(cardOf(answer)), /Återställa lösenordet/);
          return;
        }
        assert.match(textOf(cardOf(answer)), /inte kan protokollföras/);
        assert.deepEqual(await resets(world), []);
      });
    });
  }

  describe('fails after Graph has taken the reset', () => {
    let world: World;

    before(async () => {
      world = await World.start();
    });

    after(() => world.stop());

    it('the password is not lost: the request ends when the record can be written again', async () => {
      const johanna = await world.person(JOHANNA);
      const { chat, asked } = await askForAnna(world, johanna);
      const db = new DatabaseSync(world.storePath);
      db.exec(`CREATE TRIGGER stop BEFORE INSERT ON audit WHEN NEW.event = 'reset-accepted'
        BEGIN SELECT RAISE(ABORT, 'no room'); END`);
      assert.match(reads(await chat.press(asked, 'confirm')), /Being found out/);
      assert.equal((await resets(world)).length, 1);
      db.exec('DROP TRIGGER stop');
      db.close();
      world.passTime(MINUTE + 1_000);
      await world.bot.sweep();
      const handover = await chat.card('The temporary password is ready');
      assert.match(reads(await chat.press(handover, 'show')), /Anna Svensson/);
      assert.equal((await resets(world)).length, 1, 'found out, not repeated');
      const recorded = await events(world);
      assert.equal(recorded.filter(event => event === 'reset-accepted').length, 1);
    });

    it('a password that can’t be put on record as shown is not shown', async () => {
      await world.reset();
      const { personal, handover } = await resetAnna(world, await world.person(ERIK));
      const db = new DatabaseSync(world.storePath);
      db.exec(`CREATE TRIGGER stop BEFORE INSERT ON audit WHEN NEW.event = 'password-shown'
        BEGIN SELECT RAISE(ABORT, 'no room'); END`);
      assert.match(lineOf(await personal.press(handover, 'show')), /I do nothing that I can't put on record/);
      db.exec('DROP TRIGGER stop');
      db.close();
      assert.match(reads(await personal.press(handover, 'show')), /Anna Svensson/);
    });
  });

  describe('in Azure Tables', () => {
    it('the service has stopped: Confirm resets nothing, and says so', async () => {
      const azurite = await Azurite.start();
      const { connectionString } = await azurite.emptyAccount();
      const world = await World.start({ STORE: connectionString });
      try {
        const { chat, asked } = await askForAnna(world, await world.person(ERIK));
        await azurite.stop();
        const answer = await chat.press(asked, 'confirm');
        assert.equal(answer.status, 200);
        await world.connector.until(
          () => world.log.some(logged => logged.includes('NYCKEL_STORE_UNAVAILABLE')) || undefined,
          'an error in the log',
          20_000,
        );
        assert.deepEqual(await resets(world), []);
      } finally {
        await azurite.stop();
        await world.stop();
      }
    });
  });
});

async function resets(world: World): Promise<unknown[]> {
  return (await world.graphCalls()).filter(call => call.path.includes(RESET));
}
