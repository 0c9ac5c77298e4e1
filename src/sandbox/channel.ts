import { randomUUID } from 'node:crypto';
import { dispatch, type Route, type SandboxReply, type SandboxRequest } from './http.ts';
import type { SigningKey } from './signing-key.ts';

/** Issuer of the tokens with which the channel calls the bot (Bot Connector authentication). */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

const TOKEN_SECONDS = 600;

export interface ChannelOptions {
  key: SigningKey;
  /** A key that is published too, but endorsed for another channel than Teams. */
  otherChannelKey: SigningKey;
  origin: string;
}

/** OpenID metadata and keys of the channel; a key names the channels that it is endorsed for. */
export function createChannel(options: ChannelOptions): (request: SandboxRequest) => Promise<SandboxReply> {
  const routes: Route[] = [
    {
      method: 'GET',
      path: /^\/v1\/\.well-known\/openidconfiguration$/,
      handle: () => ({
        status: 200,
        body: {
          issuer: CHANNEL_ISSUER,
          authorization_endpoint: 'https://invalid.botframework.com',
          jwks_uri: `${options.origin}/v1/.well-known/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        },
      }),
    },
    {
      method: 'GET',
      path: /^\/v1\/\.well-known\/keys$/,
      handle: async () => ({
        status: 200,
        body: {
          keys: [
            { ...(await options.key.jwk()), endorsements: ['msteams'] },
            { ...(await options.otherChannelKey.jwk()), endorsements: ['webchat'] },
          ],
        },
      }),
    },
  ];
  return request => dispatch(routes, request);
}

/** Claims of a token with which the channel calls the bot, valid for ten minutes of real time. */
export function channelClaims(botId: string, serviceUrl: string | undefined): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: CHANNEL_ISSUER,
    aud: botId,
    serviceurl: serviceUrl,
    nbf: now - 5,
    iat: now,
    exp: now + TOKEN_SECONDS,
    jti: randomUUID(),
  };
}
