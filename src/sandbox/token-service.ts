import { randomUUID } from 'node:crypto';
import { entraIssuer } from './access-tokens.ts';
import { bearerToken } from './edge.ts';
import { BadRequest, dispatch, jsonObject, type Route, type SandboxReply, type SandboxRequest } from './http.ts';
import { CONNECTOR_AUDIENCE } from './login.ts';
import type { People } from './people.ts';
import type { SignInSessions } from './sign-in-page.ts';
import type { IssuedToken, SignIns } from './sign-ins.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenServiceOptions {
  botId: string;
  tenantId: string;
  connection: string;
  key: SigningKey;
  people: People;
  signIns: SignIns;
  sessions: SignInSessions;
  origin: string;
}

interface UserOfConnection {
  userId: string;
  connectionName: string;
  channelId: string | undefined;
}

/**
 * The Bot Framework token service, with the paths and answers that UserTokenClient of botframework-connector 4.23.3
 * expects. Every call needs a token of the bot for the connector, else 401.
 */
export function createTokenService(options: TokenServiceOptions): (request: SandboxRequest) => Promise<SandboxReply> {
  const routes: Route[] = [
    { method: 'GET', path: /^\/api\/usertoken\/GetToken$/i, handle: request => getToken(request, options) },
    { method: 'POST', path: /^\/api\/usertoken\/exchange$/i, handle: request => exchange(request, options) },
    { method: 'GET', path: /^\/api\/usertoken\/GetTokenStatus$/i, handle: request => tokenStatus(request, options) },
    { method: 'POST', path: /^\/api\/usertoken\/GetAadTokens$/i, handle: request => aadTokens(request, options) },
    { method: 'DELETE', path: /^\/api\/usertoken\/SignOut$/i, handle: request => signOut(request, options) },
    { method: 'GET', path: /^\/api\/botsignin\/GetSignInUrl$/i, handle: request => signInUrl(request, options) },
    {
      method: 'GET',
      path: /^\/api\/botsignin\/GetSignInResource$/i,
      handle: request => signInResource(request, options),
    },
  ];
  return async request => ((await isBot(request, options)) ? dispatch(routes, request) : problem(401, 'Unauthorized'));
}

async function isBot(request: SandboxRequest, { key, tenantId, botId }: TokenServiceOptions): Promise<boolean> {
  const token = bearerToken(request);
  if (!token) return false;
  return key.verify(token, { issuer: entraIssuer(tenantId), audience: CONNECTOR_AUDIENCE }).then(
    claims => claims.appid === botId,
    () => false,
  );
}

async function getToken(request: SandboxRequest, { signIns }: TokenServiceOptions): Promise<SandboxReply> {
  const user = userOf(request);
  const code = request.query.get('code');
  if (code && !signIns.redeem(user.userId, user.connectionName, code)) return { status: 404 };
  const issued = await signIns.token(user.userId, user.connectionName);
  return issued ? { status: 200, body: tokenResponse(user, issued) } : { status: 404 };
}

async function exchange(request: SandboxRequest, options: TokenServiceOptions): Promise<SandboxReply> {
  const user = userOf(request);
  const { signIns } = options;
  const { token, uri } = jsonObject(request);
  if (typeof token === 'string') {
    if (!(await isSsoTokenOf(user.userId, token, options))) return problem(400, 'InvalidExchangeToken');
    const standing = signIns.of(user.userId, user.connectionName);
    if (standing?.state === 'consent-needed') return problem(412, 'ConsentRequired');
    signIns.change(user.userId, user.connectionName, { state: 'signed-in' });
  } else if (typeof uri !== 'string') return problem(400, 'BadArgument');
  const issued = await signIns.token(user.userId, user.connectionName);
  return issued ? { status: 200, body: tokenResponse(user, issued) } : { status: 404 };
}

/** True for a token that Teams gives for this app and this person (bot single sign-on: access_as_user). */
async function isSsoTokenOf(userId: string, token: string, options: TokenServiceOptions): Promise<boolean> {
  const { key, people, botId, tenantId } = options;
  const issuer = [`https://login.microsoftonline.com/${tenantId}/v2.0`, entraIssuer(tenantId)];
  return key.verify(token, { issuer, audience: [botId, ssoResource(botId)] }).then(
    claims => claims.scp === 'access_as_user' && claims.oid !== undefined && claims.oid === people.objectIdOf(userId),
    () => false,
  );
}

/** Application ID URI of a bot with single sign-on (Teams: bot-sso-register-aad). */
export function ssoResource(botId: string): string {
  return `api://botid-${botId}`;
}

async function tokenStatus(request: SandboxRequest, options: TokenServiceOptions): Promise<SandboxReply> {
  const { query } = request;
  const include = query.get('include')?.split(',');
  const connections = include ? [options.connection].filter(name => include.includes(name)) : [options.connection];
  const statuses = connections.map(async connectionName => ({
    channelId: query.get('channelId') ?? undefined,
    connectionName,
    hasToken: (await options.signIns.token(required(query, 'userId'), connectionName)) !== undefined,
    serviceProviderDisplayName: 'Azure Active Directory v2',
  }));
  return { status: 200, body: await Promise.all(statuses) };
}

async function aadTokens(request: SandboxRequest, { signIns }: TokenServiceOptions): Promise<SandboxReply> {
  const user = userOf(request);
  const { resourceUrls } = jsonObject(request);
  if (!Array.isArray(resourceUrls)) return problem(400, 'BadArgument');
  const issued = await signIns.token(user.userId, user.connectionName);
  if (!issued) return { status: 404 };
  const tokens = resourceUrls.map(url => [String(url), tokenResponse(user, issued)] as const);
  return { status: 200, body: Object.fromEntries(tokens) };
}

function signOut(request: SandboxRequest, { signIns, connection }: TokenServiceOptions): SandboxReply {
  const { query } = request;
  const userId = required(query, 'userId');
  const name = query.get('connectionName') ?? connection;
  const standing = signIns.of(userId, name);
  if (standing?.state === 'signed-in') signIns.change(userId, name, { state: 'signed-out', account: undefined });
  return { status: 204 };
}

function signInUrl(request: SandboxRequest, { sessions }: TokenServiceOptions): SandboxReply {
  return { status: 200, body: sessions.open(required(request.query, 'state')) };
}

function signInResource(request: SandboxRequest, { botId, sessions, origin }: TokenServiceOptions): SandboxReply {
  const signInLink = sessions.open(required(request.query, 'state'));
  const id = randomUUID();
  return {
    status: 200,
    body: {
      signInLink,
      tokenExchangeResource: { id, uri: ssoResource(botId), providerId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c' },
      tokenPostResource: { sasUrl: `${origin}/api/sas/postToken?state=${id}` },
    },
  };
}

function userOf({ query }: SandboxRequest): UserOfConnection {
  return {
    userId: required(query, 'userId'),
    connectionName: required(query, 'connectionName'),
    channelId: query.get('channelId') ?? undefined,
  };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (!value) throw new BadRequest(`Missing required query parameter ${name}.`);
  return value;
}

function tokenResponse({ channelId, connectionName }: UserOfConnection, { token, expiresAt }: IssuedToken) {
  return { channelId, connectionName, token, expiration: new Date(expiresAt).toISOString() };
}

function problem(status: number, code: string): SandboxReply {
  return { status, body: { error: { code, message: `The token service refuses: ${code}.` } } };
}
