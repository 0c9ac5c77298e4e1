import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface SentActivity {
  id: string;
  conversationId: string;
  type: string;
  text?: string;
  /** What its notification says. */
  summary?: string;
  replyToId?: string;
  attachments?: { contentType: string; content: Card }[];
}

export interface Card {
  type?: string;
  body?: unknown[];
  actions?: CardAction[];
  [key: string]: unknown;
}

export interface CardAction {
  type: string;
  title: string;
  verb?: string;
  url?: string;
  data?: Record<string, unknown>;
}

/** One call that the bot made to Teams. */
export interface ConnectorCall {
  method: string;
  path: string;
  authorization?: string;
  body?: unknown;
}

export interface ConnectorFault {
  /** Over method and path, such as `POST /v3/conversations`. */
  path: RegExp;
  times: number;
  /** How many matching calls pass first. */
  skip?: number;
  /** Ends the caller before or after what was asked is done, instead of answering. */
  kill?: { when: 'before' | 'after'; kill(): Promise<unknown> };
  /** Answers with it instead of doing what was asked. */
  status?: number;
  /** The code in Teams' envelope of that answer. */
  code?: string;
  /** The body of that answer as it is, instead of the envelope: from something that is not Teams. */
  raw?: string;
  /** The message that the call is about is gone from then on. */
  deletes?: boolean;
  /** Headers of that answer. */
  headers?: Record<string, string>;
  /** Does what was asked, and drops the connection instead of answering. */
  drops?: boolean;
  /** Does what was asked so much later. */
  holdMilliseconds?: number;
  /** Does what was asked once this has resolved. */
  hold?: Promise<unknown>;
  /** Does it at once, and answers so much later. */
  delayMilliseconds?: number;
}

/** Teams' side of the connector API: remembers what the bot posts, and how each message now looks. */
export class Connector {
  readonly calls: ConnectorCall[] = [];
  /** Messages by activity id, as they now are. */
  readonly messages = new Map<string, SentActivity>();
  /** What goes wrong with the next calls whose method and path match. */
  readonly faults: ConnectorFault[] = [];
  /** Roster: member id to object id. */
  readonly members = new Map<string, string>();
  /** Who is in a conversation, where it is not everybody: members as the roster tells them. */
  readonly rosters = new Map<string, object[]>();
  /** Object ids of people for whom the app is not installed: their personal chat can't be opened, nor written to. */
  readonly withoutApp = new Set<string>();
  #watchers: (() => void)[] = [];
  #count = 0;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** As at the start, but for its address. */
  forget(): void {
    this.calls.length = 0;
    this.faults.length = 0;
    for (const each of [this.messages, this.members, this.rosters, this.withoutApp]) each.clear();
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The messages of a conversation, oldest first. */
  in(conversationId: string): SentActivity[] {
    return [...this.messages.values()].filter(message => message.conversationId === conversationId);
  }

  /** Waits until `find` gives something; throws with what there is when it takes too long. */
  async until<T>(find: () => T | undefined, what: string, milliseconds = 60_000): Promise<T> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0) throw new Error(`${what} did not come; messages: ${JSON.stringify([...this.messages.values()])}`);
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.min(left, 100));
        this.#watchers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url ?? '').replace(/\?.*$/, '');
    const body = await readJson(request);
    const method = request.method ?? '';
    this.calls.push({ method, path, authorization: request.headers.authorization, body });
    const fault = this.#faultOf(`${method} ${path}`);
    if (fault?.holdMilliseconds) await wait(fault.holdMilliseconds);
    await fault?.hold;
    if (fault?.kill?.when === 'before') return breakOff(request, fault);
    if (fault?.deletes) this.messages.delete(path.split('/').at(-1) ?? '');
    const [status, answer] = fault?.status
      ? [fault.status, { error: { code: fault.code ?? usualCode(fault.status), message: 'a fault of the test' } }]
      : this.#answer(method, path, body);
    for (const watcher of this.#watchers.splice(0)) watcher();
    if (fault?.delayMilliseconds) await wait(fault.delayMilliseconds);
    if (fault?.drops || fault?.kill) return breakOff(request, fault);
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    for (const [name, value] of Object.entries(fault?.headers ?? {})) response.setHeader(name, value);
    response.end(fault?.raw ?? JSON.stringify(answer));
  }

  #faultOf(call: string): ConnectorFault | undefined {
    for (const fault of this.faults.filter(one => one.times > 0 && one.path.test(call))) {
      if (fault.skip) fault.skip -= 1;
      else {
        fault.times -= 1;
        return fault;
      }
    }
    return undefined;
  }

  #answer(method: string, path: string, body: unknown): [number, unknown] {
    if (method === 'POST' && path === '/v3/conversations') return this.#personalConversation(body);
    const [, conversationId, what, id] =
      /^\/v3\/conversations\/(.+?)\/(activities|members|pagedmembers)(?:\/(.+))?$/.exec(path) ?? [];
    if (!conversationId) return [404, { error: { code: 'NotFound', message: path } }];
    if (what === 'members') return this.#member(id ?? '');
    if (what === 'pagedmembers') return [200, { members: this.#roster(conversationId) }];
    if (this.withoutApp.has(conversationId.replace(/^personal-/, ''))) return refused('MessageWritesBlocked');
    const activity = { ...(body as object), conversationId } as SentActivity;
    if (method === 'POST') {
      this.#count += 1;
      const sent = { ...activity, id: `activity-${this.#count}` };
      this.messages.set(sent.id, sent);
      return [201, { id: sent.id }];
    }
    if (method !== 'PUT' || !id || !this.messages.has(id))
      return [404, { error: { code: 'ActivityNotFoundInConversation' } }];
    this.messages.set(id, { ...activity, id });
    return [200, { id }];
  }

  /** By an id of the channel, or by an object id. */
  #personalConversation(body: unknown): [number, unknown] {
    const { members } = body as { members: { id: string }[] };
    const id = members[0]?.id ?? '';
    const objectId = this.members.get(id) ?? id;
    return this.withoutApp.has(objectId)
      ? refused('BotNotInConversationRoster')
      : [201, { id: `personal-${objectId}` }];
  }

  #roster(conversationId: string): object[] {
    const everybody = [...this.members].map(([id, aadObjectId]) => ({ id, aadObjectId, name: id, userRole: 'user' }));
    return this.rosters.get(conversationId.replace(/;messageid=.*$/, '')) ?? everybody;
  }

  #member(id: string): [number, unknown] {
    const aadObjectId = this.members.get(id);
    return aadObjectId
      ? [200, { id, aadObjectId, name: id }]
      : [404, { error: { code: 'MemberNotFoundInConversation' } }];
  }
}

function refused(code: string): [number, unknown] {
  return [403, { error: { code, message: `the test's Teams refuses: ${code}` } }];
}

/** Where a test does not say otherwise, 403 is what it most often is. */
function usualCode(status: number): string {
  return status === 403 ? 'BotNotInConversationRoster' : 'Fault';
}

async function breakOff(request: IncomingMessage, fault: ConnectorFault): Promise<void> {
  await fault.kill?.kill();
  request.socket.destroy();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
