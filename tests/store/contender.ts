import { DatabaseSync } from 'node:sqlite';
import { StaleRequestError } from '../../src/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { KEYS, NOW, sampleEntry } from './samples.ts';

/**
 * One of several processes on one store, started by sqlite-processes.test.ts and sqlite-contention.test.ts: opens the file and
 * does what it is told, one thing after the other where nothing else is said.
 */
export type Task =
  /** Tries to move every request and to take every pending command, and sends back what it got. */
  | { task: 'compete'; requestIds: string[]; personIds: string[] }
  /** Tries to move so many requests at the same time, and sends back each that it got as soon as it is told so. */
  | { task: 'compete at once'; requestIds: string[]; atOnce: number }
  /** Stands still with the write lock for so many milliseconds, as in an fsync that takes long. */
  | { task: 'hold'; milliseconds: number }
  /** Writes back to back until it is told to stop, and sends back how many were written and what failed. */
  | { task: 'write'; writers: number }
  | { task: 'stop' };

const [file = ''] = process.argv.slice(2);
const store = openSqliteStore(file, { keys: KEYS });
let writing: Promise<{ written: number; failed: string[] }> | undefined;
let stopped = false;

process.on('message', async (task: Task) => {
  switch (task.task) {
    case 'compete':
      await end(await compete(task.requestIds, task.personIds));
      return;
    case 'compete at once':
      await end({ won: await competeAtOnce(task.requestIds, task.atOnce), taken: [] });
      return;
    case 'hold':
      hold(task.milliseconds);
      return;
    case 'write':
      writing = write(task.writers);
      return;
    case 'stop':
      stopped = true;
      await end((await writing) ?? { written: 0, failed: [] });
  }
});
process.send?.('ready');

async function end(result: unknown): Promise<void> {
  await store.close();
  process.send?.(result);
  process.disconnect?.();
}

async function compete(requestIds: string[], personIds: string[]): Promise<{ won: string[]; taken: string[] }> {
  const won: string[] = [];
  const taken: string[] = [];
  for (const id of requestIds) {
    if (await moved(id)) won.push(id);
  }
  for (const person of personIds) {
    if ((await store.takePending(person, NOW)) !== undefined) taken.push(person);
  }
  return { won, taken };
}

async function competeAtOnce(requestIds: readonly string[], atOnce: number): Promise<string[]> {
  const left = [...requestIds];
  const won: string[] = [];
  const one = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      if (!(await moved(id))) continue;
      process.send?.({ won: [id], taken: [] });
      won.push(id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return won;
}

/** Every process competes for version 1, so that only one of them may win. */
async function moved(id: string): Promise<boolean> {
  const request = await store.get(id);
  if (request === undefined) throw new Error(`Request ${id} is not there`);
  try {
    await store.replace(
      { ...request, version: 1, note: `pid ${process.pid}` },
      sampleEntry(request, { event: 'reset-started' }),
    );
    return true;
  } catch (error) {
    if (error instanceof StaleRequestError) return false;
    throw error;
  }
}

function hold(milliseconds: number): void {
  const connection = new DatabaseSync(file, { timeout: 5000 });
  connection.exec('BEGIN IMMEDIATE');
  process.send?.('held');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  connection.exec('COMMIT');
  connection.close();
  process.send?.('released');
}

async function write(writers: number): Promise<{ written: number; failed: string[] }> {
  let written = 0;
  const failed: string[] = [];
  const one = async () => {
    while (!stopped) {
      await store.record(sampleEntry({ id: `pid-${process.pid}` })).then(
        () => (written += 1),
        error => failed.push(String(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: writers }, one));
  return { written, failed };
}
