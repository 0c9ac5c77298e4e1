import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { createServerCertificate, type ServerCertificate } from '../../src/sandbox/certificate.ts';
import { Azurite } from './azurite.ts';
import { VaultKeys } from './vault-keys.ts';

/** What the service says instead of letting somebody in: as Key Vault and Table Storage write it. */
export interface Refusal {
  status: number;
  code: string;
}

/**
 * A Key Vault with one secret and any keys, and a storage account (Azurite) behind it, at one https address. Each lets nobody in
 * as long as a test says so.
 */
export class AzureDoor {
  vault: Refusal | undefined;
  tables: Refusal | undefined;
  readonly keys = new VaultKeys();
  /** How often each was asked. */
  readonly asked = { vault: 0, tables: 0 };
  readonly #server: Server;
  readonly #certificate: ServerCertificate;
  readonly #azurite: Azurite;
  #account: { name: string; url: string };
  readonly #secret: string;

  private constructor(server: Server, certificate: ServerCertificate, azurite: Azurite, opened: Opened) {
    this.#server = server;
    this.#certificate = certificate;
    this.#azurite = azurite;
    this.#account = opened.account;
    this.#secret = opened.secret;
    server.on('request', (incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** @param secret what the vault holds */
  static async start(secret: string): Promise<AzureDoor> {
    const certificate = await createServerCertificate();
    const folder = path.dirname(certificate.authorityPath);
    const files = { cert: path.join(folder, 'server.pem'), key: path.join(folder, 'server.key') };
    writeFileSync(files.cert, certificate.certificate);
    writeFileSync(files.key, certificate.key, { mode: 0o600 });
    const azurite = await Azurite.start(files);
    const server = createServer({ key: certificate.key, cert: certificate.certificate }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Accounts are empty until somebody uses them.
    return new AzureDoor(server, certificate, azurite, { account: azurite.nextAccount(), secret });
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get secretUrl(): string {
    return `https://localhost:${this.#port}/secrets/seal-key`;
  }

  /** Where the vault has the key of this name, once the test has made it. */
  keyUrl(name: string): string {
    return `https://localhost:${this.#port}/keys/${name}`;
  }

  get tableUrl(): string {
    return `https://127.0.0.1:${this.#port}/${this.#account.name}`;
  }

  get authorityPem(): string {
    return this.#certificate.authorityPem;
  }

  /** From here on the storage account is one that nobody has used. */
  nextAccount(): void {
    this.#account = this.#azurite.nextAccount();
  }

  /** A file with its authority and those of another one: what a process has to trust. */
  authorityBeside(other: string): string {
    const both = path.join(path.dirname(this.#certificate.authorityPath), 'both.pem');
    writeFileSync(both, `${readFileSync(other, 'utf8')}\n${this.#certificate.authorityPem}`);
    return both;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await Promise.all([once(this.#server, 'close'), this.#azurite.stop()]);
    await this.#certificate.remove();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { origin, pathname } = new URL(incoming.url ?? '', `https://localhost:${this.#port}`);
    const kind = /^\/(secrets|keys)\//.test(pathname) ? 'vault' : 'tables';
    this.asked[kind] += 1;
    const refusal = this[kind];
    if (refusal) return refuse(outgoing, refusal);
    if (kind === 'tables') return this.#pass(incoming, outgoing);
    if (pathname.startsWith('/secrets/')) return void outgoing.end(JSON.stringify({ value: this.#secret }));
    const { status, body } = this.keys.answer(origin, pathname, await text(incoming));
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(body));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url, headers } = incoming;
    const { port } = new URL(this.#account.url);
    const ca = this.#certificate.authorityPem;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, ca });
    onward.end(await buffer(incoming));
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    outgoing.end(await buffer(answer));
  }
}

interface Opened {
  account: { name: string; url: string };
  secret: string;
}

/** Key Vault has `error.code`, Table Storage `odata.error.code`. */
function refuse(outgoing: ServerResponse, { status, code }: Refusal): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': '1', 'x-ms-error-code': code });
  const message = { lang: 'en-US', value: 'Caller of kv-secret is not authorized.' };
  outgoing.end(JSON.stringify({ error: { code }, 'odata.error': { code, message } }));
}
