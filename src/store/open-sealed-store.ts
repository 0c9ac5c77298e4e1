import type { TokenCredential } from '@azure/identity';
import { findWrappedKey } from './find-wrapped-key.ts';
import type { StoreLocation } from './location.ts';
import { openStore } from './open-store.ts';
import type { AuditedRequestStore } from './record/audited-store.ts';
import { OtherDataKeyError } from './record/wrapped-key-change.ts';
import type { OnUnreadable } from './requests/readable.ts';
import { type ReadSealKeys, readSealKeys } from './seal/seal-key.ts';

/** Who waits where vault or tables do not let the bot in yet. */
interface Patience {
  /** Does this work, again and again where that may help. */
  whenLetIn<T>(work: () => Promise<T>): Promise<T>;
}

interface SealedStore {
  store: AuditedRequestStore;
  keys: ReadSealKeys;
}

/**
 * Reads the keys, one of which may lie wrapped in the store, and opens the store with them.
 * @param onUnreadable told of what listings leave out; without it they reject.
 * @throws ConfigurationError, StoreError
 */
export async function openSealedStore(
  config: { store: StoreLocation; sealKey: string; sealKeyPrevious?: string },
  credential: TokenCredential,
  patience: Patience,
  onUnreadable?: OnUnreadable,
): Promise<SealedStore> {
  const find = (url: string) => findWrappedKey(config.store, credential, url);
  const open = async () => {
    const keys = await patience.whenLetIn(() => readSealKeys(config, credential, find));
    const store = await patience.whenLetIn(() => openStore(config.store, keys, credential, onUnreadable));
    return { keys, store };
  };
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof OtherDataKeyError)) throw error;
    // The other's is there now, and is never replaced.
    return open();
  }
}
