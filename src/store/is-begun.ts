import type { TokenCredential } from '@azure/identity';
import type { StoreLocation } from './location.ts';
import { isFileBegun } from './sqlite/is-file-begun.ts';

/** Milliseconds for another process's lock on the file. */
const LOCK_WAIT = 10_000;

/**
 * Whether a bot has ever started on this store. What opens it before that begins its record and its data key.
 * @param credential the bot's own identity, for a table endpoint without a key.
 * @throws StoreError
 */
export async function isBegun(location: StoreLocation, credential: TokenCredential): Promise<boolean> {
  if (location.kind === 'sqlite') return isFileBegun(location.path, LOCK_WAIT);
  // Loaded only where it is used: the client for tables takes its time to load.
  const { isTableBegun } = await import('./tables/is-table-begun.ts');
  return 'url' in location
    ? isTableBegun({ url: location.url, credential })
    : isTableBegun({ connectionString: location.connectionString });
}
