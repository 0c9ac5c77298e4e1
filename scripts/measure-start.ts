import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSandboxProcess } from '../tests/support/sandbox-process.ts';

/*
 * Measures the production bundle next to src, against the sandbox: weight of the zip, start to listening, and resident
 * memory of a bot that has nothing to do. Each is the best of several runs: what else the machine does only adds to it.
 */

const RUNS = 7;
/** Milliseconds until memory is read: the start's garbage is collected, and nothing else happens. */
const SETTLING = 2_000;
const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');

const sandbox = await startSandboxProcess();
const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-measure-'));
try {
  if (!existsSync(path.join(DIST, 'nyckel.zip'))) throw new Error('There is no bundle: run npm run build.');
  console.log(`zip: ${(statSync(path.join(DIST, 'nyckel.zip')).size / 1024 ** 2).toFixed(1)} MB`);
  console.log('| | Start to listening | Resident memory, idle |\n|---|---|---|');
  const bundled: Run[] = [];
  const unbundled: Run[] = [];
  // By turns: what else the machine does hits both.
  for (let n = 0; n < RUNS; n += 1) {
    bundled.push(await startOnce(['--enable-source-maps', path.join(DIST, 'nyckel.js')]));
    unbundled.push(await startOnce([path.join(ROOT, 'src/main.ts')]));
  }
  show('`dist/nyckel.js`', bundled);
  show('`src/main.ts`', unbundled);
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

function show(name: string, runs: readonly Run[]): void {
  const best = (of: (run: Run) => number) => Math.min(...runs.map(of)).toFixed(0);
  console.log(`| ${name} | ${best(run => run.milliseconds)} ms | ${best(run => run.megabytes)} MB |`);
}

interface Run {
  milliseconds: number;
  megabytes: number;
}

async function startOnce(args: readonly string[]): Promise<Run> {
  const begin = performance.now();
  const bot = spawn(process.execPath, args, {
    env: { ...process.env, ...sandbox.environment, PORT: '0', STORE: `sqlite:${folder}/nyckel.db` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(bot, 'exit');
  for await (const chunk of bot.stdout) if (String(chunk).includes('"msg":"listening"')) break;
  const milliseconds = performance.now() - begin;
  await wait(SETTLING);
  if (bot.exitCode !== null) throw new Error('The bot did not start');
  const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
  const megabytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  bot.kill('SIGTERM');
  await ended;
  return { milliseconds, megabytes };
}
