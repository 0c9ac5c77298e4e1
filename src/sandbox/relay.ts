import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { channelClaims } from './channel.ts';
import type { Files } from './files.ts';
import { BadRequest, isRecord, jsonObject, type SandboxReply, type SandboxRequest } from './http.ts';
import type { People } from './people.ts';
import type { SigningKey } from './signing-key.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const TOKEN_REUSE_MS = 60_000;

export interface RelayOptions {
  botId: string;
  tenantId: string;
  people: People;
  files: Pick<Files, 'makeRoom'>;
  /** The language that a person has set in the directory, such as sv-SE. */
  languageOf: (objectId: string) => string | undefined;
  key: SigningKey;
  botEndpoint: () => string;
}

export interface Relay {
  handle(request: SandboxRequest): Promise<SandboxReply>;
  close(): void;
}

/**
 * Takes an activity, completes it as Teams would, signs it for the channel and forwards it to the bot; answers what the
 * bot answers. Whoever stands in `from` is the one who acts, so another person (an approver, someone without a role)
 * acts by posting an activity with that person's `from`.
 */
export function createRelay(options: RelayOptions): Relay {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const tokenFor = createTokenCache(options);
  return {
    async handle(request) {
      const activity = jsonObject(request);
      complete(activity, options);
      const endpoint = chosenEndpoint(request) ?? options.botEndpoint();
      const serviceUrl = typeof activity.serviceUrl === 'string' ? activity.serviceUrl : undefined;
      try {
        return await forward(endpoint, activity, await tokenFor(serviceUrl), agent);
      } catch (error) {
        const message = `The bot does not answer at ${endpoint}: ${String(error)}`;
        return { status: 502, body: { error: { code: 'BotUnreachable', message } } };
      }
    },
    close: () => agent.destroy(),
  };
}

/** The bot that this one activity goes to, where there are several. */
function chosenEndpoint({ headers }: SandboxRequest): string | undefined {
  const endpoint = headers['x-bot-endpoint'];
  if (endpoint === undefined) return undefined;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'http:' || !LOOPBACK.test(url.hostname)) {
    throw new BadRequest('x-bot-endpoint must be an http URL on loopback.');
  }
  return endpoint;
}

function complete(activity: Record<string, unknown>, { people, files, tenantId, languageOf }: RelayOptions): void {
  const { from } = activity;
  files.makeRoom(activity);
  if (isRecord(from) && typeof from.id === 'string') {
    if (typeof from.aadObjectId === 'string') people.set(from.id, from.aadObjectId);
    else from.aadObjectId = people.objectIdOf(from.id);
  }
  // Teams sends the language of the person's client; the Playground knows no other than English.
  if (isRecord(from) && typeof from.aadObjectId === 'string') {
    activity.locale = languageOf(from.aadObjectId) ?? activity.locale;
  }
  if (isRecord(activity.conversation)) activity.conversation.tenantId ??= tenantId;
  activity.channelData ??= {};
  if (isRecord(activity.channelData)) activity.channelData.tenant ??= { id: tenantId };
}

function createTokenCache({ key, botId }: RelayOptions): (serviceUrl: string | undefined) => Promise<string> {
  const cache = new Map<string, { token: Promise<string>; until: number }>();
  return serviceUrl => {
    const name = serviceUrl ?? '';
    const found = cache.get(name);
    if (found && found.until > Date.now()) return found.token;
    const token = key.sign(channelClaims(botId, serviceUrl));
    cache.set(name, { token, until: Date.now() + TOKEN_REUSE_MS });
    return token;
  };
}

function forward(endpoint: string, activity: unknown, token: string, agent: Agent): Promise<SandboxReply> {
  const body = Buffer.from(JSON.stringify(activity));
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(endpoint, { method: 'POST', agent, headers }, incoming => {
      toReply(incoming).then(resolve, reject);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The bot closed an idle connection just as it was used again (Node, "request.reusedSocket").
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(forward(endpoint, activity, token, agent));
      else reject(error);
    });
    outgoing.end(body);
  });
}

async function toReply(incoming: IncomingMessage): Promise<SandboxReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const type = incoming.headers['content-type'];
  return {
    status: incoming.statusCode ?? 502,
    headers: type ? { 'content-type': type } : {},
    body: Buffer.concat(chunks),
  };
}
