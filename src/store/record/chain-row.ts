import { createHmac } from 'node:crypto';
import type { AuditEntry } from '../../desk/request/audit-entry.ts';
import { StoreError } from '../../errors.ts';
import type { ChainKey } from '../seal/chain-keys.ts';
import { AUDIT_COLUMNS, auditValues, type StoredEntry } from './audit-columns.ts';

/** What the first row has in place of the hash of the row before it. */
export const NO_HASH = '';

/** A row of the record. Its hash covers the entry, its place and the row before it. */
export interface ChainedRow {
  /** Place in the record, counted from 1 without a gap. */
  seq: number;
  /** Hash of the row before it, so that a row can be judged although its neighbour is gone; NO_HASH in the first. */
  previousHash: string;
  /** Names the chain key that the hash is made with. */
  keyId: string;
  /** 43 characters of base64url. */
  hash: string;
  entry: StoredEntry;
}

/** Stands in the place of the oldest rows, which were cut. */
export interface CutMark {
  /** How many were cut in all, which is the number of the last of them. */
  count: number;
  /** Hash of that one: the first row that is left follows on it. */
  hash: string;
  /** When the last of them were cut, in milliseconds since the epoch. */
  at: number;
  /** By what policy: rows that were older than so many days. */
  days: number;
}

/** Where the record begins and ends, rewritten with every row in the same transaction. It shows whether the first and the last rows are there. */
export interface AuditHead {
  /** The number of the last row; 0 in a new record. */
  count: number;
  /** Hash of the last row; NO_HASH in a new record. */
  hash: string;
  keyId: string;
  /** Missing where no row was ever cut. */
  cut?: CutMark;
  /** Of all of that. */
  mac: string;
}

/**
 * The row that follows on the row with `previousHash`. Store the entry that is in the row: text that is no valid Unicode
 * is repaired in it, because no store would give it back as it was.
 * @throws StoreError when the time is not a whole number of milliseconds.
 */
export function chainRow(key: ChainKey, previousHash: string, seq: number, entry: AuditEntry): ChainedRow {
  if (!Number.isSafeInteger(entry.at)) throw new StoreError(`A row of the record can’t have the time ${entry.at}`);
  const row = { seq, previousHash, keyId: key.id, entry: wellFormed(entry) };
  return { ...row, hash: rowHash(key, row) };
}

/** The head of a record that ends with `last`, and whose first rows were cut up to `cut`; without both, of a record that has no row yet. */
export function headOf(key: ChainKey, last?: Pick<ChainedRow, 'seq' | 'hash'>, cut?: CutMark): AuditHead {
  const head = { count: last?.seq ?? 0, hash: last?.hash ?? NO_HASH, keyId: key.id, ...(cut && { cut }) };
  return { ...head, mac: headMac(key, head) };
}

/** Whether the row is the one that was written with this key at this place. */
export function isGenuineRow(key: ChainKey, row: ChainedRow): boolean {
  return row.keyId === key.id && row.hash === rowHash(key, row);
}

/** Whether the head was made with this key. */
export function isGenuineHead(key: ChainKey, head: AuditHead): boolean {
  return head.keyId === key.id && head.mac === headMac(key, head);
}

function rowHash(key: ChainKey, { previousHash, seq, entry }: Omit<ChainedRow, 'hash'>): string {
  const values = auditValues(entry);
  // Without the empty ones at the end, so that a column that is added later leaves the hashes of old rows alone.
  const filled = values.slice(0, values.findLastIndex(value => value !== null) + 1);
  return mac(key, ['row', previousHash, seq, ...filled]);
}

function headMac(key: ChainKey, { count, hash, keyId, cut }: Omit<AuditHead, 'mac'>): string {
  const mark = cut ? [cut.count, cut.hash, cut.at, cut.days] : [];
  return mac(key, ['head', count, hash, keyId, ...mark]);
}

/** An array as JSON has one spelling, and says where each value begins and ends. */
function mac(key: ChainKey, values: readonly (string | number | null)[]): string {
  return createHmac('sha256', key.bytes).update(JSON.stringify(values)).digest('base64url');
}

function wellFormed(entry: AuditEntry): AuditEntry {
  const filled = AUDIT_COLUMNS.flatMap(([, property]) => {
    const value = entry[property];
    if (value === undefined) return [];
    return [[property, typeof value === 'string' ? value.toWellFormed() : value]];
  });
  return { ...entry, ...Object.fromEntries(filled) };
}
