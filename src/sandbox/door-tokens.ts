import { createHmac } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import { entraIssuer, type SandboxAccessTokens } from './access-tokens.ts';
import { channelClaims } from './channel.ts';
import { BadRequest } from './http.ts';
import { CONNECTOR_AUDIENCE } from './login.ts';
import { DEFAULT_SCOPES } from './sign-ins.ts';
import type { SigningKey } from './signing-key.ts';
import { ssoResource } from './token-service.ts';

const TOKEN_KINDS = [
  'channel',
  'other-channel',
  'foreign-key',
  'unsigned',
  'hmac',
  'entra',
  'connector',
  'sso',
  'graph',
] as const;

/** What a token is made of; CONTROL.md says what each kind is. */
export const doorTokenRequest = z.strictObject({
  kind: z.enum(TOKEN_KINDS),
  /** The serviceurl claim of a channel token. */
  serviceUrl: z.string().optional(),
  /** Person of an sso or graph token. */
  objectId: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  /** Claims and header fields that replace the usual ones; null takes one away. */
  claims: z.record(z.string(), z.unknown()).optional(),
  header: z.record(z.string(), z.unknown()).optional(),
  /** Seconds from now; negative for an expired token. Real time, but the sandbox clock for a graph token. */
  expiresIn: z.number().optional(),
});

export type DoorTokenRequest = z.infer<typeof doorTokenRequest>;

export interface DoorTokenOptions {
  botId: string;
  tenantId: string;
  channelKey: SigningKey;
  otherChannelKey: SigningKey;
  loginKey: SigningKey;
  foreignKey: SigningKey;
  tokens: SandboxAccessTokens;
}

/** Makes good and bad tokens for tests of the bot's door, of the token service and of Graph. */
export async function mintToken(request: DoorTokenRequest, options: DoorTokenOptions): Promise<string> {
  if (request.kind === 'graph') {
    if (!request.objectId) throw new BadRequest('A graph token needs an objectId.');
    return (await options.tokens.issueForUser(request.objectId, request.scopes ?? DEFAULT_SCOPES, request.expiresIn))
      .token;
  }
  const claims = changed({ ...usualClaims(request, options), ...expiry(request.expiresIn) }, request.claims);
  const { channelKey, otherChannelKey, loginKey, foreignKey } = options;
  switch (request.kind) {
    case 'channel':
      return channelKey.sign(claims, headerOf(request));
    case 'other-channel':
      return otherChannelKey.sign(claims, headerOf(request));
    case 'foreign-key':
      return foreignKey.sign(claims, headerOf(request, { kid: channelKey.kid }));
    case 'unsigned':
      return `${encode(headerOf(request, { alg: 'none', typ: 'JWT' }))}.${encode(claims)}.`;
    case 'hmac':
      return signedWithPublicKey(
        claims,
        headerOf(request, { alg: 'HS256', typ: 'JWT', kid: channelKey.kid }),
        await channelKey.jwk(),
      );
    default:
      return loginKey.sign(claims, headerOf(request));
  }
}

function usualClaims(request: DoorTokenRequest, { botId, tenantId }: DoorTokenOptions): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 5, exp: now + 3599 };
  const app = { tid: tenantId, appid: botId, azp: botId, idtyp: 'app', ver: '1.0' };
  switch (request.kind) {
    case 'entra':
      return { iss: entraIssuer(tenantId), aud: botId, ...times, ...app };
    case 'connector':
      return { iss: entraIssuer(tenantId), aud: CONNECTOR_AUDIENCE, ...times, ...app };
    case 'sso':
      return {
        iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        aud: ssoResource(botId),
        ...times,
        tid: tenantId,
        oid: request.objectId,
        azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
        scp: 'access_as_user',
        ver: '2.0',
      };
    default:
      return channelClaims(botId, request.serviceUrl);
  }
}

function expiry(expiresIn: number | undefined): Record<string, unknown> {
  return expiresIn === undefined ? {} : { exp: Math.floor(Date.now() / 1000) + expiresIn };
}

function headerOf(request: DoorTokenRequest, usual: Record<string, unknown> = {}): Record<string, unknown> {
  return changed(usual, request.header);
}

function changed(usual: Record<string, unknown>, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const merged = Object.entries({ ...usual, ...changes }).map(([name, value]) => [name, value ?? undefined]);
  return Object.fromEntries(merged);
}

function signedWithPublicKey(claims: unknown, header: unknown, publicKey: JWK): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', JSON.stringify(publicKey)).update(content).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
