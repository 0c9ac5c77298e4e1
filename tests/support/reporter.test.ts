import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MOCHA = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const REPORTER = path.join(import.meta.dirname, 'reporter.ts');
const SKIP = path.join(import.meta.dirname, 'skip.ts');

const PASSING = `describe('outer', () => {
  it('is quick', () => {});
  describe('inner', () => it('is slow', function (done) { this.slow(1); setTimeout(done, 30); }));
});`;
const FAILING = `import assert from 'node:assert/strict';
describe('sums', () => {
  it('differ', () => assert.deepEqual({ sum: 4 }, { sum: 5 }));
  it('throw', () => { throw new TypeError('not a sum'); });
  it('hold', () => {});
});`;
const SKIPPING = `import { skipBecause } from ${JSON.stringify(SKIP)};
describe('weather', () => {
  it('rains', function () { skipBecause(this, 'it is dry'); });
  it('snows', function () { this.skip(); });
  it('blows');
  it('shines', () => {});
  describe('at night', () => {
    before(function () { skipBecause(this, 'it is day'); });
    it('is dark', () => {});
  });
});`;

describe('tests/support/reporter.ts', () => {
  let root = '';
  let repository = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'nyckel-reporter-'));
    repository = path.join(root, 'repository');
    mkdirSync(repository);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function run(source: string, environment: Record<string, string> = {}, ...flags: string[]) {
    writeFileSync(path.join(repository, 'sample.mjs'), source);
    const args = [MOCHA, '--no-config', '--reporter', REPORTER, ...flags, 'sample.mjs'];
    const env = { PATH: process.env.PATH, ...environment };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository, env, encoding: 'utf8' });
    return { status, stdout, stderr, lastLine: stdout.trimEnd().split('\n').at(-1) };
  }

  it('prints suites, tests and the time of slow ones, and ends with the counts', () => {
    const { status, stdout, lastLine } = run(PASSING);
    assert.equal(status, 0);
    assert.match(stdout, /^\nouter\n {2}✓ is quick\n {2}inner\n {4}✓ is slow \(\d+ ms\)\n\n2 passed, 0 failed\n$/);
    assert.equal(lastLine, '2 passed, 0 failed');
  });

  it('prints failures with difference and stack, and exits with their number', () => {
    const { status, stdout, lastLine } = run(FAILING);
    assert.equal(status, 2);
    assert.match(stdout, /✗ 1\) differ\n {4}Expected values to be [\s\S]*?✗ 2\) throw\n {4}not a sum\n {2}✓ hold/);
    assert.match(stdout, /- {2}"sum": 4\n.*\+ {2}"sum": 5/);
    assert.match(stdout, /TypeError: not a sum\n\s+at .*sample\.mjs:4/);
    assert.equal(lastLine, '1 passed, 2 failed');
  });

  it('lists what was skipped and why, and counts it', () => {
    const { status, stdout, lastLine } = run(SKIPPING);
    assert.equal(status, 0);
    assert.match(stdout, /\nSkipped:\n {2}- weather > rains: it is dry\n/);
    assert.match(stdout, /weather > snows: skipped by the test itself, no reason given/);
    assert.match(stdout, /weather > blows: marked with skip, or has no body/);
    assert.match(stdout, /weather > at night > is dark: it is day/);
    assert.equal(lastLine, '1 passed, 0 failed, 4 skipped');
  });

  it('counts a failing hook', () => {
    const { status, stdout, lastLine } = run(
      `describe('s', () => { before(() => { throw new Error('no database'); }); it('t', () => {}); });`,
    );
    assert.equal(status, 1);
    assert.match(stdout, /✗ 1\) "before all" hook/);
    assert.equal(lastLine, '0 passed, 1 failed');
  });

  it('counts a failing global teardown, after everything that mocha prints', () => {
    writeFileSync(
      path.join(repository, 'hooks.mjs'),
      `export const mochaGlobalTeardown = () => { throw new Error('x'); };`,
    );
    const { status, lastLine } = run(PASSING, {}, '--require', './hooks.mjs');
    assert.equal(status, 1);
    assert.equal(lastLine, '2 passed, 1 failed');
  });

  it('leaves the counts in TEST_COUNTS_FILE instead of printing them', () => {
    const { stdout } = run(SKIPPING, { TEST_COUNTS_FILE: 'counts.txt' });
    assert.equal(readFileSync(path.join(repository, 'counts.txt'), 'utf8'), '1 passed, 0 failed, 4 skipped\n');
    assert.doesNotMatch(stdout, /passed/);
  });

  it('leaves no counts when the tests do not load', () => {
    const { status } = run(`import './missing.mjs';`, { TEST_COUNTS_FILE: 'counts.txt' });
    assert.notEqual(status, 0);
    assert.equal(existsSync(path.join(repository, 'counts.txt')), false);
  });

  describe('in CI', () => {
    it('fails when tests are skipped, and says so before the counts', () => {
      mkdirSync(path.join(root, 'shared'));
      const { status, stdout } = run(SKIPPING, { CI: 'true' });
      assert.equal(status, 4);
      assert.match(stdout, /In CI nothing is skipped: .*\(4\).*\n\n1 passed, 0 failed, 4 skipped\n$/);
    });

    it('lets skipped tests through, and says so, when ../shared is missing', () => {
      const { status, stdout } = run(SKIPPING, { CI: 'true' });
      assert.equal(status, 0);
      assert.match(stdout, /\.\.\/shared is missing.*\(4\).*\n\n1 passed, 0 failed, 4 skipped\n$/);
    });

    it('still fails for failed tests when ../shared is missing', () => {
      const { status, lastLine } = run(FAILING.replace("it('hold', () => {})", "it('hold')"), { CI: 'true' });
      assert.equal(status, 2);
      assert.equal(lastLine, '0 passed, 2 failed, 1 skipped');
    });

    it('passes when nothing is skipped', () => {
      mkdirSync(path.join(root, 'shared'));
      assert.equal(run(PASSING, { CI: 'true' }).status, 0);
    });

    for (const value of ['', 'false', '0']) {
      it(`takes CI=${JSON.stringify(value)} for no CI`, () => {
        mkdirSync(path.join(root, 'shared'));
        assert.equal(run(SKIPPING, { CI: value }).status, 0);
      });
    }
  });
});
