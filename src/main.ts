import { type RunningBot, startBot } from './bot.ts';
import { readConfig } from './config.ts';
import { NyckelError } from './errors.ts';
import { createLogger } from './log.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const bot = await startBot(config, { log });
  log.info({ port: bot.port }, 'listening');
  stopOnSignal(bot, reason => log.info({ reason }, 'stopping'));
}

function stopOnSignal(bot: RunningBot, stopping: (reason: string) => void): void {
  let stopped = false;
  const stop = async (signal: string) => {
    if (stopped) return;
    stopped = true;
    stopping(signal);
    await bot.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${error instanceof NyckelError ? error.message : `The bot could not start: ${stack}`}\n`);
  process.exit(1);
});
