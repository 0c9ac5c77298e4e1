import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../teams/channel/door.ts';
import { readJsonBody } from './request-body.ts';

/** What is said to a request: a status, and what belongs to it. */
export interface HttpAnswer {
  status: number;
  /** Sent as JSON; nothing without it. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Why the request was refused. */
  refused?: string;
  /** The caller has shown no token of the channel. */
  stranger?: boolean;
}

export interface RouteOptions {
  door: Door;
  /** Rejects when this process can't use its store: the platform then sends people to another one. */
  able?: () => Promise<void>;
  /** Rejects when the bot can't work. */
  ready: () => Promise<void>;
  /** What a bot waits for that has just started, in words for anybody; undefined: it does not. */
  waitsFor?: () => string | undefined;
  /** Aborts when the bot begins to stop. */
  stop: AbortSignal;
  /** Is told of each turn that begins. */
  began: (turn: Promise<unknown>) => void;
}

export interface Route {
  path: string;
  methods: readonly ('GET' | 'HEAD' | 'POST')[];
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<HttpAnswer>;
}

/** What the bot answers at which path. Nothing reads a body before the door has asked for it. */
export function createRoutes({
  door,
  able = async () => undefined,
  ready,
  waitsFor = () => undefined,
  stop,
  began,
}: RouteOptions): readonly Route[] {
  const health = (path: string, answer: () => Promise<HttpAnswer>): Route => ({
    path,
    methods: ['GET', 'HEAD'],
    answer,
  });
  const waiting = (status: number): HttpAnswer | undefined => {
    const what = stop.aborted ? undefined : waitsFor();
    return what === undefined ? undefined : { status, body: { status: 'waiting', waitsFor: what } };
  };
  return [
    health('/healthz', async () => ({ status: 200, body: { status: 'up' } })),
    health('/livez', async () => waiting(200) ?? checked(able, 'able', stop)),
    health('/readyz', async () => waiting(503) ?? checked(ready, 'ready', stop)),
    { path: '/api/messages', methods: ['POST'], answer: messages(door, stop, began) },
  ];
}

/** Why no route is for this request; undefined where one is. */
export function whyNoRoute(routes: readonly Route[], path: string, method = ''): HttpAnswer | undefined {
  const route = routes.find(each => each.path === path);
  if (!route) return { status: 404, refused: 'there is nothing at that path', stranger: true };
  if (route.methods.some(each => each === method)) return undefined;
  return { status: 405, headers: { allow: route.methods.join(', ') }, refused: 'not with that method', stranger: true };
}

/** The path as it was sent, also where a proxy sends the whole address. */
export function pathOf(url = ''): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}

async function checked(check: () => Promise<void>, word: string, stop: AbortSignal): Promise<HttpAnswer> {
  if (stop.aborted) return { status: 503, body: { status: 'stopping' } };
  return check().then(
    () => ({ status: 200, body: { status: word } }),
    () => ({ status: 503, body: { status: `not ${word}` } }),
  );
}

function messages(door: Door, stop: AbortSignal, began: RouteOptions['began']): Route['answer'] {
  return async (request, response) => {
    if (stop.aborted) return { status: 503, refused: 'the bot is stopping' };
    const { authorization } = request.headers;
    if (!authorization) return { status: 401, refused: 'there is no Authorization header', stranger: true };
    const problem = whyNotPlainJson(request);
    if (problem) return { status: 415, refused: problem, stranger: true };
    const turn = door(authorization, () => readJsonBody(request, response, stop));
    began(turn);
    return turn;
  };
}

/** JSON as it is: a compressed body would pass the limit of its size. */
function whyNotPlainJson({ headers }: IncomingMessage): string | undefined {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return 'the body is not JSON';
  return headers['content-encoding'] === undefined ? undefined : 'the body is compressed';
}
