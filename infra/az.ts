import { type SpawnSyncOptionsWithStringEncoding, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Something that the person who installs can put right; the message says what. */
export class InstallationError extends Error {
  override name = 'InstallationError';
}

/** The Azure CLI has refused, or is not there. */
export class AzError extends InstallationError {
  override name = 'AzError';
  /** The command, without `az` and without what is added to each. */
  readonly args: readonly string[];
  /** What stood on standard error. */
  readonly said: string;

  constructor(args: readonly string[], said: string) {
    super(`az ${args.slice(0, 4).join(' ')} failed: ${said}`);
    this.args = args;
    this.said = said;
  }
}

/**
 * One command of the Azure CLI, and what it answers: the parsed JSON, or undefined where it answers nothing. A body goes
 * through a file, because a command line has little room and quotes of its own; `az rest` says by itself that it is JSON.
 * Throws an AzError.
 */
export type Az = (args: readonly string[], body?: unknown) => unknown;

/** The Azure CLI of this machine, with the account that is signed in to it. */
export const runAz: Az = (args, body) => azThatWarns(() => undefined)(args, body);

/** The same; what it writes on standard error beside an answer goes to `warn`, a line at a time. */
export function azThatWarns(warn: (line: string) => void): Az {
  return (args, body) => {
    if (body === undefined) return run(args, [], warn);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-'));
    try {
      const file = path.join(folder, 'body.json');
      writeFileSync(file, JSON.stringify(body));
      return run(args, ['--body', `@${file}`], warn);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function run(args: readonly string[], more: readonly string[], warn: (line: string) => void): unknown {
  const { error, status, stdout, stderr } = spawn([...args, ...more, '--output', 'json']);
  const said = (stderr ?? '').trim();
  if (error) throw new AzError(args, said || error.message);
  if (status !== 0) throw new AzError(args, said || stdout.trim() || `It ended with exit code ${status}.`);
  for (const line of said.split(/\r?\n/)) if (line) warn(line);
  if (stdout.trim() === '') return undefined;
  try {
    return JSON.parse(stdout);
  } catch {
    throw new AzError(args, `It answered with something that is no JSON: ${stdout.trim().slice(0, 200)}`);
  }
}

function spawn(args: readonly string[]): SpawnSyncReturns<string> {
  const options: SpawnSyncOptionsWithStringEncoding = {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 ** 2,
  };
  if (process.platform !== 'win32') return spawnSync('az', args, options);
  // There az is a batch file, which takes a shell, and a shell takes quotes.
  return spawnSync(`az ${args.map(argument => `"${argument}"`).join(' ')}`, { ...options, shell: true });
}
