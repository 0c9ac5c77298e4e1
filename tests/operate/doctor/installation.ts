import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Request } from '../../../src/desk/request/request.ts';
import { runDoctor } from '../../../src/operate/doctor/run-doctor.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { KEYS, sampleEntry, sampleRequest } from '../../store/samples.ts';
import { type BotProcess, startBotProcess } from '../../support/bot-process.ts';
import type { SandboxProcess } from '../../support/sandbox-process.ts';
import { sharedSandbox } from '../../support/world.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
export const ERIK = { channelUserId: '29:erik.lindqvist', name: 'erik.lindqvist@fjallvind.example' };
export const PASSWORD = 'Tall-Birch-Quiet-41';

export interface Told {
  check: string;
  mark: 'ok' | 'problem' | 'not checked';
  found: string;
  fixes: string[];
}

export interface Run {
  code: number | null;
  out: string;
  problems: string;
}

/** A whole installation against the sandbox, with a running bot at its endpoint; each test gets a store of its own. */
export class DoctorInstallation {
  readonly sandbox: SandboxProcess;
  readonly bot: BotProcess;
  readonly folder: string;
  readonly erikId: string;
  /** What the doctor is given; a test may change it. */
  env: Record<string, string> = {};
  args: string[] = [];
  #stores = 0;
  #keyless: BotProcess | undefined;

  private constructor(sandbox: SandboxProcess, bot: BotProcess, folder: string, erikId: string) {
    this.sandbox = sandbox;
    this.bot = bot;
    this.folder = folder;
    this.erikId = erikId;
  }

  static async start(): Promise<DoctorInstallation> {
    const folder = mkdtempSync(path.join(tmpdir(), 'nyckel-doctor-'));
    const sandbox = await sharedSandbox();
    await sandbox.control('POST', 'reset');
    const store = `sqlite:${path.join(folder, 'bot.db')}`;
    const bot = await startBotProcess({ ...sandbox.environment, STORE: store }, folder);
    const { id } = await sandbox.control<{ id: string }>('GET', `users/${ERIK.name}`);
    return new DoctorInstallation(sandbox, bot, folder, id);
  }

  get file(): string {
    return path.join(this.folder, `store-${this.#stores}.db`);
  }

  /** Everything as it should be, with nothing left of the test before, and nothing of what the sandbox was told to break. */
  async makeGood(): Promise<void> {
    await this.sandbox.control('POST', 'reset');
    await this.sandbox.control('PUT', 'people', { [ERIK.channelUserId]: this.erikId });
    this.#stores += 1;
    const store = openSqliteStore(this.file, { keys: KEYS });
    await this.fill(store);
    await store.close();
    this.env = {
      ...this.sandbox.environment,
      SEAL_KEY: KEYS.current.toString('base64'),
      STORE: `sqlite:${this.file}`,
      POLICY_FILE: this.policy({ passwordWriteback: 'on' }),
    };
    this.args = ['--user', this.erikId, '--endpoint', `${this.bot.url}/api/messages`];
  }

  /** The messaging endpoint of a bot that can't read the channel's keys, and so is not ready. */
  async botWithoutKeys(): Promise<string> {
    const environment = {
      ...this.sandbox.environment,
      STORE: `sqlite:${path.join(this.folder, 'keyless.db')}`,
      CHANNEL_OPENID_METADATA_URL: 'https://127.0.0.1:2/openidconfiguration',
    };
    this.#keyless ??= await startBotProcess(environment, this.folder);
    return `${this.#keyless.url}/api/messages`;
  }

  /** An approvals conversation, and a request of Erik whose password waits to be handed over. */
  async fill(store: AuditedRequestStore, key = KEYS.current): Promise<void> {
    const approvals = {
      place: { serviceUrl: 'https://smba.example/', conversationId: '19:approvals', personal: false },
      locale: 'en',
      setBy: { id: this.erikId, name: 'Erik Lindqvist' },
      setAt: Date.now(),
    } as const;
    await store.putSetting('approvals', approvals, sampleEntry({ id: 'none' }));
    const request = this.request(key);
    await store.create(request, sampleEntry(request));
  }

  request(key = KEYS.current): Request {
    const { channelUserId } = ERIK;
    const requester = { id: this.erikId, name: 'Erik Lindqvist', channelUserId, locale: 'sv' } as const;
    const request = sampleRequest({ state: 'carried-out', requester });
    return { ...request, sealed: createSeal(key).seal(PASSWORD, request.id) };
  }

  policy(content: object): string {
    return this.written('policy.json', JSON.stringify(content));
  }

  written(name: string, content: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  /** Changes the store behind the back of everybody. */
  tamper(sql: string): void {
    const db = new DatabaseSync(this.file);
    db.exec(sql);
    db.close();
  }

  fault(fault: Record<string, unknown>): Promise<unknown> {
    return this.sandbox.control('POST', 'faults', { times: null, ...fault });
  }

  /** The command itself, as a process. */
  async run(...more: string[]): Promise<Run> {
    const { PATH = '' } = process.env;
    const args = [path.join(ROOT, 'src/operate/doctor.ts'), ...this.args, ...more];
    const child = spawn(process.execPath, args, { cwd: this.folder, env: { PATH, ...this.env } });
    const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code, out, problems };
  }

  /** The same in this process, which is quicker. */
  async here(...more: string[]): Promise<Run> {
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const code = await runDoctor([...this.args, ...more], this.env, { out, problems });
    out.end();
    problems.end();
    const [written, wrong] = await said;
    return { code, out: written, problems: wrong };
  }

  /** What it tells as JSON, by check. */
  async told(): Promise<{ code: number | null; by: Map<string, Told>; checks: Told[] }> {
    const { code, out, problems } = await this.here('--json');
    if (problems !== '') throw new Error(problems);
    const { checks } = JSON.parse(out) as { checks: Told[] };
    return { code, checks, by: new Map(checks.map(each => [each.check, each])) };
  }

  async stop(): Promise<void> {
    await this.#keyless?.stop();
    await this.bot.stop();
    await this.sandbox.control('POST', 'reset');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
