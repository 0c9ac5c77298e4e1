import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { accountAt, type EmulatedAccount } from '../../support/azurite.ts';

/** What happens to one call: it never arrives, it arrives and its answer is lost, or no answer ever comes. */
export type Mishap = 'lost-call' | 'lost-answer' | 'silence';

/** A way to the account on which single calls or their answers get lost. */
export class UnreliableNetwork {
  /** Decides for each call, in order; undefined lets it pass. */
  mishap: (method: string, url: string) => Mishap | undefined | Promise<Mishap | undefined> = () => undefined;
  /** Runs after a mishap, before the caller notices. */
  meanwhile: () => Promise<void> = async () => undefined;
  readonly account: EmulatedAccount;
  readonly #server: Server;

  private constructor(server: Server, account: EmulatedAccount) {
    this.#server = server;
    this.account = account;
  }

  static async to(target: EmulatedAccount): Promise<UnreliableNetwork> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(target.url);
    url.port = String((server.address() as AddressInfo).port);
    const network = new UnreliableNetwork(server, accountAt(target.name, target.key, url.href));
    server.on('request', (incoming, outgoing) => {
      network.#pass(incoming, outgoing, Number(new URL(target.url).port)).catch(() => outgoing.destroy());
    });
    return network;
  }

  /** Lets this happen to the next `times` calls of this method, and to what the client makes of them. */
  next(mishap: Mishap, method: string, times = 1): void {
    let left = times;
    this.mishap = called => {
      if (called !== method || left === 0) return undefined;
      left -= 1;
      return mishap;
    };
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, port: number): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = await buffer(incoming);
    const mishap = await this.mishap(method, url);
    if (mishap === 'silence') return;
    if (mishap !== 'lost-call') {
      const onward = request({ host: '127.0.0.1', port, method, path: url, headers });
      onward.end(body);
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      const content = await buffer(answer);
      if (mishap === undefined) {
        // One by one: restify, where it is loaded, replaces writeHead by one that can't be chained.
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        outgoing.end(content);
        return;
      }
    }
    await this.meanwhile();
    outgoing.destroy();
  }
}
