import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from './free-port.ts';

const GRACE_MS = 5000;
const LOG_LINES = 12;

export interface ChildOptions {
  /** As the person at the terminal calls it, such as `The bot`. */
  name: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Where its output goes, unless `verbose` shows it on the terminal. */
  logPath: string;
  verbose: boolean;
}

export interface Child {
  name: string;
  /** Settles when the process has ended. */
  exited: Promise<void>;
  hasExited(): boolean;
  /** Asks it to stop, and ends it when it has not after five seconds. */
  stop(): Promise<void>;
  /** One sentence on how it ended, and the end of its output. */
  postMortem(): Promise<string>;
}

/** Starts a Node process and keeps its output out of the terminal. */
export function startChild({ name, args, env, logPath, verbose }: ChildOptions): Child {
  const log = verbose ? undefined : openSync(logPath, 'w');
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', log ?? 'inherit', log ?? 'inherit'] });
  if (log !== undefined) closeSync(log);
  const exited = once(child, 'exit').then(() => undefined);
  return {
    name,
    exited,
    hasExited: () => hasExited(child),
    async stop() {
      if (hasExited(child)) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(timer);
    },
    async postMortem() {
      const end = `${name} stopped (${child.signalCode ?? `exit code ${child.exitCode}`}).`;
      return verbose ? end : `${end} The end of ${logPath}:\n${await lastLines(logPath)}`;
    },
  };
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function lastLines(path: string): Promise<string> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return lines.slice(-LOG_LINES).join('\n');
}

/** Waits until `url` answers 200. Throws StartFailure when the child ends first or `timeoutMs` pass. */
export async function untilReady(child: Child, url: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await answersOk(url))) {
    signal.throwIfAborted();
    if (child.hasExited()) throw new StartFailure(await child.postMortem());
    if (Date.now() > deadline) throw new StartFailure(`${child.name} does not answer at ${url}.`);
    await sleep(100);
  }
}

async function answersOk(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    response => response.status === 200,
    () => false,
  );
}
