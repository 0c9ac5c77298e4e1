import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { TableClient } from '@azure/data-tables';
import { MIGRATIONS } from '../../../src/store/sqlite/schema.ts';
import { TABLE_VERSION } from '../../../src/store/tables/schema-version.ts';
import { freePort, type RunningProcess, run } from '../../sandbox/start-fixture.ts';
import { inStore, STORES, type StoreName } from '../../support/both-stores.ts';
import { askForAnna, ERIK } from '../../support/story.ts';
import { World } from '../../support/world.ts';

/** What this version knows, and how a newer one would say that it has been there. */
const KINDS: Readonly<
  Record<StoreName, { known: number; note(world: World, store: string, version: number): unknown }>
> = {
  SQLite: {
    known: MIGRATIONS.length,
    note(world, _store, version) {
      const db = new DatabaseSync(world.storePath);
      db.exec(`PRAGMA user_version = ${version}`);
      db.close();
    },
  },
  'Azure Tables': {
    known: TABLE_VERSION,
    note(_world, store, version) {
      const table = TableClient.fromConnectionString(store, 'nyckel', { allowInsecureConnection: true });
      return table.upsertEntity({ partitionKey: 'nyckel', rowKey: 'schema', version }, 'Replace');
    },
  },
};

for (const name of Object.keys(STORES) as StoreName[]) {
  const { known, note } = KINDS[name];

  describe(`a store that a newer Nyckel has brought up to date (${name})`, () => {
    let world: World;
    let environment: Record<string, string>;
    let bot: RunningProcess | undefined;
    const newest = (version: number) => note(world, environment.STORE ?? '', version);
    before(async () => {
      environment = await STORES[name]();
      world = await World.start(environment);
      await askForAnna(world, await world.person(ERIK));
      await world.bot.stop();
      await newest(known + 1);
    });
    after(async () => {
      bot?.child.kill('SIGKILL');
      await world.stop();
    });

    it('ends the older bot at its start with one sentence, which says what to do', async () => {
      const store = environment.STORE ?? `sqlite:${world.storePath}`;
      const { sandbox, folder } = world;
      bot = run('main.ts', folder, { ...sandbox.environment, PORT: String(await freePort()), STORE: store });
      assert.equal(await bot.ended, 1);
      const sentence = `has schema version ${known + 1}, and this version of Nyckel knows versions up to ${known}. Start the newer Nyckel again, or restore the backup made before it was installed.`;
      assert.match(bot.output(), new RegExp(`^The store \\S+ ${sentence.replaceAll('.', '\\.')}\\n$`));
    });

    it('is as it was, for the version that knows it', async () => {
      await newest(known);
      await world.startBot();
      const [open, ...others] = await inStore(world, environment, store => store.unfinished());
      assert.equal(open?.state, 'open');
      assert.deepEqual(others, []);
      const { findings } = await inStore(world, environment, store => store.verifyAudit());
      assert.deepEqual(findings, []);
    });
  });
}
