import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes every call on to another server as it is, and keeps what was sent to it. */
export interface RecordingProxy {
  /** http://127.0.0.1:port */
  endpoint: string;
  /** Address, headers and body of each call, in the order of their arrival. */
  sent: string[];
  stop(): Promise<void>;
}

/** What belongs to one connection, or is no longer true of a body that was read. */
const OF_THE_CONNECTION = [
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
];

/** A proxy before this server. A call that is broken off there is broken off here. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const sent: string[] = [];
  const server = createServer((incoming, response) => {
    passOn(target, incoming, response, sent).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passOn(
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  sent: string[],
): Promise<void> {
  const { method = 'GET', url = '' } = incoming;
  const chunks: Buffer[] = await incoming.toArray();
  const body = Buffer.concat(chunks);
  sent.push(`${method} ${url} ${JSON.stringify(incoming.headers)} ${body}`);
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: headersOf(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    ...(body.length > 0 && { body }),
  });
  const content = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, headersOf([...answer.headers]));
  response.end(content);
}

function headersOf(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.filter(([name]) => !OF_THE_CONNECTION.includes(name)));
}
