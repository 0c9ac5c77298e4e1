import { setTimeout as wait } from 'node:timers/promises';
import { type Config, readConfig } from './config/config.ts';
import { useProxy } from './config/proxy.ts';
import { secretsOf } from './config/secrets.ts';
import { NyckelError } from './errors.ts';
import { createLogger } from './log/log.ts';
import { ProcessEnd } from './process/process-end.ts';
import { keepYoungSpaceSmall } from './process/young-space.ts';
import type { Export } from './telemetry/export.ts';
import { routeConsole } from './telemetry/routed-console.ts';

async function main(): Promise<void> {
  keepYoungSpaceSmall();
  useProxy(process.env);
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel, undefined, secretsOf(config));
  routeConsole(log);
  const ending = new ProcessEnd(log);
  // Rejections that nobody handles come here too.
  process.on('uncaughtException', error => ending.onUnexpected(error));
  const sending = await startSending(config);
  // Most of the modules: it is read when the space for what is new has been bounded.
  const { startBot } = await import('./bot.ts');
  const stopping = new AbortController();
  const pause = (milliseconds: number) => wait(milliseconds, undefined, { signal: stopping.signal });
  const starting = startBot(config, { log, pause });
  ending.stops(async () => {
    stopping.abort();
    await (await starting.catch(() => undefined))?.stop();
  });
  if (sending) ending.stops(() => sending.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.onSignal(signal));
  const bot = await starting.catch((error: unknown) => {
    // Whoever stops it knows why it does not start.
    if (!stopping.signal.aborted) throw error;
  });
  if (bot) log.info({ port: bot.port }, 'listening');
}

/**
 * The SDK is loaded only where it is used: that takes its time, and memory. A managed identity sends as itself; the bot's other
 * credentials are its application's, which has no rights in Azure.
 */
async function startSending(config: Config): Promise<Export | undefined> {
  const { applicationInsights, credential } = config;
  if (applicationInsights === undefined) return undefined;
  const { startExport } = await import('./telemetry/export.ts');
  const { createCredential } = await import('./config/credential.ts');
  const identity = credential.kind === 'managed-identity' ? createCredential(config) : undefined;
  return startExport(applicationInsights, identity);
}

main().catch((error: unknown) => {
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${error instanceof NyckelError ? error.message : `The bot could not start: ${stack}`}\n`);
  process.exit(1);
});
