import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importsOf, modulesOf, packagesOf, usersIn } from '../../../scripts/house/modules.ts';

const SOURCE = [
  "import type { A } from '../src/a.ts';",
  "import b, {\n  type B,\n  c as d,\n} from './b.ts';",
  "import * as e from './e.ts';",
  "import './f.ts';",
  "import fs from 'node:fs';",
  "export { g } from './g.ts';",
  "export * from './h.ts';",
  'export const i = 1;',
  "export const j = async () => (await import('./j.ts')).j;",
  "if (i) await import('restify');",
].join('\n');

describe('the modules of a checkout', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'nyckel-modules-'));
    mkdirSync(path.join(root, 'tests'));
    writeFileSync(path.join(root, 'tests/all.ts'), SOURCE);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const read of [modulesOf, usersIn]) {
    it(`take what their statements say (${read.name})`, () => {
      const all = read(root, 'tests');
      assert.deepEqual(
        all.flatMap(importsOf).map(({ to, names }) => `${to} ${names}`),
        [
          'src/a.ts A',
          'tests/b.ts *,B,c',
          'tests/e.ts *',
          'tests/f.ts ',
          'tests/g.ts g',
          'tests/h.ts *',
          'tests/j.ts *',
        ],
      );
      assert.deepEqual(all.flatMap(packagesOf), ['node:fs', 'restify']);
      assert.deepEqual(
        all.map(({ file, lines }) => `${file} ${lines}`),
        ['tests/all.ts 12'],
      );
    });
  }
});
