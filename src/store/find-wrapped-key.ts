import type { TokenCredential } from '@azure/identity';
import type { StoreLocation } from './location.ts';
import type { WrappedKey } from './seal/data-key.ts';
import { readDataKeyRow } from './sqlite/data-key-row.ts';

/** Milliseconds for another process's lock on the file. */
const LOCK_WAIT = 10_000;

/**
 * The data key that the Key Vault key at this URL has wrapped, read before the store is opened, which takes the data key.
 * @param credential the bot's own identity, for a table endpoint without a key.
 * @throws StoreError
 */
export async function findWrappedKey(
  location: StoreLocation,
  credential: TokenCredential,
  url: string,
): Promise<WrappedKey | undefined> {
  if (location.kind === 'sqlite') return readDataKeyRow(location.path, url, LOCK_WAIT);
  // Loaded only where it is used: the client for tables takes its time to load.
  const { findDataKey } = await import('./tables/data-key-rows.ts');
  const account =
    'url' in location ? { url: location.url, credential } : { connectionString: location.connectionString };
  return findDataKey(account, url);
}
