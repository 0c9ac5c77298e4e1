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

if (import.meta.main) {
  process.chdir(ROOT);
  const steps: Step[] = [
    ['biome', 'check', '--error-on-warnings'],
    ['tsc', '-p', '.'],
    ['c8', 'mocha', ...process.argv.slice(2)],
  ];
  process.exitCode = runSteps(steps, path.join(ROOT, 'coverage/test-counts.txt'));
}
