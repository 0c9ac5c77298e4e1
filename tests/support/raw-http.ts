import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';

/** How a caller goes away: with a TCP reset before or after the answer, by hanging up, or after it has the whole answer. */
export type Leaving = 'reset at once' | 'reset after the answer' | 'hang up at once' | 'wait for the end';

/** One connection that sends exactly these bytes; the answer's status, 0 where the caller did not wait for one or got none. */
export async function speak(
  port: number,
  bytes: string | Buffer,
  leaving: Leaving = 'wait for the end',
): Promise<number> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  socket.on('data', chunk => {
    text += chunk.toString('latin1');
  });
  // A reset by the other side is an answer as well.
  socket.on('error', () => socket.destroy());
  const closed = once(socket, 'close');
  await Promise.race([once(socket, 'connect'), closed]);
  await new Promise<void>(resolve => socket.write(bytes, () => resolve()));
  if (leaving === 'hang up at once') socket.destroy();
  else if (leaving === 'reset at once') socket.resetAndDestroy();
  else await Promise.race([answered(socket, () => text), closed]);
  if (leaving === 'reset after the answer') socket.resetAndDestroy();
  else socket.end();
  socket.destroy();
  await closed;
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(text.replace(/^HTTP\/1\.1 100 [\s\S]*?\r\n\r\n/, ''))?.[1] ?? 0);
}

/** One connection that sends these bytes, and nothing more; settles when the other side has ended it. */
export async function outlast(port: number, bytes: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.resume().on('error', () => socket.destroy());
  socket.write(bytes);
  await once(socket, 'close');
}

/** A health check through this agent: whether the connection had served another request before, and how long it is kept, in seconds. */
export async function checkThrough(agent: Agent, port: number): Promise<{ reused: boolean; keptFor: number }> {
  const outgoing = request({ agent, port, host: '127.0.0.1', path: '/healthz' });
  outgoing.end();
  const [incoming]: IncomingMessage[] = await once(outgoing, 'response');
  incoming?.resume();
  await once(outgoing, 'close');
  const keptFor = Number(/timeout=(\d+)/.exec(String(incoming?.headers['keep-alive']))?.[1] ?? 0);
  return { reused: outgoing.reusedSocket, keptFor };
}

/** One connection that begins with these bytes and goes on with one more ten times a second, answered or not; settles when it is ended. */
export async function drip(port: number, bytes: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.resume().on('error', () => socket.destroy());
  socket.write(bytes);
  const dripping = setInterval(() => socket.write(' '), 100);
  await once(socket, 'close');
  clearInterval(dripping);
}

async function answered(socket: Socket, text: () => string): Promise<void> {
  while (!/^HTTP\/1\.1 (?!100)\d{3} [\s\S]*?\r\n\r\n/m.test(text()) && !socket.destroyed) {
    await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  }
}

/** Does something so many times, a few at once; what it gave. */
export async function repeat<T>(times: number, work: () => Promise<T>, atOnce = 50): Promise<T[]> {
  const results: T[] = [];
  const worker = async () => {
    while (results.length < times) {
      const place = results.push(undefined as T) - 1;
      results[place] = await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** How many sockets a process of this machine holds (Linux). */
export function descriptorsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
