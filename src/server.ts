import type { Logger } from 'pino';
import restify, { type Next, type Request, type Response } from 'restify';
import { ConfigurationError } from './errors.ts';
import { within } from './teams/background.ts';
import type { Door } from './teams/door.ts';

/** Teams keeps activities below about 100 KB. */
const LARGEST_BODY = 256 * 1024;
/** Milliseconds. */
const CLOSE_WITHIN = 10_000;

export interface ServerOptions {
  door: Door;
  /** Rejects when the bot can't work. */
  ready: () => Promise<void>;
  log: Logger;
}

export interface RunningServer {
  /** The port that it listens on. */
  port: number;
  /**
   * Answers 503 to every new message and to /readyz at once, so that somebody else gets them or Teams sends them again, and
   * lets the running turns finish. Then, or after this many milliseconds (10,000), it closes the port and all connections.
   * Returns how many turns have not finished.
   */
  close(milliseconds?: number): Promise<number>;
}

/** The turns that are running, and whether more of them may begin. */
interface Turns {
  running: Set<Promise<unknown>>;
  closing: boolean;
}

/**
 * Listens for the channel and for health checks. Every answer to a bad request is a status with an empty body. Throws a
 * ConfigurationError when the port can't be had.
 */
export async function startServer({ door, ready, log }: ServerOptions, port: number): Promise<RunningServer> {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  const body = restify.plugins.bodyParser({ maxBodySize: LARGEST_BODY, mapParams: false, rejectUnknown: true });
  const turns: Turns = { running: new Set(), closing: false };
  server.pre(endConnectionWhen(() => turns.closing));
  server.post('/api/messages', requireAuthorization(log), requirePlainJson(log), body, answerWith(door, turns, log));
  server.get('/healthz', async (_request: Request, response: Response) => send(response, 200, { status: 'up' }));
  server.get('/readyz', async (_request: Request, response: Response) => {
    if (turns.closing) return send(response, 503, { status: 'stopping' });
    try {
      await ready();
      send(response, 200, { status: 'ready' });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      send(response, 503, { status: 'not ready' });
    }
  });
  server.on('restifyError', (_request: Request, response: Response, error: RestifyError, done: () => void) => {
    const status = error.statusCode ?? 500;
    // The name alone: the message quotes the body or the path.
    log[status >= 500 ? 'error' : 'warn']({ status, reason: error.name }, 'refused at the door');
    send(response, status);
    done();
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(portProblem(error, port)));
    server.listen(port, () => listening());
  });
  return { port: server.address().port, close: (milliseconds = CLOSE_WITHIN) => close(server, turns, milliseconds) };
}

async function close(server: restify.Server, turns: Turns, milliseconds: number): Promise<number> {
  turns.closing = true;
  const end = performance.now() + milliseconds;
  await within(milliseconds, Promise.allSettled(turns.running));
  // The answers are still on their way.
  const cutOff = setTimeout(() => server.server.closeAllConnections(), Math.max(0, end - performance.now()));
  const idle = setInterval(() => server.server.closeIdleConnections(), 50);
  await new Promise<void>(closed => server.close(() => closed()));
  clearTimeout(cutOff);
  clearInterval(idle);
  return turns.running.size;
}

type RestifyError = Error & { statusCode?: number };

function requireAuthorization(log: Logger) {
  return (request: Request, response: Response, next: Next) =>
    request.header('authorization') ? next() : refuse(log, response, next, 401, 'there is no Authorization header');
}

/** JSON as it is: a compressed body would pass the size limit, and restify lets a malformed one end the process. */
function requirePlainJson(log: Logger) {
  return (request: Request, response: Response, next: Next) => {
    if (!request.is('json')) return refuse(log, response, next, 415, 'the body is not JSON');
    const encoded = request.header('content-encoding') !== undefined;
    return encoded ? refuse(log, response, next, 415, 'the body is compressed') : next();
  };
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  const why = { EADDRINUSE: 'is already in use', EACCES: 'needs more rights than this account has' }[error.code ?? ''];
  return why ? new ConfigurationError([`PORT ${port} ${why}: choose another one`]) : error;
}

function refuse(log: Logger, response: Response, next: Next, status: number, reason: string): void {
  log.warn({ status, reason }, 'refused at the door');
  send(response, status);
  next(false);
}

/** A client that keeps its connection would go on sending to a bot that stops. */
function endConnectionWhen(closing: () => boolean) {
  return (_request: Request, response: Response, next: Next) => {
    if (closing()) response.setHeader('connection', 'close');
    next();
  };
}

function answerWith(door: Door, turns: Turns, log: Logger) {
  return async (request: Request, response: Response): Promise<void> => {
    if (turns.closing) {
      log.warn({ status: 503, reason: 'the bot is stopping' }, 'refused at the door');
      return send(response, 503);
    }
    const turn = door(request.header('authorization'), request.body);
    turns.running.add(turn);
    const answer = await turn.finally(() => turns.running.delete(turn));
    if (turns.closing) response.setHeader('connection', 'close');
    send(response, answer.status, answer.body);
  };
}

/** Through restify, which would otherwise answer an error a second time, and that ends the process. */
function send(response: Response, status: number, body?: unknown): void {
  if (body === undefined) response.sendRaw(status, '');
  else response.sendRaw(status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8' });
}
