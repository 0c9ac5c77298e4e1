import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { assemble, type SandboxOptions, type Settings } from './assembly.ts';
import { createServerCertificate, type ServerCertificate } from './certificate.ts';
import { CHANNEL_ISSUER } from './channel.ts';
import { dispatch, listener } from './http.ts';
import { CONNECTOR_AUDIENCE } from './login.ts';

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1'];

export interface RunningSandbox {
  /** Every variable that the bot needs to work against this sandbox, but PORT and STORE. */
  environment: Record<string, string>;
  /** Where activities are posted to. */
  relayUrl: string;
  /** The control surface, without a trailing slash. */
  controlUrl: string;
  certificatePem: string;
  certificatePath: string;
  stop(): Promise<void>;
}

/**
 * How long a connection without a call stays open. The few seconds of Node.js are about as long as people think between two
 * messages, and a call that meets the end of its connection is lost.
 */
const KEPT_OPEN_MS = 300_000;

/** Starts the sandbox on loopback: one https server for Microsoft's services, one http server for relay and control. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const certificate = await createServerCertificate();
  const https = createHttpsServer({
    key: certificate.key,
    cert: certificate.certificate,
    keepAliveTimeout: KEPT_OPEN_MS,
  });
  const http = createHttpServer({ keepAliveTimeout: KEPT_OPEN_MS });
  const closeServers = () => Promise.all([close(https), close(http), certificate.remove()]);
  try {
    const origins = {
      https: `https://localhost:${await listen(https, options.httpsPort ?? 0)}`,
      http: `http://127.0.0.1:${await listen(http, options.httpPort ?? 0)}`,
    };
    const { settings, edge, httpRoutes, relay } = assemble(options, origins);
    https.on('request', listener(edge));
    http.on(
      'request',
      listener(request => dispatch(httpRoutes, request)),
    );
    return {
      environment: environmentOf(settings, origins.https, certificate, options.serviceHosts ?? LOOPBACK_HOSTS),
      relayUrl: `${origins.http}/api/messages`,
      controlUrl: `${origins.http}/_control`,
      certificatePem: certificate.authorityPem,
      certificatePath: certificate.authorityPath,
      async stop() {
        relay.close();
        await closeServers();
      },
    };
  } catch (error) {
    await closeServers();
    throw error;
  }
}

/** The bot's side of the configuration contract. */
function environmentOf(
  settings: Settings,
  origin: string,
  certificate: ServerCertificate,
  serviceHosts: readonly string[],
): Record<string, string> {
  return {
    BOT_ID: settings.botId,
    BOT_TENANT_ID: settings.tenantId,
    BOT_CREDENTIAL: 'client-secret',
    BOT_CLIENT_SECRET: settings.botSecret,
    OAUTH_CONNECTION: settings.connection,
    GRAPH_ENDPOINT: origin,
    TOKEN_SERVICE_URL: origin,
    CHANNEL_OPENID_METADATA_URL: `${origin}/v1/.well-known/openidconfiguration`,
    CHANNEL_ISSUER,
    CHANNEL_SCOPE: `${CONNECTOR_AUDIENCE}/.default`,
    CHANNEL_SERVICE_HOSTS: serviceHosts.join(','),
    FILE_HOSTS: '127.0.0.1',
    AZURE_AUTHORITY_HOST: origin,
    AUTHORITY_DISCOVERY: 'off',
    NODE_EXTRA_CA_CERTS: certificate.authorityPath,
    SEAL_KEY: randomBytes(32).toString('base64'),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

async function close(server: Server & { closeAllConnections(): void }): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
