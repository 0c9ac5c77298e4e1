import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runAudit } from '../../src/operate/audit/run-audit.ts';
import { KEYS, NOW, sampleEntry, sampleKey } from '../store/samples.ts';
import { SqliteBench } from '../store/sqlite/bench.ts';
import { TableBench } from '../store/tables/table-bench.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ID = '11111111-2222-4333-8444-555555555555';

describe('operate/audit', () => {
  let bench: SqliteBench;
  let env: Record<string, string>;
  beforeEach(() => {
    bench = new SqliteBench();
    env = {
      BOT_ID: ID,
      BOT_TENANT_ID: ID,
      STORE: `sqlite:${bench.file}`,
      SEAL_KEY: KEYS.current.toString('base64'),
    };
  });
  afterEach(() => bench.dispose());

  async function run(...args: string[]): Promise<{ code: number; out: string; problems: string }> {
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const code = await runAudit(args, env, { out, problems });
    out.end();
    problems.end();
    const [written, wrong] = await said;
    return { code, out: written, problems: wrong };
  }

  async function withRows(count: number) {
    const store = bench.open();
    for (let each = 0; each < count; each++)
      await store.record(sampleEntry({ id: 'r' }, { at: NOW + each * 86_400_000 }));
    return store;
  }

  it('verifies a sound record, with its count and head, while the store is open elsewhere', async () => {
    const store = await withRows(3);
    const head = await store.auditHead();
    const { code, out, problems } = await run('verify');
    assert.deepEqual([code, problems], [0, '']);
    assert.match(out, /^The record is sound\.\nRows: 3\nHead: 3:/);
    assert.ok(out.includes(`Head: 3:${head?.hash}`));
    assert.match(out, /audit anchor/);
    await store.record(sampleEntry({ id: 'r' }));
    assert.equal((await run('verify')).code, 0);
  });

  it('names what was tampered with, and ends with 1', async () => {
    await withRows(5);
    bench.connect().exec("UPDATE audit SET actor_name = 'Somebody' WHERE seq = 2; DELETE FROM audit WHERE seq > 3");
    const { code, out } = await run('verify');
    assert.equal(code, 1);
    assert.match(out, /^The record is NOT sound:\n- Row 2 was changed\.\n- Rows 4 to 5 were removed\.\nRows: 3\n/);
    assert.match(out, /docs\/record\.md/);
  });

  it('finds a store that was put back to an older copy by the anchor alone', async () => {
    const store = await withRows(2);
    await store.record(sampleEntry({ id: 'r' }));
    const head = (await store.auditHead()) ?? assert.fail();
    const anchor = `${head.count}:${head.hash}`;
    assert.equal((await run('verify', '--anchor', anchor)).code, 0);
    await bench.dispose();
    bench = new SqliteBench();
    env.STORE = `sqlite:${bench.file}`;
    const older = await withRows(2);
    assert.equal((await run('verify')).code, 0);
    const missing = await run('verify', '--anchor', anchor);
    assert.equal(missing.code, 1);
    assert.ok(missing.out.includes(`The row of the anchor ${anchor} is not in the record`));
    await older.record(sampleEntry({ id: 'another' }));
    assert.equal((await run('verify', '--anchor', anchor)).code, 1, 'another row has its place now');
  });

  it('verifies with the key of before as well', async () => {
    await (await withRows(2)).close();
    env.SEAL_KEY = sampleKey('second').toString('base64');
    const stranger = await run('verify');
    assert.equal(stranger.code, 1);
    assert.match(stranger.out, /Is this the SEAL_KEY of the bot\?\n- Rows 1 to 2 were not verified/);
    env.SEAL_KEY_PREVIOUS = KEYS.current.toString('base64');
    assert.equal((await run('verify')).code, 0);
    delete env.SEAL_KEY_PREVIOUS;
    assert.equal((await run('verify')).code, 0);
  });

  it('exports the rows of these days, the last day included', async () => {
    await withRows(4);
    const { code, out } = await run('export', '--from', '2026-03-03', '--to', '2026-03-04', '--format', 'jsonl');
    assert.equal(code, 0);
    const days = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).at);
    assert.deepEqual(days, ['2026-03-03T08:00:00.000Z', '2026-03-04T08:00:00.000Z']);
    const csv = await run('export', '--to', '2026-03-02');
    assert.equal(csv.out.split('\r\n').length, 3);
  });

  it('reports on these days beside as many before them, as text and as csv', async () => {
    const store = bench.open();
    const day = 86_400_000;
    for (const at of [NOW - day, NOW, NOW + day]) {
      const by = { actorName: '=Åsa', reason: 'forgot', at } as const;
      await store.record(sampleEntry({ id: `${at}` }, { ...by, event: 'request-opened' }));
      await store.record(sampleEntry({ id: `${at}` }, { ...by, event: 'reset-accepted' }));
    }
    const days = ['--from', '2026-03-02', '--to', '2026-03-03'];
    const told = await run('report', ...days);
    assert.equal(told.code, 0);
    assert.match(told.out, /^From 2026-03-02T00:00:00.000Z to 2026-03-04T00:00:00.000Z, and as much before\n/);
    assert.match(told.out, /\n +then +before\ndone reset-password +2 +1\n/);
    assert.match(told.out, /\nreason forgot +2 +1\n/);
    assert.match(told.out, /\nperson others +2 +1\n$/);
    const csv = await run('report', ...days, '--format', 'csv');
    const lines = csv.out.split('\r\n');
    assert.equal(lines[0], 'from,before,figure,of,count');
    assert.ok(lines.includes('2026-03-02T00:00:00.000Z,2026-03-04T00:00:00.000Z,done,reset-password,2'));
    assert.ok(lines.includes('2026-02-28T00:00:00.000Z,2026-03-02T00:00:00.000Z,done,reset-password,1'));
  });

  it('exports into a file of its owner alone, and overwrites none', async () => {
    await withRows(1);
    const file = path.join(bench.folder, 'record.csv');
    const { code, out } = await run('export', '--out', file);
    assert.deepEqual([code, out], [0, '']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const written = readFileSync(file, 'utf8');
    assert.equal(written.split('\r\n').length, 3);
    const again = await run('export', '--out', file, '--format', 'jsonl');
    assert.equal(again.code, 2);
    assert.match(again.problems, /already exists/);
    assert.equal(readFileSync(file, 'utf8'), written);
  });

  it('ends with 2 and the usage at wrong arguments', async () => {
    for (const args of [[], ['verfy'], ['export', '--from', 'x']]) {
      const { code, out, problems } = await run(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(problems, /Usage:\n {2}npm run audit -- verify/);
    }
  });

  it('ends with 2 when the configuration is wrong, and names it', async () => {
    await withRows(1);
    env.SEAL_KEY = 'short';
    const { code, problems } = await run('verify');
    assert.equal(code, 2);
    assert.match(problems, /SEAL_KEY must be 32 bytes in base64/);
  });

  it('ends with 2 where there is no store, and makes none', async () => {
    const { code, problems } = await run('verify');
    assert.equal(code, 2);
    assert.match(problems, /There is no store where STORE says: set STORE/);
    assert.ok(!existsSync(bench.file));
  });

  it('begins no store before the first start of the bot, in a file as little as in a table', async () => {
    mkdirSync(path.dirname(bench.file));
    closeSync(openSync(bench.file, 'w'));
    const file = await run('verify');
    assert.deepEqual([file.code, statSync(bench.file).size], [2, 0]);
    assert.match(file.problems, /There is no store where STORE says/);
    const tables = await TableBench.make();
    env.STORE = tables.account.connectionString;
    assert.match((await run('verify')).problems, /There is no store where STORE says/);
    await assert.rejects(tables.entities(), /TableNotFound/);
    await tables.client.createTable();
    const { code, problems } = await run('export');
    assert.equal(code, 2);
    assert.match(problems, /There is no store where STORE says/);
    assert.deepEqual(await tables.entities(), []);
    await (await tables.open()).record(sampleEntry({ id: 'r' }));
    assert.match((await run('verify')).out, /^The record is sound\.\nRows: 1\n/);
    await tables.dispose();
  });

  it('ends with 2 when the store is held by another program', async () => {
    await (await withRows(1)).close();
    bench.connect().exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const { code, problems } = await run('verify');
    assert.equal(code, 2);
    assert.match(problems, /is locked by another program/);
  });

  it('is what the process does, with its exit code', async () => {
    await withRows(2);
    bench.connect().exec('DELETE FROM audit WHERE seq = 2');
    const child = spawn(process.execPath, ['src/operate/audit.ts', 'verify'], { cwd: ROOT, env });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    assert.equal(code, 1);
    assert.match(out, /- Row 2 was removed\./);
  });
});
