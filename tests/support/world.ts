import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type RunningBot, startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { Chat, type ChatKind } from './chat.ts';
import { Connector } from './connector.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';

let shared: Promise<SandboxProcess> | undefined;

/** One sandbox for all suites; each test resets it. */
export function sharedSandbox(): Promise<SandboxProcess> {
  shared ??= startSandboxProcess();
  return shared;
}

/** For the root hook: stops the sandbox if a suite had it started. */
export async function stopSharedSandbox(): Promise<void> {
  const running = await shared;
  shared = undefined;
  await running?.stop();
}

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

/** The bot in this process, the sandbox in another, and Teams' connector API, all over real HTTP. */
export class World {
  readonly sandbox: SandboxProcess;
  readonly connector: Connector;
  readonly folder: string;
  readonly log: string[] = [];
  bot: RunningBot;
  readonly #ownSandbox: boolean;
  #offset = 0;
  #conversations = 0;

  private constructor(sandbox: SandboxProcess, own: boolean, connector: Connector, folder: string) {
    this.sandbox = sandbox;
    this.#ownSandbox = own;
    this.connector = connector;
    this.folder = folder;
    this.bot = undefined as unknown as RunningBot;
  }

  /** `own`: a sandbox that no other suite's late call reaches; it stops with the world. */
  static async start(environment: Record<string, string> = {}, own = false): Promise<World> {
    const sandbox = own ? await startSandboxProcess() : await sharedSandbox();
    const connector = new Connector();
    await connector.start();
    const world = new World(sandbox, own, connector, mkdtempSync(path.join(os.tmpdir(), 'nyckel-test-')));
    await world.sandbox.control('POST', 'reset');
    await world.startBot(environment);
    return world;
  }

  /** Starts the bot, again after a stop: on the same store, as after a restart. */
  async startBot(environment: Record<string, string> = {}): Promise<void> {
    const config = readConfig({
      ...this.sandbox.environment,
      STORE: `sqlite:${this.storePath}`,
      PORT: '0',
      LOG_LEVEL: 'debug',
      ...environment,
    });
    const destination = { write: (line: string) => void this.log.push(line) };
    this.bot = await startBot(config, {
      log: createLogger('debug', destination),
      now: () => Date.now() + this.#offset,
    });
    await this.sandbox.control('PUT', 'bot', { endpoint: `${this.botUrl}/api/messages` });
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
    this.log.length = 0;
  }

  async stop(): Promise<void> {
    await this.bot.stop();
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
