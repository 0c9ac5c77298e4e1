import { createHash, hkdfSync } from 'node:crypto';
import { SealError } from '../../errors.ts';
import type { WrappedKeyChange } from './data-key.ts';
import { createSeal } from './seal.ts';

const INFO = 'nyckel audit chain v1';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 6;

/** 32 bytes each: SEAL_KEY, and the one of before while it is being changed. */
export interface SealKeys {
  current: Buffer;
  previous?: Buffer;
  /** Where `current` is wrapped with a Key Vault key: what the store has to keep of it from now on. */
  wrapped?: WrappedKeyChange;
}

/** A key that the hashes of the record are made with. */
export interface ChainKey {
  /** The beginning of the key's SHA-256 in base64url, 8 characters. */
  id: string;
  bytes: Buffer;
}

/** The key that new rows get, and those of earlier SEAL_KEYs, which old rows are verified with. */
export interface ChainKeys {
  current: ChainKey;
  earlier: readonly ChainKey[];
}

/** A chain key of an earlier SEAL_KEY, as it lies in the store. */
export interface RingEntry {
  keyId: string;
  /** The key in base64, sealed with SEAL_KEY. */
  sealed: string;
}

/**
 * The chain key that belongs to a SEAL_KEY: HKDF-SHA256 (RFC 5869) without salt. Who can write the store, but does not
 * know SEAL_KEY, can't make a hash.
 */
export function deriveChainKey(sealKey: Buffer): ChainKey {
  return chainKey(Buffer.from(hkdfSync('sha256', sealKey, Buffer.alloc(0), INFO, KEY_BYTES)));
}

/**
 * The keys of the record, and what of the ring has to be written back. With `previous`, what was sealed with it is
 * sealed again with the current key and its own chain key is added, so that it can be given up afterwards. An entry that
 * can't be opened is left alone; the rows of its key can't be verified then.
 */
export function openRing(ring: readonly RingEntry[], keys: SealKeys): { keys: ChainKeys; write: RingEntry[] } {
  const current = deriveChainKey(keys.current);
  const before = keys.previous && deriveChainKey(keys.previous);
  const own = createSeal(keys.current);
  const either = createSeal(keys.current, keys.previous);
  const earlier = new Map<string, ChainKey>();
  const upToDate = new Set<string>();
  for (const entry of ring) {
    const key = opened(entry, either);
    if (key === undefined || key.id === current.id) continue;
    earlier.set(key.id, key);
    if (opened(entry, own)) upToDate.add(key.id);
  }
  if (before && before.id !== current.id) earlier.set(before.id, before);
  const write = [...earlier.values()]
    .filter(key => !upToDate.has(key.id))
    .map(key => ({ keyId: key.id, sealed: own.seal(key.bytes.toString('base64'), contextOf(key.id)) }));
  return { keys: { current, earlier: [...earlier.values()] }, write };
}

function chainKey(bytes: Buffer): ChainKey {
  const id = createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES).toString('base64url');
  return { id, bytes };
}

function contextOf(keyId: string): string {
  return `audit chain key ${keyId}`;
}

function opened(entry: RingEntry, seal: ReturnType<typeof createSeal>): ChainKey | undefined {
  try {
    return chainKey(Buffer.from(seal.unseal(entry.sealed, contextOf(entry.keyId)), 'base64'));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
