import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const STORE = pathToFileURL(path.resolve(import.meta.dirname, '../../../../src/store/sqlite/sqlite-store.ts')).href;
/** Opens the store as soon as the moment has come, so that all processes do so together. */
const OPENS = `
  import { openSqliteStore } from '${STORE}';
  const [file, moment] = process.argv.slice(1);
  while (Date.now() < Number(moment)) {}
  const store = openSqliteStore(file, { keys: { current: Buffer.alloc(32, 7) } });
  await store.check();
  await store.close();
`;

describe('a new SQLite store that several processes open at the same moment', () => {
  it('opens for each of them, again and again', async () => {
    for (let round = 0; round < 5; round += 1) {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-open-'));
      const moment = String(Date.now() + 700);
      const children = Array.from({ length: 4 }, () =>
        spawn(process.execPath, ['--input-type=module', '-e', OPENS, path.join(folder, 'new.db'), moment], {
          stdio: ['ignore', 'inherit', 'pipe'],
        }),
      );
      const ended = children.map(async child => {
        const complaints: string[] = [];
        child.stderr.on('data', chunk => complaints.push(String(chunk)));
        const [code] = await once(child, 'close');
        return code === 0 ? 'opened' : complaints.join('');
      });
      assert.deepEqual(await Promise.all(ended), Array(4).fill('opened'));
      rmSync(folder, { recursive: true });
    }
  });
});
