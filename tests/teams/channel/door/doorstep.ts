import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { mention } from '../../../support/story.ts';
import { World } from '../../../support/world.ts';

/** What a caller sends to the bot; what is left out is as Teams sends it. */
export interface Knock {
  /** The Authorization header; null: none. */
  authorization?: string | null;
  body?: unknown;
  /** The body as it is, instead of `body` as JSON. */
  raw?: string | Buffer;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  text: string;
  headers: Record<string, unknown>;
}

/** How a token differs from the one that Teams would send; src/sandbox/CONTROL.md lists the kinds. */
export type TokenChanges = Record<string, unknown> & {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
};

const PERSON = 'erik.lindqvist@fjallvind.example';

/** Whoever can reach the bot's endpoint, with tokens and activities of their own making. */
export class Doorstep {
  readonly world: World;
  #from: Record<string, unknown> = {};
  #help = 0;

  private constructor(world: World) {
    this.world = world;
  }

  static async start(environment: Record<string, string> = {}): Promise<Doorstep> {
    const doorstep = new Doorstep(await World.start(environment, Object.keys(environment).length === 0));
    await doorstep.reset();
    return doorstep;
  }

  async reset(): Promise<void> {
    await this.world.reset();
    const { channelUserId, objectId, name } = await this.world.person(PERSON);
    this.#from = { id: channelUserId, aadObjectId: objectId, name };
  }

  get tenantId(): string {
    return this.world.sandbox.environment.BOT_TENANT_ID ?? '';
  }

  get botId(): string {
    return this.world.sandbox.environment.BOT_ID ?? '';
  }

  get serviceUrl(): string {
    return this.world.connector.serviceUrl;
  }

  async token(kind = 'channel', changes: TokenChanges = {}): Promise<string> {
    const wanted = { kind, serviceUrl: this.serviceUrl, ...changes };
    return (await this.world.sandbox.control<{ token: string }>('POST', 'tokens', wanted)).token;
  }

  /** A reset asked for in a personal chat: if it got in, calls to Graph and a card would follow. */
  activity(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      type: 'message',
      id: `incoming-${randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from: this.#from,
      recipient: { id: `28:${this.botId}`, name: 'Nyckel' },
      conversation: { id: 'doorstep', conversationType: 'personal', tenantId: this.tenantId },
      channelData: { tenant: { id: this.tenantId } },
      locale: 'en-US',
      text: 'reset password for Anna Svensson',
      ...changes,
    };
  }

  async knock(knock: Knock = {}): Promise<Answer> {
    const { method = 'POST', path = '/api/messages', body = this.activity() } = knock;
    const authorization = knock.authorization === undefined ? `Bearer ${await this.token()}` : knock.authorization;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...(authorization !== null && { authorization }),
      ...knock.headers,
    };
    return send(`${this.world.botUrl}${path}`, method, headers, knock.raw ?? JSON.stringify(body));
  }

  /** Knocks and demands to be refused: this status, an empty body, one line in the log, and no effect anywhere. */
  async refused(knock: Knock, status: number): Promise<string> {
    this.world.log.length = 0;
    const answer = await this.knock(knock);
    const lines = [...this.world.log];
    assert.deepEqual([answer.status, answer.text], [status, ''], lines.join());
    assert.equal(lines.length, 1, `not one line: ${lines.join()}`);
    const line = JSON.parse(lines[0] ?? '') as { status?: number; msg?: string; reason?: string };
    assert.deepEqual([line.status, line.msg], [status, 'refused at the door']);
    await this.nothingHappened();
    return line.reason ?? '';
  }

  /** Demands that no activity but the one of this call has had an effect. */
  async nothingHappened(): Promise<void> {
    const { world } = this;
    this.#help += 1;
    const id = `help-${this.#help}`;
    const conversation = { id, conversationType: 'groupChat', isGroup: true, tenantId: this.tenantId };
    const { text, entity } = mention(`28:${this.botId}`, 'Nyckel');
    // An activity that gets in comes last: what an earlier one had set off would show before its answer. Among others, where nobody
    // looks whether its writer is signed in.
    await this.letIn({ body: this.activity({ conversation, text: `${text} help`, entities: [entity] }) });
    await world.connector.until(() => world.connector.in(id)[0], 'the help card');
    const places = world.connector.calls.map(call => call.path.split('/')[3]);
    assert.deepEqual(places, [id]);
    const { calls } = await world.sandbox.control<{ calls: { service: string }[] }>('GET', 'calls');
    const services = calls.map(call => call.service).filter(service => service === 'graph' || service === 'token');
    assert.deepEqual(services, []);
    await world.sandbox.control('DELETE', 'calls');
    world.connector.calls.length = 0;
  }

  /** Knocks and demands to be let in. */
  async letIn(knock: Knock = {}): Promise<Answer> {
    const answer = await this.knock(knock);
    assert.equal(answer.status, 200, this.world.log.join());
    return answer;
  }
}

/** One HTTP request, exactly with these headers and this body. */
export async function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<Answer> {
  const content = method === 'GET' ? '' : body;
  const length = headers['transfer-encoding'] ? {} : { 'content-length': Buffer.byteLength(content) };
  const outgoing = request(url, { method, headers: { ...headers, ...length }, agent: false });
  outgoing.end(content);
  const [incoming] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    status: incoming.statusCode,
    text: Buffer.concat(chunks).toString('utf8'),
    headers: incoming.headers,
  };
}

/** Keeps what botbuilder writes to the console about tokens off the terminal, and holds it for a check. */
export function catchConsole(): { lines: string[]; restore(): void } {
  const original = console.error;
  const lines: string[] = [];
  console.error = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  return {
    lines,
    restore() {
      console.error = original;
    },
  };
}
