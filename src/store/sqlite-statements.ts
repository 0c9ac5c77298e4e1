import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AUDIT_COLUMNS } from './sqlite-rows.ts';

const AUDIT_NAMES = AUDIT_COLUMNS.map(([column]) => column).join(', ');
const AUDIT_PLACES = AUDIT_COLUMNS.map(() => '?').join(', ');

const SQL = {
  insertRequest: `INSERT INTO requests (id, version, state, due_at, sealed_password, document)
    VALUES (:id, :version, :state, :due_at, :sealed_password, :document)`,
  requestById: 'SELECT * FROM requests WHERE id = ?',
  sealedPassword: 'SELECT sealed_password FROM requests WHERE id = ? AND version = ?',
  updateRequest: `UPDATE requests SET version = :version, state = :state, due_at = :due_at,
    sealed_password = :sealed_password, document = :document WHERE id = :id`,
  due: 'SELECT * FROM requests WHERE due_at <= ? ORDER BY due_at, rowid LIMIT ?',
  undelivered: `SELECT * FROM requests WHERE requester_id = coalesce(?, requester_id) AND state = 'reset' AND handover IS NULL ORDER BY rowid`,
  busyWith: `SELECT * FROM requests WHERE target_id = ? AND state IN ('resetting', 'unknown', 'reset') ORDER BY rowid
    LIMIT 1`,
  insertAudit: `INSERT INTO audit (${AUDIT_NAMES}) VALUES (${AUDIT_PLACES})`,
  auditAll: 'SELECT * FROM audit ORDER BY seq',
  auditOfRequest: 'SELECT * FROM audit WHERE request_id = ? ORDER BY seq',
  dropOldPending: 'DELETE FROM pending WHERE kept_at <= ?',
  upsertPending: `INSERT INTO pending (person_id, kept_at, command) VALUES (?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET kept_at = excluded.kept_at, command = excluded.command`,
  takePending: 'DELETE FROM pending WHERE person_id = ? RETURNING kept_at, command',
  writeProbe: 'INSERT INTO probe (id, mark) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark',
  readProbe: 'SELECT mark FROM probe WHERE id = 1 AND mark = ?',
} as const;

export type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

/** Prepares every statement of the store once, on a database at today's schema. */
export function prepareStatements(db: DatabaseSync): Statements {
  const names = Object.keys(SQL) as (keyof typeof SQL)[];
  return Object.fromEntries(names.map(name => [name, db.prepare(SQL[name])])) as Record<
    keyof typeof SQL,
    StatementSync
  >;
}
