import { deriveChainKey, type SealKeys } from '../seal/chain-keys.ts';
import { type AuditHead, headOf, isGenuineHead } from './chain-row.ts';

/**
 * The head under the current key, where it is still a genuine one of `keys.previous`; undefined where nothing has to be
 * done. From then on a head of an older key is not accepted, so that a key that was given up ends nobody's record.
 */
export function renewedHead(head: AuditHead | undefined, keys: SealKeys): AuditHead | undefined {
  if (head === undefined || keys.previous === undefined) return undefined;
  const current = deriveChainKey(keys.current);
  const before = deriveChainKey(keys.previous);
  if (before.id === current.id || !isGenuineHead(before, head)) return undefined;
  return headOf(current, { seq: head.count, hash: head.hash }, head.cut);
}
