import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import { runWatch } from '../../../src/operate/watch/run-watch.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { KEYS } from '../../store/samples.ts';
import { SqliteBench } from '../../store/sqlite/bench.ts';
import type { SandboxProcess } from '../../support/sandbox-process.ts';
import { type GraphCall, sharedSandbox } from '../../support/world.ts';

/** An application of the operator's own. */
export const CLIENT = '7d1f4c52-6b0e-4f0f-9d55-0a3f1f6a2c11';
/** Reports Reader. */
export const GUSTAV = 'gustav.norberg@fjallvind.example';
export const ANNA = 'anna.svensson@fjallvind.example';
export const ERIK = 'erik.lindqvist@fjallvind.example';
export const MIKAEL = 'mikael.sandstrom@fjallvind.example';
export const AUDIT_LIST = '/v1.0/auditLogs/directoryAudits';
export const DAY = 86_400_000;

/** A row of Entra's log as the control surface of the sandbox takes it. */
export interface Put {
  activityDisplayName: string;
  by: { user: string } | { app: string };
  target: string;
  at?: number;
  correlationId?: string;
  result?: string;
  resultReason?: string;
  lag?: number;
}

export interface Run {
  code: number;
  out: string;
  problems: string;
}

/** Somebody who watches: a record, the sandbox's audit log, and a clock that runs as fast as somebody waits for it. */
export class Operator {
  readonly sandbox: SandboxProcess;
  readonly bench = new SqliteBench();
  readonly store: AuditedRequestStore;
  env: Record<string, string>;
  /** How long was waited, in milliseconds. */
  waited = 0;
  /** What is done when somebody begins to wait, with how long it is. */
  onPause: (milliseconds: number) => Promise<unknown> | undefined = () => undefined;

  private constructor(sandbox: SandboxProcess) {
    this.sandbox = sandbox;
    this.store = this.bench.open();
    const seal = { SEAL_KEY: KEYS.current.toString('base64'), STORE: `sqlite:${this.bench.file}` };
    this.env = { ...sandbox.environment, ...seal, WATCH_CLIENT_ID: CLIENT };
  }

  /** With Gustav signed in, and everything else as in the sample. */
  static async begin(): Promise<Operator> {
    const operator = new Operator(await sharedSandbox());
    await operator.sandbox.control('POST', 'reset');
    await operator.signsIn({});
    return operator;
  }

  /** What becomes of the codes that are asked for from now on. */
  signsIn(setting: Record<string, unknown>): Promise<unknown> {
    return this.sandbox.control('PUT', 'device-sign-ins', { state: 'approved', account: GUSTAV, ...setting });
  }

  put(...rows: Put[]): Promise<{ ids: string[] }> {
    return this.sandbox.control('POST', 'audits', { rows });
  }

  async idOf(name: string): Promise<string> {
    return (await this.sandbox.control<{ id: string }>('GET', `users/${name}`)).id;
  }

  /** A reset or a pass of Erik's on our record. */
  async call(changes: Partial<AuditEntry>): Promise<void> {
    const by = { actorId: await this.idOf(ERIK), actorName: ERIK };
    const entry = { at: Date.now(), event: 'reset-started', correlationId: 'none', requestId: 'r', ...by } as const;
    await this.store.record({ ...entry, ...changes });
  }

  /** Runs the command for the last day, unless other arguments are given. */
  async run(...args: string[]): Promise<Run> {
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const since = new Date(Date.now() - DAY).toISOString().slice(0, 16);
    const clock = { now: () => performance.now() + this.waited, pause: (ms: number) => this.#pass(ms) };
    const code = await runWatch(args.length > 0 ? args : ['--since', `${since}Z`], this.env, { out, problems }, clock);
    out.end();
    problems.end();
    const [written, wrong] = await said;
    return { code, out: written, problems: wrong };
  }

  /** The requests for Entra's log. */
  async asked(): Promise<GraphCall[]> {
    const { calls } = await this.sandbox.control<{ calls: GraphCall[] }>('GET', 'calls?service=graph');
    return calls.filter(({ path }) => path.includes('directoryAudits'));
  }

  async #pass(milliseconds: number): Promise<void> {
    this.waited += milliseconds;
    await this.sandbox.control('POST', 'clock', { advanceMs: milliseconds });
    await this.onPause(milliseconds);
  }
}
