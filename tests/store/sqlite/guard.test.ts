import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { openSqliteFile } from '../../../src/store/sqlite/file.ts';
import { unprivileged } from '../../support/unprivileged.ts';
import type { Task } from '../contender.ts';
import { sampleEntry } from '../samples.ts';
import { SqliteBench } from './bench.ts';

const CONTENDER = path.join(import.meta.dirname, '../contender.ts');

describe('store/sqlite-guard', () => {
  let bench: SqliteBench;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await bench.dispose();
  });

  async function start(before: readonly string[] = []): Promise<ChildProcess> {
    const [execPath = process.execPath, ...execArgv] = [...before, process.execPath];
    const child = fork(CONTENDER, [bench.file], { execPath, execArgv });
    children.push(child);
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    assert.equal(said, 'ready');
    return child;
  }

  async function stop(child: ChildProcess): Promise<unknown> {
    const result = once(child, 'message');
    child.send({ task: 'stop' } satisfies Task);
    return (await result)[0];
  }

  for (const suffix of ['', '-wal', '-shm']) {
    it(`does not say that a write was made when nyckel.db${suffix} went away while it was made`, async () => {
      await bench.open().close();
      const file = openSqliteFile(bench.file, 100, () => undefined);
      const connection = new SqliteConnection(bench.file, file, 100);
      const going = `${bench.file}${suffix}`;
      await assert.rejects(
        connection.write(() => renameSync(going, `${going}.away`)),
        /was removed or replaced while/,
      );
      renameSync(`${going}.away`, going);
      await connection.write(() => undefined);
      await connection.close();
    });
  }

  it('writes nothing into files that it may no longer write', async () => {
    await bench.open().close();
    const files = ['', '-wal', '-shm'].map(suffix => `${bench.file}${suffix}`);
    const child = await start(unprivileged);
    for (const file of files) chmodSync(file, 0o400);
    child.send({ task: 'write', writers: 1 } satisfies Task);
    const { written, failed } = (await stop(child)) as { written: number; failed: string[] };
    assert.equal(written, 0);
    assert.match(failed.join(), /is not writable\. Give the account that runs Nyckel write access/);
  });

  it('keeps its locks when another store on the same file is opened and closed in the same process', async () => {
    const store = bench.open();
    await store.record(sampleEntry({ id: 'r' }));
    for (let round = 0; round < 3; round += 1) {
      const second = bench.open();
      await second.check();
      await second.close();
      // The last one who closes a file takes its log away, and the first who opens it empties the index.
      assert.deepEqual(await stop(await start()), { written: 0, failed: [] });
      await store.record(sampleEntry({ id: 'r' }));
    }
    assert.equal((await store.verifyAudit()).rows, 4);
    rmSync(`${bench.file}-wal`);
    await assert.rejects(store.check(), /was removed or replaced while/);
  });
});
