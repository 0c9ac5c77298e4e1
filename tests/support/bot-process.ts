import { run } from '../sandbox/start-fixture.ts';

/** How it ended: with an exit code, or by a signal. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A bot as in production, in a process of its own: `node src/main.ts`. */
export interface BotProcess {
  pid: number;
  /** Address without a path. */
  url: string;
  /** Its output so far: each line of the log, and what it wrote to standard error. */
  log(): string[];
  /** Waits until the output matches. Throws when the process ends first. */
  until(pattern: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Settles when it has ended, however that came about. */
  ended: Promise<Ending>;
  /** Ends it with SIGKILL, as a crash or a loss of power does; settles when it has ended. */
  kill(): Promise<Ending>;
  /** Asks it to stop; settles when it has ended. */
  stop(): Promise<Ending>;
}

/** Starts a bot on a free port, from `entry`, and waits until it listens. Throws with its output when it does not. */
export async function startBotProcess(
  environment: Record<string, string>,
  folder: string,
  entry = 'main.ts',
): Promise<BotProcess> {
  const { child, output, until, ended } = run(entry, folder, { ...environment, PORT: '0' });
  await until(/"msg":"listening"\}\n/);
  const ending = ended.then(code => ({ code, signal: child.signalCode }));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ending;
  };
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${portIn(output())}`,
    log: () => output().trimEnd().split('\n'),
    until,
    signal: name => void child.kill(name),
    ended: ending,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function portIn(output: string): string {
  const port = /"port":(\d+),"msg":"listening"/.exec(output)?.[1];
  if (!port) throw new Error(`No port in ${output}`);
  return port;
}
