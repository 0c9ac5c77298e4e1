import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { AzureNamedKeyCredential, TableServiceClient } from '@azure/data-tables';
import { atTheEnd } from './at-the-end.ts';

const MAIN = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
/** More than one test needs; they are emptied before they are used again. */
const ACCOUNTS = 40;
const STARTED = /successfully started/;

/** A storage account of the emulator. */
export interface EmulatedAccount {
  name: string;
  key: string;
  /** Its table endpoint. */
  url: string;
  connectionString: string;
}

/** Azure Table Storage on loopback: Azurite in a process of its own, which keeps nothing on the disk. */
export class Azurite {
  readonly #child: ChildProcess;
  readonly #origin: string;
  readonly #keys: ReadonlyMap<string, string>;
  #next = 0;

  private constructor(child: ChildProcess, origin: string, keys: ReadonlyMap<string, string>) {
    this.#child = child;
    this.#origin = origin;
    this.#keys = keys;
  }

  /** @param files a server certificate and its key in PEM: https, and tokens are taken too. */
  static async start(files?: { cert: string; key: string }): Promise<Azurite> {
    const names = Array.from({ length: ACCOUNTS }, (_, each) => `account${each}`);
    const keys = new Map(names.map(name => [name, randomBytes(64).toString('base64')]));
    const port = await freePort();
    const secure = files ? ['--oauth', 'basic', '--cert', files.cert, '--key', files.key] : [];
    const origin = `${files ? 'https' : 'http'}://127.0.0.1:${port}`;
    const child = spawn(
      process.execPath,
      [MAIN, '--inMemoryPersistence', '--disableTelemetry', '--silent', '--tablePort', String(port), ...secure],
      {
        cwd: tmpdir(),
        env: { ...process.env, AZURITE_ACCOUNTS: [...keys].map(([name, key]) => `${name}:${key}`).join(';') },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    for await (const line of createInterface(child.stdout)) {
      if (STARTED.test(line)) return new Azurite(child, origin, keys);
    }
    throw new Error(`Azurite ended before it was ready (exit code ${child.exitCode})`);
  }

  /** The next account, as whoever had it before has left it. */
  nextAccount(): EmulatedAccount {
    const names = [...this.#keys.keys()];
    return this.#account(names[this.#next++ % names.length] ?? '');
  }

  /** An account without any table. */
  async emptyAccount(): Promise<EmulatedAccount> {
    const account = this.nextAccount();
    const credential = new AzureNamedKeyCredential(account.name, account.key);
    const service = new TableServiceClient(account.url, credential, { allowInsecureConnection: true });
    for await (const { name } of service.listTables()) if (name !== undefined) await service.deleteTable(name);
    return account;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const stopped = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await stopped;
  }

  #account(name: string): EmulatedAccount {
    const key = this.#keys.get(name) ?? '';
    return accountAt(name, key, `${this.#origin}/${name}`);
  }
}

/** The same account through another endpoint. */
export function accountAt(name: string, key: string, url: string): EmulatedAccount {
  const connectionString = `DefaultEndpointsProtocol=${new URL(url).protocol.slice(0, -1)};AccountName=${name};AccountKey=${key};TableEndpoint=${url}`;
  return { name, key, url, connectionString };
}

let shared: Promise<Azurite> | undefined;

/** One emulator for all suites; each asks it for an empty account. */
export function sharedAzurite(): Promise<Azurite> {
  shared ??= Azurite.start();
  return shared;
}

/** Stops it if a suite had it started. */
export async function stopSharedAzurite(): Promise<void> {
  const running = await shared;
  shared = undefined;
  await running?.stop();
}
atTheEnd(stopSharedAzurite);

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
