import os from 'node:os';
import type { Logger } from 'pino';
import { SECOND } from '../desk/times.ts';
import { codeOf, ErrorCode } from '../errors.ts';
import { END_WITHIN } from '../http/times.ts';
import { within } from './background.ts';

/** One Ctrl+C may arrive twice: from the terminal, and from the process that started this one. Milliseconds. */
const SAME_SIGNAL = 500;

/** Ends the process in order, once, for whatever reason: by a signal, or because of an error that nobody has caught. */
export class ProcessEnd {
  readonly #log: Logger;
  readonly #stops: (() => Promise<unknown>)[] = [];
  #begun = false;
  #since = 0;
  #exitCode = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Has this stopped when the process ends: one after the other, as they were given. */
  stops(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  /** Stops cleanly at the first signal, and at once at another one. */
  onSignal(signal: 'SIGINT' | 'SIGTERM'): void {
    if (!this.#begun) {
      this.#since = performance.now();
      void this.#end(signal);
    } else if (performance.now() - this.#since > SAME_SIGNAL) {
      this.#log.warn({ reason: signal }, 'stopping at once');
      process.exit(128 + os.constants.signals[signal]);
    }
  }

  /** Nothing is known about the state of a process in which this happens: it writes down why, and ends. */
  onUnexpected(error: unknown): void {
    this.#exitCode = 1;
    this.#log.error({ code: ErrorCode.Unexpected, err: error }, 'an error that nobody has caught');
    void this.#end('an unexpected error');
  }

  async #end(reason: string): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    this.#log.info({ reason }, 'stopping');
    try {
      if ((await within(END_WITHIN, this.#stopAll())) === 'late')
        throw new Error(`It took longer than ${END_WITHIN / SECOND} seconds`);
    } catch (error) {
      this.#exitCode = 1;
      this.#log.error({ code: codeOf(error), err: error }, 'the bot could not stop cleanly');
    }
    process.exit(this.#exitCode);
  }

  async #stopAll(): Promise<void> {
    for (const stop of this.#stops) await stop();
  }
}
