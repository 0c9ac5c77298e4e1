import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { triesAll } from '../../support/runs.ts';
import { assertMadeGood, fillWithOld, forgetOn } from '../old-store.ts';
import { SqliteBench } from './bench.ts';

const PROCESS = path.join(import.meta.dirname, '../forgetting-process.ts');
/** Three steps of requests and four of the record. */
const OLD = { requests: 230, rows: 100 };

describe('store/sqlite: forgetting', () => {
  let template: SqliteBench;
  let bench: SqliteBench;
  before(async () => {
    template = new SqliteBench();
    const store = template.open(10_000);
    await fillWithOld(store, OLD);
    await store.close();
  });
  after(() => template.dispose());
  beforeEach(() => {
    bench = new SqliteBench();
    mkdirSync(path.dirname(bench.file));
    copyFileSync(template.file, bench.file);
  });
  afterEach(() => bench.dispose());

  /** How a process ended that forgets, and kills itself at its nth write where it comes so far. */
  async function forgotten(nth: number, when: 'before' | 'after'): Promise<'done' | 'SIGKILL'> {
    const env = { ...process.env, STORE_FILE: bench.file, KILL_AT: String(nth), KILL_WHEN: when };
    const child = fork(PROCESS, [], { execArgv: [], env });
    const ended = once(child, 'exit');
    assert.deepEqual(await Promise.race([once(child, 'message'), ended]), ['ready', undefined]);
    child.send('go');
    const [code, signal] = await ended;
    if (signal === null) assert.equal(code, 0);
    return signal ?? 'done';
  }

  for (const when of ['before', 'after'] as const) {
    it(`is made good by the next one, killed ${when} any of its writes, and counted once`, async function () {
      this.timeout(240_000);
      let nth = triesAll ? 1 : 3;
      for (; (await forgotten(nth, when)) === 'SIGKILL'; nth += triesAll ? 1 : 4) {
        const store = bench.open(10_000);
        await assertMadeGood(store, OLD);
        await store.close();
        copyFileSync(template.file, bench.file);
      }
      assert.ok(nth > 9, `it has made ${nth - 1} writes`);
      const store = bench.open(10_000);
      await assertMadeGood(store, OLD);
    });
  }

  it('is done together by two processes at the same moment, without an error, and counted once', async () => {
    assert.deepEqual(await Promise.all([forgotten(0, 'before'), forgotten(0, 'before')]), ['done', 'done']);
    await assertMadeGood(bench.open(10_000), OLD);
  });

  it('leaves nothing of what went in the file or its log', async () => {
    const store = bench.open();
    assert.deepEqual(bench.filesHolding('target-7').length > 0, true);
    await forgetOn(store, 0);
    assert.deepEqual(bench.filesHolding('target-7'), []);
  });
});
