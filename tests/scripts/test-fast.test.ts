import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fastTests, importsIn, runAlone, WAITING } from '../../scripts/test-fast.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const isFramework = (name: string) => /^(?:botframework-connector|botbuilder|@microsoft\/teams-ai)$/.test(name);
const isTemplates = (name: string) => name.startsWith('adaptivecards-templating/');
const isSource = (name: string) => name === '@babel/parser';
const tests = globSync('tests/**/*.test.ts', { cwd: ROOT }).map(file => path.join(ROOT, file));

/** Whether a file needs such a package, itself or through others of ours. */
function takes(file: string, isIt: (name: string) => boolean, seen = new Set<string>()): boolean {
  if (seen.has(file) || !file.endsWith('.ts') || !existsSync(file)) return false;
  seen.add(file);
  const names = importsIn(readFileSync(file, 'utf8'));
  return names.some(
    name => isIt(name) || (name.startsWith('.') && takes(path.resolve(path.dirname(file), name), isIt, seen)),
  );
}

describe('scripts/test-fast.ts', () => {
  it('finds what a file imports, but for types', () => {
    const source = [
      "import type { A } from './a.ts';",
      "import b, { type B, c } from 'b';",
      "import {\n  d,\n  e,\n} from '../d.ts';",
      "import * as f from 'node:fs';",
      "import './g.ts';",
      "export { h } from './h.ts';",
      "export * from './i.ts';",
      "export type { J } from './j.ts';",
      "const k = await import('./k.ts');",
      "const text = `\n  import l from 'l';\n`;",
    ].join('\n');
    assert.deepEqual(importsIn(source), ['b', '../d.ts', 'node:fs', './g.ts', './h.ts', './i.ts', './k.ts']);
  });

  describe('takes a test', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'nyckel-fast-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function taken(files: Readonly<Record<string, string>>): boolean {
      for (const [name, source] of Object.entries(files)) writeFileSync(path.join(folder, name), source);
      return fastTests([path.join(folder, 'a.test.ts')]).flat().length === 1;
    }

    it('that starts no process', () => {
      assert.ok(taken({ 'a.test.ts': "import './b.ts';\n", 'b.ts': "import 'node:fs';\n" }));
    });

    it('that takes no more than a type from what starts one', () => {
      assert.ok(taken({ 'a.test.ts': "import type { B } from './b.ts';\n", 'b.ts': "import 'node:child_process';\n" }));
    });

    for (const needed of ['node:child_process', 'node:cluster', 'playwright-core', 'esbuild']) {
      it(`but not one that needs ${needed}, itself or through others`, () => {
        const source = `import '${needed}';\n`;
        assert.ok(!taken({ 'a.test.ts': source }));
        assert.ok(!taken({ 'a.test.ts': "import './b.ts';\n", 'b.ts': "await import('./c.ts');\n", 'c.ts': source }));
      });
    }

    it('and lets none start a process by another way', async () => {
      const test = path.join(folder, 'a.test.ts');
      const start = "process.getBuiltinModule('node:child' + '_process').spawnSync('true').error";
      writeFileSync(test, `it('starts one', () => { const error = ${start}; if (error) throw error; });\n`);
      assert.ok(taken({}), 'nothing shows that it does');
      const { code, printed } = await runAlone([test]);
      assert.notEqual(code, 0);
      assert.match(printed, /ERR_ACCESS_DENIED|Access to this API has been restricted/);
    });

    it('and runs it', async () => {
      const test = path.join(folder, 'a.test.ts');
      writeFileSync(
        test,
        "it('tries few', () => { if (process.env.TEST_RUNS !== 'few') throw new Error('many'); });\n",
      );
      assert.equal((await runAlone([test])).code, 0);
    });
  });

  const HEAVY = [
    ['loads the frameworks', isFramework, ['tests/teams/channel/channel-token.test.ts']],
    ['loads the templates of cards', isTemplates, ['tests/cards/every-card.test.ts']],
    ['parses the source', isSource, ['tests/house.test.ts', 'tests/architecture.test.ts']],
  ] as const;
  for (const [what, isIt, users] of HEAVY) {
    it(`${what} in one process alone`, () => {
      const parts = fastTests(tests).filter(part => part.some(file => takes(file, isIt)));
      assert.equal(parts.length, 1);
      for (const file of users) assert.ok(parts[0]?.includes(path.join(ROOT, file)), file);
    });
  }

  it('waits in a process of its own', () => {
    const parts = fastTests(tests).filter(part => part.some(file => WAITING.includes(file)));
    assert.deepEqual(parts, [WAITING]);
  });

  it('takes no test of the browser, of Azurite or of a bot in a process of its own, and each test once', () => {
    const fast = fastTests(tests).flat();
    const others = /\/(?:e2e|chaos|bot|teams\/channel\/door|store\/tables\/table-store|scripts\/build)\//;
    assert.deepEqual(
      fast.filter(file => others.test(file)),
      [],
    );
    assert.equal(new Set(fast).size, fast.length);
    assert.ok(fast.length > tests.length / 2, `${fast.length} of ${tests.length}`);
  });
});
