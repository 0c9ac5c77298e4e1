import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { skipReason } from './skip.ts';

const { constants } = Mocha.Runner;
const { Base } = Mocha.reporters;

/** Of a failure, where it happens; all of it is at the end. */
const LINES_OF_REASON = 8;
const LONGEST_LINE = 300;

/**
 * Reports every test on a line of its own, one that failed with its reason, the failures and the skipped tests at the end, and as the last line
 * `N passed, N failed` or `N passed, N failed, N skipped`. When TEST_COUNTS_FILE is set, that line goes into the file
 * instead, so that the caller can print it after the coverage.
 *
 * In CI (the variable CI is set) skipped tests count into the exit code, unless the folder ../shared is missing: the
 * tests that need it can't run then.
 */
export default class Reporter extends Base {
  readonly #pending: string[] = [];
  #depth = 0;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(constants.EVENT_SUITE_BEGIN, suite => this.#openSuite(suite));
    runner.on(constants.EVENT_SUITE_END, () => {
      this.#depth--;
    });
    runner.on(constants.EVENT_TEST_PASS, test => this.#line('checkmark', `✓ ${test.title}`, slowness(test)));
    runner.on(constants.EVENT_TEST_FAIL, (test, error) => {
      this.#line('fail', `✗ ${this.failures.length}) ${test.title}`);
      this.#reason(error);
    });
    runner.on(constants.EVENT_TEST_PENDING, test => {
      // Asked for now: mocha forgets the bodies of the tests later.
      this.#pending.push(`${test.titlePath().join(' > ')}: ${skipReason(test)}`);
      this.#line('pending', `- ${test.title}`);
    });
  }

  /** Called by mocha after the last hook, so that nothing of mocha's comes after the last line. */
  override done(failures: number, callback?: (failures: number) => void): void {
    if (this.#pending.length > 0) this.#listPending();
    if (this.failures.length > 0) {
      Base.consoleLog('\nFailures:');
      Base.list(this.failures);
    }
    const fatal = this.#judgePending();
    const skipped = this.#pending.length > 0 ? `, ${this.#pending.length} skipped` : '';
    const counts = `${this.stats.passes ?? 0} passed, ${failures} failed${skipped}`;
    const file = process.env.TEST_COUNTS_FILE;
    if (file) writeFileSync(file, `${counts}\n`);
    else Base.consoleLog(`\n${counts}`);
    callback?.(failures + fatal);
  }

  #openSuite(suite: Mocha.Suite): void {
    if (!suite.root) {
      if (this.#depth === 1) Base.consoleLog();
      Base.consoleLog(`${this.#indent()}${Base.color('suite', suite.title)}`);
    }
    this.#depth++;
  }

  #line(color: string, text: string, remark = ''): void {
    Base.consoleLog(`${this.#indent()}${Base.color(color, text)}${Base.color('slow', remark)}`);
  }

  /** At once, for a run that does not get to its end, or is watched. */
  #reason({ message }: Error): void {
    for (const line of message.split('\n').slice(0, LINES_OF_REASON)) {
      Base.consoleLog(`${this.#indent()}  ${line.slice(0, LONGEST_LINE)}`);
    }
  }

  #indent(): string {
    return '  '.repeat(Math.max(0, this.#depth - 1));
  }

  #listPending(): void {
    Base.consoleLog('\nSkipped:');
    for (const line of this.#pending) Base.consoleLog(`  - ${line}`);
  }

  /** How many of the skipped tests make the run fail. */
  #judgePending(): number {
    const skipped = this.#pending.length;
    if (skipped === 0 || !isSet(process.env.CI)) return 0;
    if (!existsSync(path.resolve('../shared'))) {
      Base.consoleLog(`\n../shared is missing, so the skipped tests (${skipped}) do not make this run fail.`);
      return 0;
    }
    Base.consoleLog(`\nIn CI nothing is skipped: the skipped tests (${skipped}) make this run fail.`);
    return skipped;
  }
}

function slowness(test: Mocha.Test): string {
  return test.speed === 'slow' ? ` (${test.duration} ms)` : '';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
