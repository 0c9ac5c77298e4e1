import type { TokenCredential } from '@azure/identity';
import { waitingFor } from './turn-scope.ts';

/** The same credential; the time that a turn waits for its tokens is not the turn's own. */
export function waitingCredential(credential: TokenCredential): TokenCredential {
  return { getToken: (scopes, options) => waitingFor(() => credential.getToken(scopes, options)) };
}
