import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../files.ts';
import { Az, scriptFor } from './az.ts';
import { type AzureState, type Fault, fresh } from './state.ts';

/** What a run of the installer has ended with. */
export interface Ended {
  code: number | null;
  /** What it has printed, on both. */
  said: string;
  /** The commands of the Azure CLI in this run. */
  calls: string[];
  /** Those of them that change something. */
  changes: string[];
}

/** What only reads settings is a POST as well. */
const CHANGES =
  /^(?:provider register|group create|ad app create|ad sp create|deployment group create|webapp deploy|rest --method (?:PATCH|PUT|DELETE|POST(?!.*\/list\?)))/;
/** What has to be said at the first time. */
export const FIRST = [
  'AZURE_RESOURCE_GROUP_NAME=rg-nyckel',
  'AZURE_LOCATION=swedencentral',
  'ALERT_EMAIL=ops@contoso.com',
  'BOT_REGION=global',
];

/**
 * A copy of what the installer needs, in a folder without any package of npm, with a stand-in for Azure that remembers and a
 * stand-in for the bot.
 */
export class FakeAzure {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-install-'));
  /** What the bot answers to be waiting for, in this order; then it is ready. */
  waits: string[] = [];
  readonly #az = new Az(fresh());
  readonly #bot = createServer((_request, response) => {
    const waitsFor = this.waits.shift();
    const body = waitsFor === undefined ? { status: 'ready' } : { status: 'waiting', waitsFor };
    // In steps: restify, once loaded, lets writeHead return nothing.
    response.writeHead(waitsFor === undefined ? 200 : 503);
    response.end(JSON.stringify(body));
  });

  /** Copies the installer, and begins to listen. */
  static async make(): Promise<FakeAzure> {
    const made = new FakeAzure();
    for (const part of ['infra', 'src', 'aad.manifest.json', 'env/.env.dev']) {
      cpSync(path.join(ROOT, part), made.#path(part), { recursive: true });
    }
    writeFileSync(made.#path('package.json'), '{"type":"module"}');
    mkdirSync(made.#path('dist'));
    mkdirSync(made.#path('bin'));
    writeFileSync(made.#path('bin/az'), scriptFor(await made.#az.listen()));
    chmodSync(made.#path('bin/az'), 0o755);
    await new Promise<void>(resolve => made.#bot.listen(0, '127.0.0.1', resolve));
    return made.reset();
  }

  /** Empties Azure and forgets every installation. */
  reset(): this {
    this.waits = [];
    this.#az.faults = [];
    for (const name of ['artifacts', 'env/.env.prod']) rmSync(this.#path(name), { recursive: true, force: true });
    const { port } = this.#bot.address() as AddressInfo;
    this.#az.state = { ...fresh(), host: `127.0.0.1:${port}`, folder: this.folder };
    this.code('PK nyckel.js one');
    return this;
  }

  get state(): AzureState {
    return this.#az.state;
  }

  /** Changes what is there. */
  change(change: Partial<AzureState>): void {
    Object.assign(this.#az.state, change);
  }

  faults(...faults: Fault[]): void {
    this.#az.faults = faults;
  }

  /** Puts another package there. */
  code(content: string): void {
    writeFileSync(this.#path('dist/nyckel.zip'), content);
  }

  /** The values of the installation. */
  get values(): string {
    return existsSync(this.#path('env/.env.prod')) ? readFileSync(this.#path('env/.env.prod'), 'utf8') : '';
  }

  set values(text: string) {
    writeFileSync(this.#path('env/.env.prod'), text);
  }

  /** Runs a file of infra as somebody does, with the stand-in as the only command on the path. */
  async run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const before = this.#az.calls.length;
    const started = spawn(process.execPath, [this.#path(`infra/${file}`), ...args], {
      cwd: this.folder,
      env: { PATH: this.#path('bin'), NYCKEL_LONGEST_PAUSE: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        said += text;
      });
    }
    const code = await new Promise<number | null>(resolve => started.once('close', resolve));
    const calls = this.#az.calls.slice(before);
    return { code, said, calls, changes: calls.filter(call => CHANGES.test(call)) };
  }

  /** `node infra/install.ts <words> --name prod`. */
  install(...words: string[]): Promise<Ended> {
    return this.run('install.ts', [...words, '--name', 'prod']);
  }

  /** Deploys with all that has to be said at the first time. */
  deploy(...words: string[]): Promise<Ended> {
    return this.install('deploy', ...FIRST, ...words);
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await Promise.all([this.#az.close(), new Promise(resolve => this.#bot.close(resolve))]);
  }

  #path(name: string): string {
    return path.join(this.folder, name);
  }
}
