import { z } from 'zod';

const claims = z.object({
  tid: z.string().optional(),
  oid: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  scp: z.string().optional(),
});

export interface TokenClaims {
  tenantId?: string;
  objectId?: string;
  /** The application that the token was issued to. */
  applicationId?: string;
  /** Delegated permissions; undefined when it names none. */
  scopes?: readonly string[];
}

/**
 * What an access token says of itself, to explain and never to trust; undefined when it is not readable (Microsoft identity
 * platform, "Access token claims reference").
 */
export function claimsOf(token: string): TokenClaims | undefined {
  const read = claims.safeParse(payloadOf(token));
  if (!read.success) return undefined;
  const { tid, oid, appid, azp, scp } = read.data;
  return {
    tenantId: tid,
    objectId: oid,
    applicationId: appid ?? azp,
    scopes: scp?.split(' ').filter(scope => scope !== ''),
  };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
