import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return address.port;
}

/** Takes a port until `release`. */
export async function takenPort(): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer().listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return {
    port: address.port,
    async release() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** HTTP status, or 0 when nobody answers. */
export async function statusOf(url: string): Promise<number> {
  return fetch(url).then(
    response => response.status,
    () => 0,
  );
}

export interface RunningProcess {
  child: ChildProcess;
  /** What it has written so far, to both outputs. */
  output(): string;
  /** Waits until the output matches. Throws when the process ends first. */
  until(pattern: RegExp): Promise<void>;
  ended: Promise<number | null>;
}

/** Runs a file of src, or that of a full path, as a process of its own, without the variables that would change what it does; with these options of Node. */
export function run(
  file: string,
  cwd: string,
  env: Record<string, string>,
  options: readonly string[] = [],
): RunningProcess {
  const entry = path.resolve(import.meta.dirname, '../../src', file);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(BOT_|NODE_ENV|PORT|PLAYGROUND_PORT)/.test(name));
  const child = spawn(process.execPath, [...options, entry], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
  });
  let output = '';
  const changed = new EventTarget();
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    changed.dispatchEvent(new Event('output'));
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    output: () => output,
    ended,
    async until(pattern) {
      const over = ended.then(() => 'over');
      while (!pattern.test(output)) {
        const next = new Promise(resolve => changed.addEventListener('output', resolve, { once: true }));
        if ((await Promise.race([next, over])) === 'over' && !pattern.test(output)) {
          throw new Error(`It ended without writing ${pattern}: ${output}`);
        }
      }
    },
  };
}
