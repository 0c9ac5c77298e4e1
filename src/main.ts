import os from 'node:os';
import type { Logger } from 'pino';
import { type RunningBot, startBot } from './bot.ts';
import { type Config, readConfig } from './config.ts';
import { createCredential } from './credential.ts';
import { codeOf, NyckelError } from './errors.ts';
import { createLogger } from './log.ts';
import { secretsOf } from './secrets.ts';
import type { Export } from './telemetry/export.ts';
import { routeConsole } from './telemetry/routed-console.ts';

/** One Ctrl+C may arrive twice: from the terminal, and from the process that started this one. Milliseconds. */
const SAME_SIGNAL = 500;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel, undefined, secretsOf(config));
  routeConsole(log);
  const sending = await startSending(config);
  const bot = await startBot(config, { log });
  log.info({ port: bot.port }, 'listening');
  stopOnSignal({ bot, sending, log });
}

interface Running {
  bot: RunningBot;
  sending: Export | undefined;
  log: Logger;
}

/**
 * The SDK is loaded only where it is used: that takes its time, and memory. A managed identity sends as itself; the bot's other
 * credentials are its application's, which has no rights in Azure.
 */
async function startSending(config: Config): Promise<Export | undefined> {
  const { applicationInsights, credential } = config;
  if (applicationInsights === undefined) return undefined;
  const { startExport } = await import('./telemetry/export.ts');
  const identity = credential.kind === 'managed-identity' ? createCredential(config) : undefined;
  return startExport(applicationInsights, identity);
}

/** Stops cleanly at the first signal, and at once at another one. */
function stopOnSignal(running: Running): void {
  const { log } = running;
  let since: number | undefined;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    if (since === undefined) {
      since = performance.now();
      void stop(running, signal);
    } else if (performance.now() - since > SAME_SIGNAL) {
      log.warn({ reason: signal }, 'stopping at once');
      process.exit(128 + os.constants.signals[signal]);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => onSignal(signal));
}

async function stop({ bot, sending, log }: Running, reason: string): Promise<void> {
  log.info({ reason }, 'stopping');
  try {
    await bot.stop();
    await sending?.stop();
    process.exit(0);
  } catch (error) {
    log.error({ code: codeOf(error), err: error }, 'the bot could not stop cleanly');
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${error instanceof NyckelError ? error.message : `The bot could not start: ${stack}`}\n`);
  process.exit(1);
});
