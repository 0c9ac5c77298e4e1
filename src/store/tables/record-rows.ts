import { AUDIT_COLUMNS, type StoredEntry } from '../record/audit-columns.ts';
import type { AuditHead, ChainedRow, CutMark } from '../record/chain-row.ts';
import type { RingEntry } from '../seal/chain-keys.ts';
import { joinText, splitText } from './long-text.ts';
import { ascending, HEAD_KEY, rowKey } from './row-keys.ts';
import type { Change, StoredRow, Values } from './table.ts';

export function auditKey(seq: number): string {
  return rowKey('audit', ascending(seq));
}

/** A row of the record: a property for each column that has a value. @throws StoreError when a text is too long. */
export function auditChange(row: ChainedRow, writeId: string): Change {
  const texts = AUDIT_COLUMNS.flatMap(([column, property]) => {
    const value = row.entry[property];
    return typeof value === 'string' ? Object.entries(splitText(column, value)) : [];
  });
  const chain = { previous_hash: row.previousHash, key_id: row.keyId, hash: row.hash, write_id: writeId };
  const values = { ...Object.fromEntries(texts), at: BigInt(row.entry.at), ...chain };
  return { kind: 'insert', key: auditKey(row.seq), values };
}

/** Reads whatever stands there: whether it is genuine is for the chain to say. */
export function fromAuditEntity({ key, values }: StoredRow): ChainedRow {
  const filled = AUDIT_COLUMNS.flatMap(([column, property]) => {
    const value = joinText(column, values);
    return value === undefined ? [] : [[property, value]];
  });
  const entry: StoredEntry = {
    ...Object.fromEntries(filled),
    at: Number(values.at),
    event: String(values.event),
    correlationId: joinText('correlation_id', values) ?? '',
    actorId: joinText('actor_id', values) ?? '',
    actorName: joinText('actor_name', values) ?? '',
  };
  return {
    seq: seqOf(key),
    previousHash: String(values.previous_hash),
    keyId: String(values.key_id),
    hash: String(values.hash),
    entry,
  };
}

/** 0, which is no place, for a key that Nyckel would not write. */
function seqOf(key: string): number {
  const seq = Number(key.slice(key.indexOf('|') + 1));
  return Number.isSafeInteger(seq) && seq >= 0 && auditKey(seq) === key ? seq : 0;
}

export function headValues({ count, hash, keyId, cut, mac }: AuditHead): Values {
  const mark = cut && {
    cut_count: BigInt(cut.count),
    cut_hash: cut.hash,
    cut_at: BigInt(cut.at),
    cut_days: BigInt(cut.days),
  };
  return { count: BigInt(count), hash, key_id: keyId, ...mark, mac };
}

export function fromHeadEntity({ values }: StoredRow): AuditHead {
  return {
    count: Number(values.count),
    hash: String(values.hash),
    keyId: String(values.key_id),
    ...cutOf(values),
    mac: String(values.mac),
  };
}

function cutOf({ cut_count: count, cut_hash: hash, cut_at: at, cut_days: days }: StoredRow['values']): {
  cut?: CutMark;
} {
  if ([count, hash, at, days].every(value => value === undefined)) return {};
  return { cut: { count: Number(count), hash: String(hash), at: Number(at), days: Number(days) } };
}

export function headChange(head: AuditHead, etag: string): Change {
  return { kind: 'replace', key: HEAD_KEY, values: headValues(head), etag };
}

export function ringChange({ keyId, sealed }: RingEntry): Change {
  return { kind: 'put', key: rowKey('key', keyId), values: { key_id: keyId, sealed } };
}

export function fromRingEntity({ values }: StoredRow): RingEntry {
  return { keyId: String(values.key_id), sealed: String(values.sealed) };
}
