import { randomBytes, randomUUID } from 'node:crypto';
import { createAccessTokens } from './access-tokens.ts';
import { createCallLog } from './call-log.ts';
import { createChannel } from './channel.ts';
import { createClock } from './clock.ts';
import { type ClientWindow, connectorRoutes } from './connector.ts';
import { controlRoutes } from './control.ts';
import { DeviceSignIns } from './device-sign-ins.ts';
import { createEdge } from './edge.ts';
import { createFaults } from './faults.ts';
import { createFiles } from './files.ts';
import { createGraph } from './graph/graph.ts';
import { graphService } from './graph-service.ts';
import type { Answer, Route, SandboxRequest } from './http.ts';
import { createLogin } from './login.ts';
import { createPeople } from './people.ts';
import { createRelay, type Relay } from './relay.ts';
import { createSignInSessions, signInPageRoutes } from './sign-in-page.ts';
import { type SignInState, SignIns } from './sign-ins.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import { createTenant } from './tenant/tenant.ts';
import { createTokenService } from './token-service.ts';

const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

export interface SandboxOptions {
  /** Where the relay forwards activities to, such as http://127.0.0.1:3978/api/messages. */
  botEndpoint: string;
  /** 0, the default, takes any free port. */
  httpsPort?: number;
  httpPort?: number;
  botId?: string;
  botSecret?: string;
  /** Certificate with which the bot may sign in instead of the secret, as PEM. */
  botCertificatePem?: string;
  oauthConnection?: string;
  /** Hosts that the bot may send to; loopback when left out. */
  serviceHosts?: readonly string[];
  /** Channel user id to object id, for senders whose activities do not say who they are. */
  people?: Readonly<Record<string, string>>;
  /** The clients that share one connector, where they do not bring their own. */
  windows?: readonly ClientWindow[];
  /** How people stand who are seen for the first time; signed-in when left out. */
  defaultSignIn?: SignInState;
}

/** Addresses of the two servers, without a trailing slash. */
export interface Origins {
  https: string;
  http: string;
}

export interface Settings {
  tenantId: string;
  botId: string;
  botSecret: string;
  connection: string;
}

export interface Assembly {
  settings: Settings;
  /** Answers what comes to the https server. */
  edge: (request: SandboxRequest) => Promise<Answer>;
  /** Answers what comes to the http server. */
  httpRoutes: readonly Route[];
  relay: Relay;
}

interface Keys {
  login: SigningKey;
  channel: SigningKey;
  otherChannel: SigningKey;
  foreign: SigningKey;
}

/** Builds the parts of the sandbox and joins them. */
export function assemble(options: SandboxOptions, origins: Origins): Assembly {
  const keys = createKeys();
  const state = createState(options, origins, keys);
  const { settings, people, tenant, files } = state;
  const bot = { endpoint: options.botEndpoint };
  const relay = createRelay({
    ...settings,
    people,
    files,
    languageOf: objectId => tenant.users.find(objectId)?.preferredLanguage ?? undefined,
    key: keys.channel,
    botEndpoint: () => bot.endpoint,
  });
  const { edge, operations } = createServices(options, origins, keys, state);
  const door = {
    ...settings,
    tokens: state.tokens,
    loginKey: keys.login,
    channelKey: keys.channel,
    otherChannelKey: keys.otherChannel,
    foreignKey: keys.foreign,
  };
  const nameOf = (objectId: string) => tenant.users.find(objectId)?.displayName;
  const idOf = (signInName: string) => tenant.users.find(signInName)?.id;
  const httpRoutes: readonly Route[] = [
    { method: 'POST', path: /^\/api\/messages$/, handle: relay.handle },
    { method: 'HEAD', path: /^\/api\/messages$/, handle: () => ({ status: 200 }) },
    ...connectorRoutes(options.windows ?? [], tenant),
    ...files.routes,
    ...signInPageRoutes({ ...state, nameOf, idOf }),
    ...controlRoutes({ ...state, operations, door, connection: settings.connection, bot }),
  ];
  return { settings, edge, httpRoutes, relay };
}

function createKeys(): Keys {
  return {
    login: createSigningKey(),
    channel: createSigningKey(),
    otherChannel: createSigningKey(),
    foreign: createSigningKey(),
  };
}

function createState(options: SandboxOptions, origins: Origins, keys: Keys) {
  const clock = createClock();
  const tenant = createTenant(clock);
  const settings: Settings = {
    tenantId: tenant.id,
    botId: options.botId ?? randomUUID(),
    botSecret: options.botSecret ?? randomBytes(24).toString('base64url'),
    connection: options.oauthConnection ?? 'graph',
  };
  const people = createPeople(options.people ?? {});
  const tokens = createAccessTokens({
    key: keys.login,
    clock,
    tenantId: tenant.id,
    clientId: settings.botId,
    audiences: [GRAPH_AUDIENCE],
  });
  const signIns = new SignIns({ people, tokens, clock, initial: options.defaultSignIn ?? 'signed-in' });
  const sessions = createSignInSessions(origins.http);
  const devices = new DeviceSignIns({
    tokens,
    key: keys.login,
    tenantId: tenant.id,
    origin: origins.https,
    nameOf: objectId => tenant.users.find(objectId)?.userPrincipalName,
  });
  const files = createFiles(origins.http);
  const [faults, log] = [createFaults(), createCallLog()];
  return { clock, tenant, settings, people, tokens, signIns, sessions, devices, files, faults, log };
}

function createServices(options: SandboxOptions, origins: Origins, keys: Keys, state: ReturnType<typeof createState>) {
  const { clock, tenant, settings, tokens, devices, faults, log } = state;
  const origin = origins.https;
  const { botCertificatePem } = options;
  const login = createLogin({ ...settings, botCertificatePem, key: keys.login, origin, devices });
  const channel = createChannel({ key: keys.channel, otherChannelKey: keys.otherChannel, origin });
  const token = createTokenService({ ...state, ...settings, key: keys.login, origin });
  const graph = createGraph({ tenant, clock, tokens, endpoint: origin });
  const services = { graph: graphService(graph.handle), token, login, channel };
  return { edge: createEdge({ services, faults, log, tokens }), operations: graph.operations };
}
