import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cpuOf } from '../cpu.ts';

interface Run {
  child: ChildProcess;
  port: number;
  began: number;
  /** Settles when the process has ended, however that came about. */
  died: Promise<void>;
}

/** A bot that may die of what is measured: it says after how long, and can be started again. */
export class MeasuredBot {
  readonly #command: readonly string[];
  readonly #environment: Record<string, string>;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-attacks-'));
  #run?: Run;
  /** Lines in its log so far. */
  logged = 0;

  /** `command`: options for Node.js and the file to run. */
  constructor(command: readonly string[], environment: Record<string, string>) {
    this.#command = command;
    this.#environment = { ...environment, PORT: '0', STORE: `sqlite:${this.#folder}/nyckel.db`, LOG_LEVEL: 'info' };
  }

  /** Starts it if it does not run; returns the port at which it listens. Throws when it ends before. */
  async start(): Promise<number> {
    if (this.#run && this.alive) return this.#run.port;
    const child = spawn(process.execPath, this.#command, {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const died = once(child, 'exit').then(() => undefined);
    const port = await this.#listening(child, died);
    this.#run = { child, port, began: performance.now(), died };
    return port;
  }

  get alive(): boolean {
    return this.#run?.child.exitCode === null && this.#run.child.signalCode === null;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#running.port}`;
  }

  /** Settles when it has died. */
  get died(): Promise<void> {
    return this.#running.died;
  }

  /** CPU time so far, in milliseconds; undefined when it has died. */
  cpu(): number | undefined {
    return this.alive ? cpuOf(this.#running.child.pid ?? 0) : undefined;
  }

  async stop(): Promise<void> {
    if (this.#run && this.alive) {
      this.#run.child.kill('SIGTERM');
      await this.#run.died;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #running(): Run {
    if (!this.#run) throw new Error('The bot was not started');
    return this.#run;
  }

  async #listening(child: ChildProcess, died: Promise<void>): Promise<number> {
    let output = '';
    const found = new Promise<number>(listens => {
      child.stdout?.on('data', chunk => {
        this.logged += String(chunk).split('\n').length - 1;
        output = `${output}${chunk}`.slice(-10_000);
        const port = /"port":(\d+),"msg":"listening"/.exec(output)?.[1];
        if (port) listens(Number(port));
      });
    });
    const port = await Promise.race([found, died]);
    if (port === undefined) throw new Error(`The bot ended at its start: ${output}`);
    return port;
  }
}
