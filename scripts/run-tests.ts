import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

type Step = readonly [command: string, ...args: string[]];

const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Runs the steps one after the other until one fails, and prints as its last line what the reporter of the tests counted:
 * `N passed, N failed`. (The coverage tool prints after the tests, so the reporter's own line would not be the last.)
 * @param countsFile where the reporter leaves that line, see tests/support/reporter.ts
 * @returns the exit code: that of the step that failed, 0 when all passed and the tests were counted, otherwise 1
 */
export function runSteps(steps: readonly Step[], countsFile: string): number {
  rmSync(countsFile, { force: true });
  mkdirSync(path.dirname(countsFile), { recursive: true });
  const code = firstFailure(steps, { ...process.env, TEST_COUNTS_FILE: countsFile });
  if (!existsSync(countsFile)) {
    console.log('\nThe tests did not run to their end.');
    return code || 1;
  }
  console.log(`\n${readFileSync(countsFile, 'utf8').trim()}`);
  return code;
}

function firstFailure(steps: readonly Step[], env: NodeJS.ProcessEnv): number {
  for (const [command, ...args] of steps) {
    // Windows starts the commands of npm packages through a shell only.
    const { status, error } = spawnSync(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
    if (error) console.error(error.message);
    if (status !== 0) {
      console.error(`\n${[command, ...args].join(' ')} failed.`);
      return status ?? 1;
    }
  }
  return 0;
}

/**
 * What `npm test` does with these words behind it: style and types, then the tests that are named, or all of them with their
 * coverage. Words that name no test file are options of mocha.
 */
export function stepsFor(given: readonly string[]): Step[] {
  return [['biome', 'check', '--error-on-warnings'], ['tsc', '-p', '.'], testing(given)];
}

function testing(given: readonly string[]): Step {
  // What a few tests reach is no measure of the coverage.
  if (given.some(each => each.endsWith('.test.ts'))) return ['mocha', ...given];
  // An option may leave a part without any test, which fails.
  return given.length > 0 ? ['c8', 'mocha', ...given, 'tests/**/*.test.ts'] : ['c8', 'node', 'scripts/test-parts.ts'];
}

if (import.meta.main) {
  process.chdir(ROOT);
  process.exitCode = runSteps(stepsFor(process.argv.slice(2)), path.join(ROOT, 'coverage/test-counts.txt'));
}
