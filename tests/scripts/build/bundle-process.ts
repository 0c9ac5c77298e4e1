import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface BundleProcess {
  /** Address without a path. */
  url: string;
  /** What it has written so far, to both outputs. */
  output(): string;
  /** Asks it to stop with SIGTERM; the exit code, or the name of the signal that ended it. */
  stop(): Promise<number | string>;
}

/**
 * Starts a file of the bundle as in production, and waits until it listens. Throws with its output when it does not.
 * @param before the command that runs it, if it is not run directly
 */
export async function startBundle(
  file: string,
  options: SpawnOptions,
  before: readonly string[] = [],
): Promise<BundleProcess> {
  const [program = process.execPath, ...args] = [...before, process.execPath, '--enable-source-maps', file];
  const bot = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(bot, 'close').then(([code, signal]): number | string => code ?? signal);
  let output = '';
  const port = new Promise<string>(found => {
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const listening = /"port":(\d+),"msg":"listening"/.exec(output)?.[1];
      if (listening) found(listening);
    };
    bot.stdout?.on('data', collect);
    bot.stderr?.on('data', collect);
  });
  const listening = await Promise.race([port, ended.then(() => undefined)]);
  if (listening === undefined) throw new Error(`It ended without listening: ${output}`);
  return {
    url: `http://127.0.0.1:${listening}`,
    output: () => output,
    stop() {
      bot.kill('SIGTERM');
      return ended;
    },
  };
}
