import type { RingEntry } from '../../../store/seal/chain-keys.ts';

/** A sealed password, and the request that it belongs to. */
export interface SealedPassword {
  requestId: string;
  sealed: string;
}

/** What of the store depends on SEAL_KEY. */
export interface StoreContents {
  /** The chain key that the head of the record is made with; undefined when there is no head. */
  headKeyId?: string;
  ring: readonly RingEntry[];
  passwords: readonly SealedPassword[];
}

/** A store that nothing has been written to, or that the bot has to bring up to date first. */
export type NoContents = 'missing' | 'older';
