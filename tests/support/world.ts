import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type RunningBot, startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLogger } from '../../src/log/log.ts';
import { atTheEnd } from './at-the-end.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { Chat, type ChatKind, posted } from './chat.ts';
import { Connector } from './connector.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';

let shared: Promise<SandboxProcess> | undefined;

/** Suites are about one reset unless they say otherwise: one person is enough, as often as they like. */
const ONE_PERSON = path.join(import.meta.dirname, 'policies/one-person.json');

/** One sandbox for all suites; each test resets it. */
export function sharedSandbox(): Promise<SandboxProcess> {
  shared ??= startSandboxProcess();
  return shared;
}

/** Stops the sandbox if a suite had it started. */
export async function stopSharedSandbox(): Promise<void> {
  const running = await shared;
  shared = undefined;
  await running?.stop();
}
atTheEnd(stopSharedSandbox);

/** A call to Graph in the sandbox's log. */
export interface GraphCall {
  method: string;
  path: string;
  status: number;
  batch?: { method: string; url: string; status: number }[];
  clientRequestId?: string;
  startedAt: number;
  endedAt: number;
}

/** A person of the sample tenant as a client of Teams. */
export interface Client {
  name: string;
  objectId: string;
  /** Their id on the channel. */
  channelUserId: string;
  userPrincipalName: string;
  locale: string;
}

/** The bot in this process or in several others, the sandbox in another, and Teams' connector API, all over real HTTP. */
export class World {
  readonly sandbox: SandboxProcess;
  readonly connector: Connector;
  readonly folder: string;
  readonly log: string[] = [];
  /** Bots in processes of their own, on the same store. */
  readonly processes: BotProcess[] = [];
  readonly #environment: Record<string, string>;
  readonly #ownSandbox: boolean;
  #bot?: RunningBot;
  #entry?: string;
  #offset = 0;
  #conversations = 0;
  #hurried = true;

  private constructor(sandbox: SandboxProcess, own: boolean, environment: Record<string, string>) {
    this.sandbox = sandbox;
    this.#ownSandbox = own;
    this.#environment = environment;
    this.connector = new Connector();
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-test-'));
  }

  /** `own`: a sandbox that no other suite's late call reaches; it stops with the world. */
  static async start(environment: Record<string, string> = {}, own = false): Promise<World> {
    const world = await World.#empty(environment, own);
    await world.startBot();
    return world;
  }

  /** A world in which a minute is a minute, and one person may have so many turns of it; `passTime` moves that clock as well. */
  static async startUnhurried(turnsPerMinute: number, environment: Record<string, string> = {}): Promise<World> {
    const world = await World.#empty({ TURNS_PER_MINUTE: String(turnsPerMinute), ...environment }, false);
    world.#hurried = false;
    await world.startBot();
    return world;
  }

  /**
   * A world whose bots are so many processes of their own, which share one store and know real time only. The relay delivers
   * to the first, until `deliverTo` says otherwise or a chat goes `via` another one. `entry`: the full path of another bot.
   */
  static async startProcesses(count: number, environment: Record<string, string> = {}, entry?: string): Promise<World> {
    const world = await World.#empty(environment, false);
    world.#entry = entry;
    const starts = await Promise.allSettled(Array.from({ length: count }, () => world.startProcess()));
    const failed = starts.find(each => each.status === 'rejected');
    if (failed) {
      await world.stop();
      throw failed.reason;
    }
    const [first] = world.processes;
    if (first) await world.deliverTo(first);
    return world;
  }

  static async #empty(environment: Record<string, string>, own: boolean): Promise<World> {
    const world = new World(own ? await startSandboxProcess() : await sharedSandbox(), own, environment);
    await world.connector.start();
    await world.sandbox.control('POST', 'reset');
    return world;
  }

  /** Starts the bot of this process, again after a stop or after processes that died: on the same store, with its clock. */
  async startBot(environment: Record<string, string> = {}): Promise<void> {
    const config = readConfig(this.#environmentWith(environment));
    const destination = { write: (line: string) => void this.log.push(line) };
    this.#bot = await startBot(config, {
      log: createLogger('debug', destination),
      now: () => Date.now() + this.#offset,
      // Nobody waits for limits per conversation and per person: an hour passes with everything that a person does.
      clock: () => performance.now() + (this.#hurried ? posted() * 3_600_000 : this.#offset),
      // A test says itself when the bot looks for what is due.
      sweepEvery: 60_000,
      endEvery: 60_000,
    });
    await this.deliverTo({ url: this.botUrl });
  }

  /** Starts one more bot in a process of its own, on the same store. Nothing is delivered to it yet. */
  async startProcess(environment: Record<string, string> = {}): Promise<BotProcess> {
    const started = await startBotProcess(this.#environmentWith(environment), this.folder, this.#entry);
    this.processes.push(started);
    return started;
  }

  /** Lets the relay deliver to this bot from now on. */
  async deliverTo(bot: { url: string }): Promise<void> {
    await this.sandbox.control('PUT', 'bot', { endpoint: `${bot.url}/api/messages` });
  }

  #environmentWith(more: Record<string, string>): Record<string, string> {
    return {
      ...this.sandbox.environment,
      STORE: `sqlite:${this.storePath}`,
      PORT: '0',
      LOG_LEVEL: 'debug',
      POLICY_FILE: ONE_PERSON,
      // Tests press quicker than people do.
      TURNS_PER_MINUTE: '100000',
      ...this.#environment,
      ...more,
    };
  }

  /** The bot of this process; throws where there are only others. */
  get bot(): RunningBot {
    if (!this.#bot) throw new Error('This world has no bot in this process: call startBot');
    return this.#bot;
  }

  /** What the store is sealed and its record chained with. */
  get sealKeys(): { current: Buffer } {
    return { current: Buffer.from(this.#environmentWith({}).SEAL_KEY ?? '', 'base64') };
  }

  get storePath(): string {
    return path.join(this.folder, 'nyckel.db');
  }

  get botUrl(): string {
    return `http://127.0.0.1:${this.bot.port}`;
  }

  /** Moves the bot's clock on; the sandbox keeps its own. */
  passTime(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Back to the sample tenant and to real time, with nobody's messages. */
  async reset(): Promise<void> {
    // What earlier tests left open or waiting holds its target until its time is up.
    for (let each = 0; each < 2; each += 1) {
      this.passTime(16 * 60_000);
      await this.bot.sweep();
    }
    await this.sandbox.control('POST', 'reset');
    this.#offset = 0;
    this.connector.messages.clear();
    this.connector.calls.length = 0;
    this.connector.faults.length = 0;
    this.connector.withoutApp.clear();
    this.log.length = 0;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#bot?.stop(), ...this.processes.map(each => each.kill())]);
    await this.connector.stop();
    if (this.#ownSandbox) await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A person by sign-in name. */
  async person(userPrincipalName: string, locale = 'en-US'): Promise<Client> {
    const user = await this.sandbox.control<{ id: string; displayName: string }>(
      'GET',
      `users/${encodeURIComponent(userPrincipalName)}`,
    );
    const channelUserId = `29:${user.id}`;
    this.connector.members.set(channelUserId, user.id);
    await this.sandbox.control('PUT', 'people', { [channelUserId]: user.id });
    return { name: user.displayName, objectId: user.id, channelUserId, userPrincipalName, locale };
  }

  /** Their one-to-one chat with the bot; a group chat or channel is a new one each time. */
  chat(client: Client, kind: ChatKind = 'personal'): Chat {
    this.#conversations += 1;
    const id = kind === 'personal' ? `personal-${client.objectId}` : `19:${kind}-${this.#conversations}@thread.tacv2`;
    return new Chat(this, client, id, kind);
  }

  /** Lets a service of the sandbox fail; see its CONTROL.md. */
  async fault(fault: Record<string, unknown>): Promise<void> {
    await this.sandbox.control('POST', 'faults', fault);
  }

  /** The calls that the bot made to Graph, from the sandbox's log. */
  async graphCalls(): Promise<GraphCall[]> {
    return (await this.sandbox.control<{ calls: GraphCall[] }>('GET', 'calls?service=graph')).calls;
  }

  /** Whether a password works at the sandbox's sign-in, and what it then demands. */
  async trySignIn(userPrincipalName: string, password: string): Promise<string> {
    const attempt = await this.sandbox.control<{ result: string }>('POST', 'try-sign-in', {
      userPrincipalName,
      password,
    });
    return attempt.result;
  }
}
