import type { SQLOutputValue } from 'node:sqlite';
import type { Doubt } from '../../desk/request/doubt.ts';
import type { PendingCommand } from '../../desk/request/errand.ts';
import { conversationOf } from '../../desk/request/place.ts';
import type { Request } from '../../desk/request/request.ts';
import type { Settings } from '../../desk/settings.ts';
import { StoreError } from '../../errors.ts';
import { AUDIT_COLUMNS } from '../record/audit-columns.ts';
import type { AuditHead, ChainedRow, CutMark } from '../record/chain-row.ts';
import { fromStoredDoubt, type StoredDoubt } from '../requests/earlier-doubt.ts';
import { fromStoredCommand, type StoredCommand } from '../requests/earlier-errand.ts';
import { fromStored, type StoredRequest, toStored } from '../requests/stored-request.ts';
import type { RingEntry } from '../seal/chain-keys.ts';
import type { WrappedKey } from '../seal/data-key.ts';

export type Row = Record<string, SQLOutputValue>;

/** The columns of a request that are written; the rest is generated from the document. */
type RequestRow = {
  id: string;
  version: number;
  state: string;
  due_at: number | null;
  sealed_password: string | null;
  document: string;
};

/** A request as it is stored. The document holds no secret: the sealed one has a column of its own. */
export function toRequestRow(request: Request): RequestRow {
  const { id, version, state, dueAt, sealed, document } = toStored(request);
  return {
    id,
    version,
    state,
    due_at: dueAt ?? null,
    sealed_password: sealed ?? null,
    document: JSON.stringify(document),
  };
}

/** @throws StoreError when it can't be read. */
export function fromRequestRow(row: Row): Request {
  const id = String(row.id);
  return fromStored({
    id,
    version: Number(row.version),
    state: String(row.state),
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
    sealed: row.sealed_password === null ? undefined : String(row.sealed_password),
    document: parsed<StoredRequest['document']>(String(row.document), `request ${id}`),
  });
}

/** A row of the record, read with integers as BigInt: somebody may have written one that no number holds. */
export function fromAuditRow(row: Row): ChainedRow {
  const filled = AUDIT_COLUMNS.filter(([column]) => row[column] !== null);
  const optional = Object.fromEntries(filled.map(([column, property]) => [property, row[column]]));
  return {
    seq: Number(row.seq),
    previousHash: String(row.previous_hash),
    keyId: String(row.key_id),
    hash: String(row.hash),
    entry: {
      ...optional,
      at: Number(row.at),
      event: String(row.event),
      correlationId: String(row.correlation_id),
      actorId: String(row.actor_id),
      actorName: String(row.actor_name),
    },
  };
}

export function fromHeadRow(row: Row): AuditHead {
  return {
    count: Number(row.count),
    hash: String(row.hash),
    keyId: String(row.key_id),
    ...cutOf(row),
    mac: String(row.mac),
  };
}

function cutOf({ cut_count: count, cut_hash: hash, cut_at: at, cut_days: days }: Row): { cut?: CutMark } {
  if ([count, hash, at, days].every(cell => (cell ?? null) === null)) return {};
  return { cut: { count: Number(count), hash: String(hash), at: Number(at), days: Number(days) } };
}

export function fromRingRow(row: Row): RingEntry {
  return { keyId: String(row.key_id), sealed: String(row.sealed) };
}

/** @throws StoreError when the command can't be read. */
export function fromPendingRow(row: Row): PendingCommand {
  return fromStoredCommand(parsed<StoredCommand>(String(row.command), 'a pending command'));
}

/** What somebody was asked, as it is stored. */
export function toDoubtRow(doubt: Doubt) {
  const { id, asker, place, askedAt: asked_at, dueAt: due_at } = doubt;
  const conversation_id = conversationOf(place);
  return { id, person_id: asker.id, conversation_id, asked_at, due_at, doubt: JSON.stringify(doubt) };
}

/** @throws StoreError when it can't be read. */
export function fromDoubtRow(row: Row): Doubt {
  return fromStoredDoubt(parsed<StoredDoubt>(String(row.doubt), 'a question to somebody'));
}

/** @throws StoreError when the setting can't be read. */
export function fromSettingRow<Name extends keyof Settings>(name: Name, row: Row): Settings[Name] {
  return parsed<Settings[Name]>(String(row.value), `the setting ${name}`);
}

function parsed<T>(json: string, what: string): T {
  try {
    return JSON.parse(json) as T;
  } catch (error) {
    // The parser's own message quotes the text, and with it people's names, so it is not passed on.
    throw new StoreError(`The record of ${what} can’t be read: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

export function fromDataKeyRow({ version, algorithm, wrapped, signature }: Row): WrappedKey {
  return {
    version: String(version),
    algorithm: String(algorithm),
    wrapped: String(wrapped),
    signature: String(signature),
  };
}
