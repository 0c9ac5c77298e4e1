import type { Logger } from 'pino';
import { NyckelError } from './errors.ts';
import { ASK_AGAIN_AFTER, LET_IN_WITHIN, LONGEST_ASK_AGAIN } from './http/times.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

type Inside = Pick<ServerOptions, 'door' | 'able' | 'ready'>;

interface EntranceOptions {
  port: number;
  log: Logger;
  /** Milliseconds, never going back. */
  clock: () => number;
  /** Rejects where the start is to end. */
  pause: (milliseconds: number) => Promise<void>;
}

/** Nobody is inside yet: Teams sends its messages again. */
const NOBODY: Inside = {
  door: async () => ({ status: 503, refused: 'the bot waits to be let in' }),
  ready: async () => {
    throw new Error('The bot waits to be let in');
  },
};

/**
 * The bot's port. It is opened when the bot can work, or sooner, where what it needs does not let it in yet: the platform then
 * sees a process that lives and is not ready, instead of one that ends again and again.
 */
export class Entrance {
  readonly #options: EntranceOptions;
  #inside: Inside = NOBODY;
  #server?: RunningServer;
  #waitsFor?: string;
  /** Since when it has waited, for one thing after the other. */
  #since?: number;

  constructor(options: EntranceOptions) {
    this.#options = options;
  }

  /**
   * Does this work, again and again while a role that was given is not in force: "It can take up to 10 minutes for changes to
   * take effect" (Azure RBAC, "Troubleshoot Azure RBAC").
   * @throws whatever it throws, at once or, where it waits for something, when the time is over
   */
  async whenLetIn<T>(work: () => Promise<T>): Promise<T> {
    for (let wait = ASK_AGAIN_AFTER; ; wait = Math.min(2 * wait, LONGEST_ASK_AGAIN)) {
      try {
        return await work();
      } catch (error) {
        const left = await this.#leftAfter(error);
        await this.#options.pause(Math.min(wait, left));
      }
    }
  }

  /** Lets in. */
  async open(inside: Inside): Promise<RunningServer> {
    this.#inside = inside;
    this.#waitsFor = undefined;
    return this.#listening();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** How long this may still be waited for; throws it where it is not worth waiting, or was waited for in vain. */
  async #leftAfter(error: unknown): Promise<number> {
    const { log, clock } = this.#options;
    if (!(error instanceof NyckelError) || error.waitsFor === undefined) throw error;
    const now = clock();
    this.#since ??= now;
    this.#waitsFor = error.waitsFor;
    const left = this.#since + LET_IN_WITHIN - now;
    const { code, waitsFor, message } = error;
    if (left <= 0) {
      log.error({ code, waitsFor, err: error }, 'the bot was not let in in time');
      throw error;
    }
    log.warn({ code, waitsFor, reason: message }, 'the bot waits to be let in');
    await this.#listening();
    return left;
  }

  async #listening(): Promise<RunningServer> {
    const { log, clock, port } = this.#options;
    this.#server ??= await startServer(
      {
        log,
        clock,
        door: (authorization, readBody) => this.#inside.door(authorization, readBody),
        able: async () => this.#inside.able?.(),
        ready: () => this.#inside.ready(),
        waitsFor: () => this.#waitsFor,
      },
      port,
    );
    return this.#server;
  }
}
