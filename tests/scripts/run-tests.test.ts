import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stepsFor } from '../../scripts/run-tests.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RUN_TESTS = pathToFileURL(path.join(ROOT, 'scripts/run-tests.ts')).href;
const MOCHA = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

describe('scripts/run-tests.ts', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'nyckel-run-tests-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs each source text as a step of its own: a Node.js process. */
  function run(...sources: string[]) {
    const steps = sources.map(source => ['node', '-e', source]);
    const script = `import { runSteps } from ${JSON.stringify(RUN_TESTS)};
      process.exitCode = runSteps(${JSON.stringify(steps)}, 'coverage/counts.txt');`;
    const options = { cwd: folder, env: { PATH: process.env.PATH }, encoding: 'utf8' as const };
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], options);
  }

  const count = (line: string) => `require('fs').writeFileSync(process.env.TEST_COUNTS_FILE, '${line}\\n');`;

  it('prints the counts after everything else', () => {
    const { status, stdout } = run(`console.log('checked')`, `${count('3 passed, 0 failed')} console.log('coverage')`);
    assert.equal(status, 0);
    assert.equal(stdout, 'checked\ncoverage\n\n3 passed, 0 failed\n');
  });

  it('keeps the exit code of failed tests, and still ends with the counts', () => {
    const { status, stdout, stderr } = run(`${count('2 passed, 7 failed')} process.exit(7)`);
    assert.equal(status, 7);
    assert.match(stdout, /\n2 passed, 7 failed\n$/);
    assert.match(stderr, /failed\.\n$/);
  });

  it('stops at the first step that fails, before any test runs', () => {
    const { status, stdout } = run('process.exit(3)', `${count('1 passed, 0 failed')} console.log('ran')`);
    assert.equal(status, 3);
    assert.equal(stdout, '\nThe tests did not run to their end.\n');
  });

  it('fails when the tests end without counting, even if they say that all is well', () => {
    const { status, stdout } = run('process.exit(0)');
    assert.equal(status, 1);
    assert.match(stdout, /did not run to their end/);
  });

  it('does not take the counts of an earlier run', () => {
    run(count('9 passed, 0 failed'));
    assert.ok(existsSync(path.join(folder, 'coverage/counts.txt')));
    const { status, stdout } = run('process.exit(0)');
    assert.equal(status, 1);
    assert.doesNotMatch(stdout, /9 passed/);
  });

  it('fails when a step is killed, even after it counted', () => {
    assert.equal(run(`${count('1 passed, 0 failed')} process.kill(process.pid, 'SIGKILL')`).status, 1);
  });

  it('fails when a command does not exist', () => {
    const script = `import { runSteps } from ${JSON.stringify(RUN_TESTS)};
      process.exitCode = runSteps([['no-such-command']], 'coverage/counts.txt');`;
    writeFileSync(path.join(folder, 'go.mjs'), script);
    const { status, stderr } = spawnSync(process.execPath, ['go.mjs'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /no-such-command/);
  });

  it('runs all tests, with their coverage, and hands options on to mocha', () => {
    assert.deepEqual(stepsFor([]).at(-1), ['c8', 'node', 'scripts/test-parts.ts']);
    assert.deepEqual(stepsFor(['--grep', 'door']).at(-1), ['c8', 'mocha', '--grep', 'door', 'tests/**/*.test.ts']);
  });

  it('runs the tests that are named alone, and asks nothing of their coverage', () => {
    const named = ['tests/a.test.ts', 'tests/b/*.test.ts'];
    assert.deepEqual(stepsFor(named).at(-1), ['mocha', ...named]);
    assert.deepEqual(stepsFor(named).slice(0, -1), stepsFor([]).slice(0, -1));
  });
});

describe('mocha with the configuration of this project', () => {
  function tests(...args: string[]) {
    const given = [MOCHA, '--dry-run', '--reporter', 'json', ...args];
    const { stdout, status } = spawnSync(process.execPath, given, { cwd: ROOT, encoding: 'utf8' });
    return { status, stdout };
  }

  it('runs the file that is named, and no other', () => {
    const { stdout } = tests('tests/locales/time.test.ts');
    const { tests: found }: { tests: { file: string }[] } = JSON.parse(stdout);
    assert.deepEqual([...new Set(found.map(({ file }) => path.relative(ROOT, file)))], ['tests/locales/time.test.ts']);
  });

  it('fails when a file that is named has no test', () => {
    assert.notEqual(tests('tests/locales/no-such.test.ts').status, 0);
    assert.notEqual(tests('tests/support/skip.ts').status, 0);
  });
});
