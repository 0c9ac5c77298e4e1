import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import restify, { type Next, type Request, type Response } from 'restify';
import { SECOND } from './desk/times.ts';
import { ConfigurationError, codeOf } from './errors.ts';
import { Brake } from './http/brake.ts';
import { closeIdleAbove } from './http/close-idle-above.ts';
import { refusalLog } from './http/refusal-log.ts';
import { discardBody } from './http/request-body.ts';
import { createRoutes, type HttpAnswer, pathOf, type Route, type RouteOptions, whyNoRoute } from './http/routes.ts';
import {
  COME_AGAIN_AFTER,
  CONNECTION_KEPT_FOR,
  HEADERS_WITHIN,
  LEAVE_WITHIN,
  REQUEST_WITHIN,
  STOP_WITHIN,
} from './http/times.ts';
import { WaitingLine } from './http/waiting-line.ts';
import { within } from './process/background.ts';

/** The other side is the first to close a connection that is not used: nothing is sent into one that is just being closed. */
const PATIENCE = {
  headersTimeout: HEADERS_WITHIN,
  requestTimeout: REQUEST_WITHIN,
  keepAliveTimeout: CONNECTION_KEPT_FOR,
  connectionsCheckingInterval: SECOND,
};
/** What somebody learns who is held back: to come again in so many seconds. */
const HELD_BACK = {
  status: 429,
  refused: 'refused too often',
  headers: { 'retry-after': String(COME_AGAIN_AFTER / SECOND) },
};

export interface ServerOptions extends Pick<RouteOptions, 'door' | 'able' | 'ready' | 'waitsFor'> {
  log: Logger;
  /** Milliseconds that never go back. */
  clock?: () => number;
}

export interface RunningServer {
  /** The port that it listens on. */
  port: number;
  /**
   * Answers 503 to every new message, to /livez and to /readyz at once, so that somebody else gets them or Teams sends them
   * again, and lets the running turns finish. Then, or after this many milliseconds (`STOP_WITHIN`), it closes the port and all
   * connections, whatever they are in the middle of. Returns how many turns have not finished.
   */
  close(milliseconds?: number): Promise<number>;
}

/** What is under way, and whether more may begin. */
class Traffic {
  readonly turns = new Set<Promise<unknown>>();
  readonly answers = new Set<ServerResponse>();
  readonly closing = new AbortController();

  /** The connections on which an answer is under way. */
  get sockets(): ReadonlySet<Socket> {
    return new Set([...this.answers].map(({ req }) => req.socket));
  }

  began(turn: Promise<unknown>): void {
    this.turns.add(turn);
    void turn.finally(() => this.turns.delete(turn)).catch(() => undefined);
  }
}

/**
 * Listens for the channel and for health checks. Every answer to a bad request is a status with an empty body.
 * @throws ConfigurationError when the port can't be had
 */
export async function startServer({ log, clock, ...options }: ServerOptions, port: number): Promise<RunningServer> {
  const traffic = new Traffic();
  const stop = traffic.closing.signal;
  const server = createHttpServer();
  closeIdleAbove(server.server, () => traffic.sockets);
  const hold = createHold(log, clock ?? (() => performance.now()), stop);
  const give = async (request: Request, response: Response, answer: HttpAnswer) => {
    const said = await hold(answer, request.socket);
    if (!said) return;
    send(response, said, stop.aborted);
    discardBody(request);
  };
  mount(server, createRoutes({ ...options, stop, began: turn => traffic.began(turn) }), traffic, give);
  server.on('restifyError', (request: Request, response: Response, error: unknown, done: () => void) => {
    log.error({ err: error, code: codeOf(error) }, 'a request failed');
    void give(request, response, { status: 500 })
      .catch(() => response.destroy())
      .finally(done);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(portProblem(error, port)));
    server.listen(port, () => listening());
  });
  // From now on: until here it is a reason not to start.
  server.on('error', (error: unknown) => log.error({ err: error, code: codeOf(error) }, 'the port had an error'));
  const listensOn = server.address().port;
  return { port: listensOn, close: (milliseconds = STOP_WITHIN) => close(server.server, traffic, milliseconds) };
}

/**
 * restify, with Node's server below it put right: restify listens for upgrades and does nothing with them, and Node takes no
 * more care of a connection that somebody listens for. Without a listener it is a request like any other.
 */
function createHttpServer(): restify.Server {
  // Whoever waits for leave to send a body gets it when the body is wanted.
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false, noWriteContinue: true });
  server.server.removeAllListeners('upgrade');
  Object.assign(server.server, PATIENCE);
  return server;
}

type Give = (request: Request, response: Response, answer: HttpAnswer) => Promise<void>;

function mount(server: restify.Server, routes: readonly Route[], traffic: Traffic, give: Give): void {
  // Before restify looks at the address, which ends the process where it is malformed.
  server.pre((request: Request, response: Response, next: Next) => {
    traffic.answers.add(response);
    response.once('close', () => traffic.answers.delete(response));
    // Callers hang up whenever they like: that is no error of ours.
    for (const stream of [request, response]) stream.on('error', () => stream.destroy());
    request.url = pathOf(request.url);
    const refusal = whyNoRoute(routes, request.url, request.method);
    if (!refusal) return next();
    give(request, response, refusal).then(() => next(false), next);
  });
  for (const { path, methods, answer } of routes) {
    const handle = async (request: Request, response: Response) =>
      give(request, response, await answer(request, response));
    for (const method of methods) server[RESTIFY[method]](path, handle);
  }
}

const RESTIFY = { GET: 'get', HEAD: 'head', POST: 'post' } as const;

async function close(server: Server, { turns, answers, closing }: Traffic, milliseconds: number): Promise<number> {
  closing.abort();
  const end = performance.now() + milliseconds;
  await within(milliseconds, Promise.allSettled(turns));
  const unfinished = turns.size;
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  const left = [...answers].map(answer => new Promise(resolve => answer.once('close', resolve)));
  await within(Math.max(0, Math.min(LEAVE_WITHIN, end - performance.now())), Promise.all(left));
  server.closeAllConnections();
  await within(LEAVE_WITHIN, closed);
  return unfinished;
}

/**
 * Writes refusals down. Strangers who were refused too often learn nothing but when to come again, and wait for it; where too
 * many of them wait they are hung up on, and there is nothing to say.
 */
function createHold(log: Logger, clock: () => number, stop: AbortSignal) {
  const brake = new Brake(clock);
  const line = new WaitingLine(clock);
  const write = refusalLog(log, clock);
  return async (answer: HttpAnswer, caller: Socket): Promise<HttpAnswer | undefined> => {
    if (answer.refused === undefined) return answer;
    const held = answer.stranger && brake.holds(caller.remoteAddress);
    if (answer.stranger) brake.refused(caller.remoteAddress);
    write({ status: held ? HELD_BACK.status : answer.status, reason: held ? HELD_BACK.refused : answer.refused });
    if (!held) return answer;
    const turn = line.join();
    if (turn === undefined) {
      caller.destroy();
      return undefined;
    }
    if (turn > 0) await wait(turn, undefined, { signal: stop }).catch(() => undefined);
    return HELD_BACK;
  };
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  const why = { EADDRINUSE: 'is already in use', EACCES: 'needs more rights than this account has' }[error.code ?? ''];
  return why ? new ConfigurationError([`PORT ${port} ${why}: choose another one`]) : error;
}

/** Through restify, which would otherwise answer an error a second time. */
function send(response: Response, { status, body, headers }: HttpAnswer, stopping: boolean): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.sendRaw(status, text, {
    ...headers,
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': String(Buffer.byteLength(text)),
    // A client that keeps its connection would go on sending to a bot that stops.
    ...(stopping && { connection: 'close' }),
  });
}
