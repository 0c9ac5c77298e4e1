import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in, its body as text. */
export interface StubRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface GraphStub {
  /** http://127.0.0.1:port */
  endpoint: string;
  /** In the order of their arrival. */
  requests: StubRequest[];
  stop(): Promise<void>;
}

/** A bare HTTP server on loopback, for the answers that no decent Graph gives. `respond` is told how many came before. */
export async function startGraphStub(
  respond: (response: ServerResponse, request: StubRequest, n: number) => void,
): Promise<GraphStub> {
  const requests: StubRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = await incoming.toArray();
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    respond(response, request, requests.push(request) - 1);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with any text. In steps: restify, once loaded, lets writeHead return nothing. */
export function reply(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  text = '',
): void {
  response.writeHead(status, headers);
  response.end(text);
}

/** Answers with JSON and a request-id, as Graph does. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const own = { 'content-type': 'application/json', 'request-id': '2f0c8e1a-6f5f-4f4a-9f8d-0f2d5b1c7e11' };
  reply(response, status, { ...own, ...headers }, JSON.stringify(body));
}
