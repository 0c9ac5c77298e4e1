import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = path.resolve(import.meta.dirname, '..');
const MOCHA = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/** How a process of mocha is started: options of Node.js, arguments of mocha, and all of its environment. */
interface Start {
  node?: readonly string[];
  mocha: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** Runs tests in a process of their own. Resolves to what it printed, and its exit code: 1 where a signal has ended it. */
export async function runMocha({ node = [], mocha, env }: Start): Promise<{ printed: string; code: number }> {
  const started = spawn(process.execPath, [...node, MOCHA, ...mocha], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise<number>((resolve, reject) =>
    started.once('error', reject).once('close', code => resolve(code ?? 1)),
  );
  const [printed, code] = await Promise.all([text(started.stdout), closed]);
  return { printed, code };
}
