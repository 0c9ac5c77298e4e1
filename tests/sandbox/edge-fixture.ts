import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { SandboxOptions } from '../../src/sandbox/assembly.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { type Called, call } from '../support/call.ts';

export const ERIK = { channelUserId: '29:erik', objectId: 'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b' };
export const ANNA = { channelUserId: '29:anna', objectId: 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048' };
export const ERIK_NAME = 'erik.lindqvist@fjallvind.example';
export const ANNA_NAME = 'anna.svensson@fjallvind.example';
export const RESET_PATH = `/v1.0/users/${ANNA.objectId}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`;

const JSON_OBJECT = z.record(z.string(), z.unknown());

export interface Json extends Called {
  /** Fields of a JSON answer; {} when it is none. */
  body: Record<string, unknown>;
}

export interface SandboxFixture {
  sandbox: RunningSandbox;
  /** Address of the https services. */
  origin: string;
  botId: string;
  tenantId: string;
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** Calls a service with a token. */
  call(method: string, path: string, token?: string, body?: unknown, headers?: Record<string, string>): Promise<Json>;
  mint(request: Record<string, unknown>): Promise<string>;
  stop(): Promise<void>;
}

let shared: Promise<SandboxFixture> | undefined;

/** One for all suites of a run that begin with everything as in the sample: its keys take long to make. */
export function sharedFixture(): Promise<SandboxFixture> {
  shared ??= startFixture().then(fixture => {
    atTheEnd(() => fixture.stop());
    return fixture;
  });
  return shared;
}

/** Starts a sandbox whose authority this process trusts until `stop`. */
export async function startFixture(options: Partial<SandboxOptions> = {}): Promise<SandboxFixture> {
  const sandbox = await startSandbox({
    botEndpoint: 'http://127.0.0.1:9/api/messages',
    people: { [ERIK.channelUserId]: ERIK.objectId, [ANNA.channelUserId]: ANNA.objectId },
    ...options,
  });
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, sandbox.certificatePem]);
  const { GRAPH_ENDPOINT: origin = '', BOT_ID: botId = '', BOT_TENANT_ID: tenantId = '' } = sandbox.environment;
  const control: SandboxFixture['control'] = (method, path, body) =>
    request(`${sandbox.controlUrl}/${path}`, method, body, {});
  return {
    sandbox,
    origin,
    botId,
    tenantId,
    control,
    call: (method, path, token, body, headers = {}) =>
      request(`${origin}${path}`, method, body, token ? { ...headers, authorization: `Bearer ${token}` } : headers),
    mint: async description => z.string().parse((await control('POST', 'tokens', description)).body.token),
    async stop() {
      setDefaultCACertificates(trusted);
      await sandbox.stop();
    },
  };
}

export async function request(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Json> {
  const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await call(method, url, { ...type, ...headers }, content);
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  const fields = isJson ? JSON_OBJECT.parse(JSON.parse(answer.text)) : {};
  return { ...answer, body: fields };
}

/** What the relay may fill in of an activity; the rest is passed through. */
const ACTIVITY = z.looseObject({
  from: z.looseObject({ aadObjectId: z.string().optional() }).optional(),
  conversation: z.looseObject({ tenantId: z.string().optional() }).optional(),
  locale: z.string().optional(),
});

export interface ReceivedActivity {
  activity: z.infer<typeof ACTIVITY>;
  headers: Record<string, string | string[] | undefined>;
  token: string;
  claims: Record<string, unknown>;
}

/** An HTTP server in the place of a bot: keeps what it gets and answers what it is told. */
export async function startRecorder(answer: { status: number; body: string } = { status: 200, body: '{}' }) {
  const received: ReceivedActivity[] = [];
  let connections = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', chunk => chunks.push(chunk));
    incoming.on('end', () => {
      const token = incoming.headers.authorization?.replace('Bearer ', '') ?? '';
      const activity = ACTIVITY.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      received.push({ activity, headers: incoming.headers, token, claims: decodeJwt(token) });
      // In steps: restify, once loaded, lets writeHead return nothing.
      outgoing.writeHead(answer.status, { 'content-type': 'application/json' });
      outgoing.end(answer.body);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    received,
    /** How many were opened so far. */
    connections: () => connections,
    url: `http://127.0.0.1:${port}/api/messages`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
