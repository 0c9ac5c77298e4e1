import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type RunningProcess, run } from '../sandbox/start-fixture.ts';
import { sharedSandbox } from '../support/world.ts';

describe('a bot with little memory', () => {
  let folder: string;
  let running: RunningProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-memory-'));
  });
  afterEach(async () => {
    running?.child.kill('SIGKILL');
    await running?.ended;
    rmSync(folder, { recursive: true });
  });

  /** Megabytes that new objects have for themselves when the bot has read all of its modules. */
  async function youngSpaceOf(...options: string[]): Promise<number> {
    const trap = path.join(folder, 'trap.cjs');
    const found = `require('v8').getHeapSpaceStatistics().find(each => each.space_name === 'new_space').space_size`;
    writeFileSync(trap, `process.on('SIGUSR2', () => process.stdout.write('young ' + ${found} + '\\n'));`);
    const { environment } = await sharedSandbox();
    const store = `sqlite:${path.join(folder, 'nyckel.db')}`;
    running = run('main.ts', folder, { ...environment, PORT: '0', STORE: store }, ['--require', trap, ...options]);
    await running.until(/"msg":"listening"/);
    running.child.kill('SIGUSR2');
    await running.until(/young \d+/);
    return Number(/young (\d+)/.exec(running.output())?.[1]) / 2 ** 20;
  }

  it('keeps the space for new objects small, so that the whole heap is not collected all the time', async () => {
    const young = await youngSpaceOf('--max-old-space-size=128');
    assert.ok(young <= 8, `${young} MB`);
  });

  it('leaves it to V8 where there is enough', async () => {
    const young = await youngSpaceOf('--max-old-space-size=1024');
    assert.ok(young > 8, `${young} MB`);
  });
});
