import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runDemo } from './demo.ts';
import { portFrom, StartFailure } from './free-port.ts';

/**
 * What `npm start` runs. With BOT_ID, or with NODE_ENV=production, it starts the bot alone; otherwise the bot together
 * with a sandbox and the Agents Playground. `--verbose` shows the output of all of them. BOT_ENTRY names another file to
 * start as the bot: the production bundle.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const { env } = process;
const botEntry = env.BOT_ENTRY || fileURLToPath(new URL('../main.ts', import.meta.url));

async function runBotAlone(): Promise<number> {
  const bot = spawn(process.execPath, [botEntry], { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => bot.kill(signal));
  const [code] = await once(bot, 'exit');
  return typeof code === 'number' ? code : 1;
}

async function runWithSandbox(): Promise<number> {
  const stop = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => stop.abort());
  try {
    return await runDemo({
      env,
      botEntry,
      botPort: portFrom(env, 'PORT', 3978),
      playgroundPort: portFrom(env, 'PLAYGROUND_PORT', 56150),
      folder: 'data',
      verbose: process.argv.includes('--verbose'),
      print: text => process.stdout.write(`${text}\n`),
      signal: stop.signal,
    });
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stdout.write(`${error.message}\n`);
    return 1;
  }
}

const alone = Boolean(env.BOT_ID) || env.NODE_ENV === 'production';
process.exit(await (alone ? runBotAlone() : runWithSandbox()));
