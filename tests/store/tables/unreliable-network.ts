import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { accountAt, type EmulatedAccount } from '../../support/azurite.ts';

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

/**
 * What happens to one call: it never arrives, it arrives and its answer is lost, no answer ever comes, or somebody else
 * answers, after the call has arrived (`own` is what the service said) or instead of passing it on.
 */
export type Mishap =
  | 'lost-call'
  | 'lost-answer'
  | 'silence'
  | { arrives: boolean; answer: (own: Answer | undefined) => Answer };

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
    let own: Answer | undefined;
    if (mishap === undefined || mishap === 'lost-answer' || (mishap !== 'lost-call' && mishap.arrives)) {
      const onward = request({ host: '127.0.0.1', port, method, path: url, headers });
      onward.end(body);
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      own = {
        status: answer.statusCode ?? 500,
        headers: answer.headers,
        body: (await buffer(answer)).toString('utf8'),
      };
    }
    const given = typeof mishap === 'object' ? mishap.answer(own) : own;
    if (given !== undefined && mishap !== 'lost-answer') {
      // One by one: restify, where it is loaded, replaces writeHead by one that can't be chained.
      outgoing.writeHead(given.status, given.headers);
      outgoing.end(given.body);
      return;
    }
    await this.meanwhile();
    outgoing.destroy();
  }
}
