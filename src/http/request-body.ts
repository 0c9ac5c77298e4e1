import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedError } from '../net/refused-error.ts';
import { LARGEST_BODY, LARGEST_DISCARDED } from './times.ts';

/**
 * The body, as JSON. The time that it takes is bounded by the server's requestTimeout.
 * @throws RefusedError where it is too large or no JSON, where the caller hangs up, and when `stop` is raised
 */
export async function readJsonBody(
  request: IncomingMessage,
  response: ServerResponse,
  stop: AbortSignal,
): Promise<unknown> {
  if (Number(request.headers['content-length']) > LARGEST_BODY) throw tooLarge();
  if (request.headers.expect !== undefined) response.writeContinue();
  const text = (await collect(request, stop)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError(400, 'the body is no JSON');
  }
}

function collect(request: IncomingMessage, stop: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stopped = () => reject(new RefusedError(503, 'the bot is stopping'));
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LARGEST_BODY) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => reject(new RefusedError(400, 'the caller hung up')));
    if (stop.aborted) stopped();
    stop.addEventListener('abort', stopped, { once: true });
    request.once('close', () => stop.removeEventListener('abort', stopped));
  });
}

function tooLarge(): RefusedError {
  return new RefusedError(413, 'the body is too large');
}

/** Lets a caller send what it has begun to send, so that it reads its answer, but not without end. */
export function discardBody(request: IncomingMessage): void {
  let left = LARGEST_DISCARDED;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
}
