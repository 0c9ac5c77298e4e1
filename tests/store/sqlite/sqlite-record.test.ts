import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { runs, triesAll } from '../../support/runs.ts';
import { type Cells, describeAuditRecord, type RecordTamper } from '../contract-record.ts';
import { collected, KEYS, NOW, sampleEntry } from '../samples.ts';
import { SqliteBench } from './bench.ts';

describeAuditRecord(
  'sqlite',
  async () => {
    const bench = new SqliteBench();
    return {
      open: async keys => bench.open(200, keys),
      tamper: tamperWith(() => bench.connect()),
      dispose: () => bench.dispose(),
    };
  },
  runs(200),
);

function tamperWith(connect: () => DatabaseSync): RecordTamper {
  let connection: DatabaseSync | undefined;
  const db = () => {
    connection ??= connect();
    return connection;
  };
  const insert = (table: string, cells: Cells) => {
    const names = Object.keys(cells);
    const places = names.map(() => '?').join(', ');
    db()
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
      .run(...Object.values(cells));
  };
  return {
    names: { seq: 'seq', keyId: 'key_id', hash: 'hash', previousHash: 'previous_hash' },
    rows: async () =>
      db()
        .prepare('SELECT * FROM audit ORDER BY seq')
        .all()
        .map(row => ({ ...row }) as Cells),
    putRows: async rows => {
      db().exec('BEGIN; DELETE FROM audit');
      for (const row of rows) insert('audit', row);
      db().exec('COMMIT');
    },
    head: async () => {
      const { id, ...cells } = db().prepare('SELECT * FROM audit_head').get() ?? {};
      const filled = Object.entries(cells).filter(([, cell]) => cell !== null);
      return id === undefined ? undefined : (Object.fromEntries(filled) as Cells);
    },
    putHead: async head => {
      db().exec('DELETE FROM audit_head');
      if (head) insert('audit_head', { id: 1, ...head });
    },
    addHead: async head => {
      db().exec(`CREATE TABLE heads AS SELECT * FROM audit_head; DROP TABLE audit_head;
        ALTER TABLE heads RENAME TO audit_head`);
      insert('audit_head', { id: 2, ...head });
    },
    takeAddedHead: async () =>
      db().exec('DELETE FROM audit_head WHERE id = 2; CREATE UNIQUE INDEX one ON audit_head (id)'),
    spoilRing: async () => db().exec("UPDATE audit_keys SET sealed = sealed || 'A'"),
  };
}

describe('store/sqlite-record', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  it('reads a record of many pages in order, and leaves out what is written meanwhile', async () => {
    const store = bench.open();
    // Three pages, or two.
    const many = triesAll ? 1_203 : 503;
    for (let each = 0; each < many; each++) await store.record(sampleEntry({ id: 'r' }, { at: NOW + each }));
    const seqs = (await collected(store.auditRows())).map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, each) => each + 1),
    );
    const verifying = store.verifyAudit();
    for (let each = 0; each < 5; each++) await store.record(sampleEntry({ id: 'later' }));
    const { rows, findings } = await verifying;
    assert.deepEqual({ read: seqs.length, rows, findings }, { read: many, rows: many, findings: [] });
  });

  for (const seq of ['-9223372036854775808', '0', '9223372036854775807', '9007199254740993']) {
    it(`names a row that was put in at the place ${seq}`, async () => {
      const store = bench.open();
      await store.record(sampleEntry({ id: 'r' }));
      const other = bench.connect();
      other.exec('CREATE TEMP TABLE copy AS SELECT * FROM audit');
      other.exec(`UPDATE copy SET seq = ${seq}; INSERT INTO audit SELECT * FROM copy`);
      assert.deepEqual((await store.verifyAudit()).findings, [{ kind: 'inserted', seq: Number(seq) }]);
    });
  }

  it('names a row whose time is no number that a program can hold', async () => {
    const store = bench.open();
    for (const at of [1, 2]) await store.record(sampleEntry({ id: 'r' }, { at }));
    bench.connect().exec('UPDATE audit SET at = 9223372036854775807 WHERE seq = 1');
    assert.deepEqual((await store.verifyAudit()).findings, [{ kind: 'changed', seq: 1 }]);
    assert.equal((await store.auditTrail()).length, 2);
  });

  it('names a row whose text is no valid text any more', async () => {
    const store = bench.open();
    await store.record(sampleEntry({ id: 'r' }));
    bench.connect().exec("UPDATE audit SET actor_name = CAST(x'496e67ff' AS TEXT) WHERE seq = 1");
    assert.deepEqual((await store.verifyAudit()).findings, [{ kind: 'changed', seq: 1 }]);
  });

  it('puts a transition and its row back together when the head can’t be written', async () => {
    const store = bench.open();
    await store.record(sampleEntry({ id: 'r' }));
    const other = bench.connect();
    other.exec("CREATE TRIGGER stop BEFORE UPDATE ON audit_head BEGIN SELECT RAISE(ABORT, 'no room'); END");
    await assert.rejects(store.record(sampleEntry({ id: 'r' })), /no room/);
    other.exec('DROP TRIGGER stop');
    await store.record(sampleEntry({ id: 'r' }, { at: NOW + 1 }));
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 2, findings: [] });
  });

  it('keeps no earlier chain key in the clear', async () => {
    const store = bench.open();
    await store.close();
    const rotated = bench.open(200, { current: Buffer.alloc(32, 7), previous: KEYS.current });
    await rotated.record(sampleEntry({ id: 'r' }));
    const { sealed } = bench.connect().prepare('SELECT sealed FROM audit_keys').get() ?? {};
    assert.match(String(sealed), /^v1\./);
  });
});
