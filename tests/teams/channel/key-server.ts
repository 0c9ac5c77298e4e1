import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What the channel publishes about a key. */
export function published(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...publicKey.export({ format: 'jwk' }), kid: 'one', endorsements: ['msteams'], ...more };
}

/** A token in the compact form, with whatever header and claims, signed with the key that is published. */
export function signed(header: unknown, claims: unknown, key: KeyObject = privateKey): string {
  const content = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
}

/** A place that publishes keys, as the channel does, and counts who asks. */
export class KeyServer {
  readonly #server = createServer((request, response) => void this.#answer(request.url ?? '', response));
  /** How often the metadata were asked for. */
  asked = 0;
  keys: unknown[] = [published()];
  /** What is answered instead of what there is. */
  trouble?: { status: number; body?: string } | 'silence' | 'hang up';

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(path: string, response: ServerResponse): void {
    if (path === '/') this.asked += 1;
    if (this.trouble === 'hang up') response.destroy();
    else if (this.trouble === 'silence') return;
    else if (this.trouble) {
      // In steps: restify, once loaded, lets writeHead return nothing.
      response.writeHead(this.trouble.status);
      response.end(this.trouble.body);
    } else response.end(JSON.stringify(path === '/' ? { jwks_uri: `${this.url}/keys` } : { keys: this.keys }));
  }
}
