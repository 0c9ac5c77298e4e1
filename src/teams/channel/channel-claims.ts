import { AuthenticationError, type Claim } from 'botframework-connector';

const FORBIDDEN = 403;
const UNAUTHORIZED = 401;

/** Accepts the claims of a channel token only: issued by the channel, and bound to a service URL. */
export function channelClaimsOnly(issuer: string): (claims: Claim[]) => Promise<void> {
  return async claims => {
    const claim = (type: string) => claims.find(one => one.type === type)?.value;
    if (claim('iss') !== issuer) throw new AuthenticationError('The token is not the channel’s', FORBIDDEN);
    if (!claim('serviceurl')) throw new AuthenticationError('The token is bound to no service URL', FORBIDDEN);
  };
}

/**
 * Looks into the token before botbuilder does, unverified: a token that does not even claim to be the channel's is refused
 * without a look-up of keys. botbuilder would otherwise take the tenant that it names into a list of issuers that grows for as
 * long as the process lives; a token of the channel names none.
 * @throws AuthenticationError
 */
export function refuseForeignIssuer(authorization: string, issuer: string): void {
  const [scheme, token, ...rest] = authorization.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) {
    throw new AuthenticationError('There is no bearer token', UNAUTHORIZED);
  }
  const claims = unverifiedClaims(token);
  if (claims.iss !== issuer || 'tid' in claims) {
    throw new AuthenticationError('The token is not the channel’s', UNAUTHORIZED);
  }
}

function unverifiedClaims(token: string): { iss?: unknown; tid?: unknown } {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}
