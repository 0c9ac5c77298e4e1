import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import { TABLE_VERSION } from '../../../../src/store/tables/schema-version.ts';
import { openTableStore } from '../../../../src/store/tables/table-store.ts';
import { collected, KEYS, sampleEntry, sampleKey } from '../../../store/samples.ts';
import { sharedAzurite } from '../../../support/azurite.ts';
import { startBotProcess } from '../../../support/bot-process.ts';
import { DoctorInstallation } from '../installation.ts';

const NEXT = sampleKey('second');
const base64 = (key: Buffer) => key.toString('base64');

describe('operate/doctor: the store', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(() => installation.makeGood());

  /** Everything in the file but the mark of the readiness check. */
  function content(): string {
    const db = new DatabaseSync(installation.file, { readOnly: true });
    const tables = ['requests', 'audit', 'audit_head', 'audit_keys', 'settings', 'pending'];
    const rows = tables.map(table => db.prepare(`SELECT * FROM ${table}`).all());
    const version = db.prepare('PRAGMA user_version').get();
    db.close();
    return JSON.stringify([rows, version]);
  }

  it('is left as it was', async () => {
    const before = content();
    assert.equal((await installation.told()).code, 0);
    assert.equal(content(), before);
  });

  it('is left as it was by an older version', async () => {
    installation.tamper('PRAGMA user_version = 7');
    const before = content();
    assert.equal((await installation.told()).by.get('store')?.mark, 'problem');
    assert.equal(content(), before);
  });

  it('is read with the key before a change of SEAL_KEY, which is left to the bot', async () => {
    installation.env.SEAL_KEY = base64(NEXT);
    installation.env.SEAL_KEY_PREVIOUS = base64(KEYS.current);
    const before = content();
    const { code, by } = await installation.told();
    assert.equal(code, 0, JSON.stringify([...by.values()]));
    assert.match(by.get('seal key')?.found ?? '', /^SEAL_KEY and SEAL_KEY_PREVIOUS open what is stored/);
    assert.match(by.get('record')?.found ?? '', /sound; rows: 2/);
    assert.equal(content(), before);
  });

  it('needs SEAL_KEY_PREVIOUS as long as a password is sealed with it, and no longer', async () => {
    installation.env.SEAL_KEY = base64(NEXT);
    installation.env.SEAL_KEY_PREVIOUS = base64(KEYS.current);
    const started = openSqliteStore(installation.file, { keys: { current: NEXT, previous: KEYS.current } });
    await started.record(sampleEntry({ id: 'after the change' }));
    await started.close();
    const sealed = await installation.told();
    assert.equal(sealed.code, 0, JSON.stringify(sealed.checks));
    installation.tamper(
      `UPDATE requests SET sealed_password = NULL, due_at = NULL, state = 'done',
        document = json_set(document, '$.finishedAt', 1, '$.ending', 'erased')`,
    );
    const over = (await installation.told()).by.get('seal key');
    assert.deepEqual([over?.mark, over?.found], ['problem', 'Nothing in the store needs SEAL_KEY_PREVIOUS any more.']);
    delete installation.env.SEAL_KEY_PREVIOUS;
    assert.equal((await installation.told()).code, 0);
  });

  it('shows that the clock went back', async () => {
    const store = openSqliteStore(installation.file, { keys: KEYS });
    await store.record(sampleEntry({ id: 'later' }, { at: Date.now() + 120_000 }));
    await store.close();
    const { by } = await installation.told();
    assert.match(by.get('clock')?.found ?? '', /^This clock is 1[012]\d seconds behind the last row of the record\.$/);
  });

  it('may be held open by the bot meanwhile, but not by another program alone', async () => {
    const running = openSqliteStore(installation.file, { keys: KEYS });
    assert.equal((await installation.told()).code, 0);
    await running.close();
    const other = new DatabaseSync(installation.file);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const { by } = await installation.told();
    other.close();
    assert.match(by.get('store')?.found ?? '', /is locked by another program\.$/);
    assert.match(by.get('store')?.fixes.join() ?? '', /^Close what holds it open/);
  });

  describe('in Azure Table Storage', () => {
    beforeEach(async () => {
      const { connectionString } = await (await sharedAzurite()).emptyAccount();
      installation.env.STORE = connectionString;
    });

    async function fill(key = KEYS.current): Promise<void> {
      const store = await openTableStore({ connectionString: installation.env.STORE ?? '' }, { current: key });
      await installation.fill(store, key);
      await store.close();
    }

    it('finds nothing wrong with a good installation, and tells nothing of the account’s key', async () => {
      await fill();
      const { code, by, checks } = await installation.told();
      assert.deepEqual(
        checks.filter(({ mark }) => mark !== 'ok'),
        [],
      );
      assert.equal(code, 0);
      assert.match(by.get('store')?.found ?? '', /Azure Table Storage/);
      assert.match(by.get('seal key')?.found ?? '', /sealed passwords: 1,/);
      const key = /AccountKey=([^;]+)/.exec(installation.env.STORE ?? '')?.[1] ?? assert.fail();
      assert.ok(!JSON.stringify(checks).includes(key));
    });

    it('does not make the table', async () => {
      const { by } = await installation.told();
      assert.equal(by.get('store')?.found, 'There is no store where STORE says.');
      const account = installation.env.STORE ?? '';
      const tables = TableServiceClient.fromConnectionString(account, { allowInsecureConnection: true }).listTables();
      assert.deepEqual(await collected(tables), []);
    });

    function table(): TableClient {
      const account = installation.env.STORE ?? '';
      return TableClient.fromConnectionString(account, 'nyckel', { allowInsecureConnection: true });
    }

    async function rows() {
      return collected(table().listEntities());
    }

    it('leaves a table that nobody has started with empty, and the bot starts with it and writes', async () => {
      await table().createTable();
      const { code, by } = await installation.told();
      assert.equal(code, 1);
      assert.equal(by.get('store')?.found, 'There is no store where STORE says.');
      assert.equal(by.get('record')?.mark, 'not checked');
      assert.deepEqual(await rows(), []);
      const bot = await startBotProcess(installation.env, installation.folder);
      try {
        assert.equal((await fetch(`${bot.url}/readyz`)).status, 200);
      } finally {
        await bot.stop();
      }
      await fill();
      assert.deepEqual((await installation.told()).code, 0);
    });

    it('is begun by the bot where the doctor of an earlier version has left its mark in an empty table', async () => {
      await table().createTable();
      await table().createEntity({ partitionKey: 'nyckel', rowKey: 'probe', mark: 'of the doctor' });
      await fill();
      assert.deepEqual((await installation.told()).code, 0);
    });

    it('is left as it was by an earlier version, whose bot may still run', async () => {
      await fill();
      const isLeft = async () => {
        const before = await rows();
        const { by } = await installation.told();
        assert.equal(by.get('store')?.found, 'The store is of an older version of Nyckel.');
        assert.deepEqual(await rows(), before);
      };
      await table().deleteEntity('nyckel', 'schema');
      await isLeft();
      await table().createEntity({ partitionKey: 'nyckel', rowKey: 'schema', version: TABLE_VERSION - 1 });
      await isLeft();
    });

    it('says that the head was removed, and makes no other', async () => {
      await fill();
      await table().deleteEntity('nyckel', 'audit|head');
      const { code, by } = await installation.told();
      assert.equal(code, 1);
      assert.equal(by.get('record')?.mark, 'problem');
      assert.match(by.get('record')?.found ?? '', /The head of the record was removed/);
      assert.ok(!(await rows()).some(({ rowKey }) => rowKey === 'audit|head'));
    });

    it('says when the table is of a newer version', async () => {
      await fill();
      await table().upsertEntity({ partitionKey: 'nyckel', rowKey: 'schema', version: 999 }, 'Replace');
      const { code, by } = await installation.told();
      assert.equal(code, 1);
      assert.match(
        by.get('store')?.found ?? '',
        /has schema version 999, and this version of Nyckel knows versions up to/,
      );
      assert.match(by.get('store')?.fixes.join() ?? '', /^Start the newer Nyckel again, or restore the backup/);
      assert.equal(by.get('record')?.mark, 'not checked');
    });

    it('says when the key is another one', async () => {
      await fill(NEXT);
      const { by } = await installation.told();
      assert.match(by.get('seal key')?.found ?? '', /does not open 1 of 1 sealed passwords/);
      assert.equal(by.get('record')?.mark, 'not checked');
    });

    it('says when the account’s key is wrong', async () => {
      installation.env.STORE = installation.env.STORE?.replace(/AccountKey=[^;]+/, `AccountKey=${base64(NEXT)}`) ?? '';
      const { by } = await installation.told();
      assert.match(by.get('store')?.found ?? '', /does not (accept the key|let the bot in)\.$/);
      assert.equal(by.get('store')?.fixes.length, 1);
    });
  });
});
