import type { TokenCredential } from '@azure/identity';
import type { StoreLocation } from './location.ts';
import type { AuditedRequestStore } from './record/audited-store.ts';
import type { OnUnreadable } from './requests/readable.ts';
import type { SealKeys } from './seal/chain-keys.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

/**
 * Opens the store that STORE names; it is made when it is missing.
 * @param credential the bot's own identity, for a table endpoint without a key.
 * @param onUnreadable told of what listings leave out; without it they reject.
 * @throws StoreError
 */
export async function openStore(
  location: StoreLocation,
  keys: SealKeys,
  credential: TokenCredential,
  onUnreadable?: OnUnreadable,
): Promise<AuditedRequestStore> {
  if (location.kind === 'sqlite') return openSqliteStore(location.path, { keys, onUnreadable });
  // Loaded only where it is used: the client for tables takes its time to load.
  const { openTableStore } = await import('./tables/table-store.ts');
  return 'url' in location
    ? openTableStore({ url: location.url, credential }, keys, onUnreadable)
    : openTableStore({ connectionString: location.connectionString }, keys, onUnreadable);
}
