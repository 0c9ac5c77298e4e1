import type { SQLOutputValue } from 'node:sqlite';
import type { AuditEntry, AuditEvent } from '../desk/audit.ts';
import type { PendingCommand, RequestState, ResetRequest } from '../desk/request.ts';
import { StoreError } from '../errors.ts';

export type Row = Record<string, SQLOutputValue>;

/** The columns of a request that are written; the rest is generated from the document. */
export interface RequestRow {
  id: string;
  version: number;
  state: string;
  due_at: number | null;
  sealed_password: string | null;
  document: string;
}

/** A request as it is stored. The document holds no secret: the sealed password has a column of its own. */
export function toRequestRow(request: ResetRequest): RequestRow {
  const { id, version, state, dueAt, sealedPassword, ...document } = request;
  return {
    id,
    version,
    state,
    due_at: dueAt ?? null,
    sealed_password: sealedPassword ?? null,
    document: JSON.stringify(document),
  };
}

/**
 * A request as the domain knows it; a property without a value is left out.
 * @throws StoreError when the document can't be read.
 */
export function fromRequestRow(row: RequestRow): ResetRequest {
  return {
    ...parsed<Omit<ResetRequest, 'id' | 'version' | 'state' | 'dueAt' | 'sealedPassword'>>(
      row.document,
      `request ${row.id}`,
    ),
    id: row.id,
    version: row.version,
    state: row.state as RequestState,
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    ...(row.sealed_password === null ? {} : { sealedPassword: row.sealed_password }),
  };
}

/** The columns come from `SELECT *` on a STRICT table, which vouches for their types. */
export function asRequestRow(row: Row): RequestRow {
  return row as Row & RequestRow;
}

/** Columns of the record with the property that each of them holds. */
export const AUDIT_COLUMNS = [
  ['at', 'at'],
  ['event', 'event'],
  ['correlation_id', 'correlationId'],
  ['actor_id', 'actorId'],
  ['actor_name', 'actorName'],
  ['request_id', 'requestId'],
  ['target_id', 'targetId'],
  ['target_name', 'targetName'],
  ['conversation_id', 'conversationId'],
  ['rule', 'rule'],
  ['reason', 'reason'],
  ['ticket', 'ticket'],
] as const satisfies readonly (readonly [string, keyof AuditEntry])[];

/** The values of an audit row, in the order of AUDIT_COLUMNS. */
export function auditValues(entry: AuditEntry): (string | number | null)[] {
  return AUDIT_COLUMNS.map(([, property]) => entry[property] ?? null);
}

/** An entry of the record; a property without a value is left out. */
export function fromAuditRow(row: Row): AuditEntry {
  const filled = AUDIT_COLUMNS.filter(([column]) => row[column] !== null);
  const optional = Object.fromEntries(filled.map(([column, property]) => [property, row[column]]));
  return {
    ...optional,
    at: Number(row.at),
    event: String(row.event) as AuditEvent,
    correlationId: String(row.correlation_id),
    actorId: String(row.actor_id),
    actorName: String(row.actor_name),
  };
}

/** @throws StoreError when the command can't be read. */
export function fromPendingRow(row: Row): PendingCommand {
  return parsed<PendingCommand>(String(row.command), 'a pending command');
}

function parsed<T>(json: string, what: string): T {
  try {
    return JSON.parse(json) as T;
  } catch (error) {
    // The parser's own message quotes the text, and with it people's names, so it is not passed on.
    throw new StoreError(`The record of ${what} can’t be read: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}
