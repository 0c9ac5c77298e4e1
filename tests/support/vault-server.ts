import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import type { TokenCredential } from '@azure/identity';
import { createServerCertificate, type ServerCertificate } from '../../src/sandbox/certificate.ts';
import { VaultKeys } from './vault-keys.ts';

export const VAULT_TOKEN = 'token-of-the-bot';

interface Instead {
  status: number;
  body: string;
  location?: string;
}

/** A Key Vault of its own, with keys and secrets. This process trusts it. */
export class VaultServer {
  readonly keys = new VaultKeys();
  readonly secrets = new Map<string, string>();
  /** The audiences that the bot asked tokens for. */
  readonly audiences: unknown[] = [];
  readonly credential: TokenCredential = {
    getToken: async audience => {
      this.audiences.push(audience);
      return { token: VAULT_TOKEN, expiresOnTimestamp: Date.now() + 60_000 };
    },
  };
  /** Whose tokens it takes. */
  lets: (token: string) => boolean = token => token === VAULT_TOKEN;
  /** Answers in place of the vault where it gives something. */
  instead: (operation: string) => Instead | undefined | Promise<Instead | undefined> = () => undefined;
  readonly #server: Server;
  readonly #certificate: ServerCertificate;

  private constructor(server: Server, certificate: ServerCertificate) {
    this.#server = server;
    this.#certificate = certificate;
    server.on('request', (incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async start(): Promise<VaultServer> {
    const certificate = await createServerCertificate();
    const server = createServer({ key: certificate.key, cert: certificate.certificate }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.authorityPem]);
    return new VaultServer(server, certificate);
  }

  get origin(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  keyUrl(name: string): string {
    return `${this.origin}/keys/${name}`;
  }

  secretUrl(name: string): string {
    return `${this.origin}/secrets/${name}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await Promise.all([once(this.#server, 'close'), this.#certificate.remove()]);
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '', this.origin);
    const sent = await text(incoming);
    const [, kind, name = '', , operation = 'get'] = pathname.split('/');
    const other = await this.instead(operation);
    if (other) {
      outgoing.writeHead(other.status, other.location ? { location: other.location } : {});
      outgoing.end(other.body);
      return;
    }
    const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
    const allowed = token !== undefined && this.lets(token) && searchParams.get('api-version') === '7.4';
    const { status, body } = !allowed
      ? { status: 401, body: {} }
      : kind === 'keys'
        ? this.keys.answer(this.origin, pathname, sent)
        : { status: this.secrets.has(name) ? 200 : 404, body: { value: this.secrets.get(name) } };
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(body));
  }
}
