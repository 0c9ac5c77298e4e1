import type { SigningKey } from './signing-key.ts';
import type { AccessTokens, Caller, Clock } from './types.ts';

/** Seconds that a user's Graph access token lives unless told otherwise. */
export const USER_TOKEN_SECONDS = 3600;

/** Tokens whose signature was right are known again: each item of a batch comes with the same one. So many. */
const MOST_GOOD = 1_000;

export interface SandboxAccessTokens extends AccessTokens {
  /** `clientId`: the application that somebody signed in to; the one behind the OAuth connection, unless told. */
  issueForUser(
    objectId: string,
    scopes: readonly string[],
    lifetimeSeconds?: number,
    clientId?: string,
  ): Promise<{ token: string; expiresAt: number }>;
}

export interface AccessTokenOptions {
  key: SigningKey;
  clock: Clock;
  tenantId: string;
  /** Application that the tokens are issued to: the one behind the OAuth connection. */
  clientId: string;
  /** Audiences that Graph answers to; tokens are issued for the first. */
  audiences: readonly [string, ...string[]];
}

/**
 * Graph access tokens of the sandbox. They carry the claims of Microsoft Entra's v1.0 access tokens (oid, tid, scp,
 * appid, idtyp) and live by the sandbox clock.
 */
export function createAccessTokens(options: AccessTokenOptions): SandboxAccessTokens {
  const { key, clock, tenantId, clientId, audiences } = options;
  const issuer = entraIssuer(tenantId);
  const good = new Map<string, { caller: Caller; from: number; until: number }>();
  return {
    async issueForUser(objectId, scopes, lifetimeSeconds = USER_TOKEN_SECONDS, appId = clientId) {
      const now = Math.floor(clock.now() / 1000);
      const token = await key.sign({
        iss: issuer,
        aud: audiences[0],
        iat: now,
        nbf: now,
        exp: now + lifetimeSeconds,
        tid: tenantId,
        oid: objectId,
        sub: objectId,
        appid: appId,
        idtyp: 'user',
        scp: scopes.join(' '),
        ver: '1.0',
      });
      return { token, expiresAt: (now + lifetimeSeconds) * 1000 };
    },
    async verify(token) {
      const now = Math.floor(clock.now() / 1000);
      const known = good.get(token);
      if (known && known.from <= now && now < known.until) return known.caller;
      const currentDate = new Date(clock.now());
      const claims = await key.verify(token, { issuer, audience: [...audiences], currentDate });
      const caller = toCaller(claims);
      if (good.size >= MOST_GOOD) good.clear();
      good.set(token, { caller, from: claims.nbf ?? 0, until: claims.exp ?? 0 });
      return caller;
    },
  };
}

/** Issuer of v1.0 access tokens (Microsoft identity platform, access token claims reference: iss). */
export function entraIssuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

function toCaller(claims: Record<string, unknown>): Caller {
  return {
    objectId: typeof claims.oid === 'string' ? claims.oid : '',
    scopes: typeof claims.scp === 'string' ? claims.scp.split(' ').filter(scope => scope !== '') : [],
    appOnly: claims.idtyp === 'app',
  };
}
