import { StoreError } from '../../errors.ts';
import { deriveChainKey, type SealKeys } from '../seal/chain-keys.ts';
import type { WrappedKey, WrappedKeyChange } from '../seal/data-key.ts';
import type { AuditHead } from './chain-row.ts';

/** Another process made the data key of this store first. */
export class OtherDataKeyError extends StoreError {
  constructor() {
    super('Another instance has made the data key of this store a moment ago. Start again.');
  }
}

/**
 * What has to be written of a data key, in the transaction in which the store is opened; undefined: nothing.
 * @param stored the data key that is there now.
 * @param head of the record as it was found.
 * @throws OtherDataKeyError; StoreError where a new data key would take the place of one that is gone
 */
export function wrappedKeyToWrite(
  stored: WrappedKey | undefined,
  head: AuditHead | undefined,
  { wrapped, previous }: SealKeys,
): WrappedKeyChange | undefined {
  if (wrapped === undefined || isSame(stored, wrapped.after)) return undefined;
  if (wrapped.before !== undefined) {
    // Where another process has wrapped it anew meanwhile, that one serves as well: the data key is the same. Where it is gone,
    // the next start would have none.
    return stored === undefined || isSame(stored, wrapped.before) ? wrapped : undefined;
  }
  if (stored !== undefined) throw new OtherDataKeyError();
  if (head === undefined || (previous && deriveChainKey(previous).id === head.keyId)) return wrapped;
  throw new StoreError(
    `The record goes on under another SEAL_KEY, and the store has no data key for the Key Vault key ${wrapped.url}. If SEAL_KEY ` +
      'was changed, give the key of before in SEAL_KEY_PREVIOUS; if not, somebody took the data key away: restore the last backup.',
  );
}

function isSame(stored: WrappedKey | undefined, { version, algorithm, wrapped, signature }: WrappedKey): boolean {
  return (
    stored?.version === version &&
    stored.algorithm === algorithm &&
    stored.wrapped === wrapped &&
    stored.signature === signature
  );
}
