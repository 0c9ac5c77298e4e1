import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BegunBy } from '../../desk/ports.ts';

const REQUESTS = {
  insertRequest: `INSERT INTO requests (id, version, state, due_at, sealed_password, document)
    VALUES (:id, :version, :state, :due_at, :sealed_password, :document)`,
  requestById: 'SELECT * FROM requests WHERE id = ?',
  sealedPassword: 'SELECT sealed_password FROM requests WHERE id = ? AND version = ?',
  updateRequest: `UPDATE requests SET version = :version, state = :state, due_at = :due_at,
    sealed_password = :sealed_password, document = :document WHERE id = :id`,
  due: 'SELECT * FROM requests WHERE work_at <= ? ORDER BY work_at, rowid LIMIT ?',
  lapsed: 'SELECT * FROM requests WHERE due_at <= ? ORDER BY due_at, rowid LIMIT ?',
  unfinished: 'SELECT * FROM requests WHERE work_at IS NOT NULL ORDER BY created_at, rowid',
  unfinishedOf: `SELECT * FROM requests WHERE requester_id = ? AND work_at IS NOT NULL ORDER BY created_at, rowid`,
  busyWith: `SELECT * FROM requests WHERE target_id = ? AND state IN ('resetting', 'unknown', 'reset') ORDER BY rowid
    LIMIT 1`,
  begunByRequester: `SELECT count(*) AS count FROM requests
    WHERE requester_id = ? AND reset_started_at >= ? AND id IS NOT ?`,
  begunForTarget: `SELECT count(*) AS count FROM requests
    WHERE target_id = ? AND reset_started_at >= ? AND id IS NOT ?`,
  oldRequests: `SELECT *, rowid FROM requests WHERE created_at < ? AND (created_at, rowid) > (?, ?)
    ORDER BY created_at, rowid LIMIT ?`,
  forgetRequest: 'DELETE FROM requests WHERE id = ? AND version = ?',
  begunByAccount: `SELECT * FROM requests WHERE requester_id = ? AND reset_started_at >= ?
    ORDER BY reset_started_at, rowid LIMIT ?`,
  // Found by when it was made, a day before at most.
  begunByEverybody: `SELECT * FROM requests WHERE created_at >= :since - 86400000 AND reset_started_at >= :since
    ORDER BY reset_started_at, rowid LIMIT :limit`,
  historyOfRequester: 'SELECT * FROM requests WHERE requester_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
  historyOfTarget: 'SELECT * FROM requests WHERE target_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
} as const;

const THE_REST = {
  setting: 'SELECT value FROM settings WHERE name = ?',
  putSetting: `INSERT INTO settings (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  passingSettings: `SELECT name, value FROM settings WHERE (name GLOB 'alarm:*' OR name GLOB 'asks:*') AND name > ?
    ORDER BY name LIMIT ?`,
  dropSetting: 'DELETE FROM settings WHERE name = ?',
  dropOldPending: 'DELETE FROM pending WHERE kept_at <= ?',
  upsertPending: `INSERT INTO pending (person_id, kept_at, command) VALUES (?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET kept_at = excluded.kept_at, command = excluded.command`,
  takePending: 'DELETE FROM pending WHERE person_id = ? RETURNING kept_at, command',
  dropOldMessages: 'DELETE FROM messages WHERE taken_at <= ?',
  takeMessage: 'INSERT INTO messages (key, taken_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING RETURNING key',
  messageTaken: 'SELECT key FROM messages WHERE key = ? AND taken_at > ?',
  releaseMessage: 'DELETE FROM messages WHERE key = ?',
  dropOldDoubts: 'DELETE FROM doubts WHERE due_at <= ?',
  upsertDoubt: `INSERT INTO doubts (id, person_id, conversation_id, asked_at, due_at, doubt)
    VALUES (:id, :person_id, :conversation_id, :asked_at, :due_at, :doubt)
    ON CONFLICT (id) DO UPDATE SET doubt = excluded.doubt`,
  updateDoubt: 'UPDATE doubts SET doubt = ? WHERE id = ?',
  doubtById: 'SELECT doubt FROM doubts WHERE id = ?',
  latestDoubt: `SELECT doubt FROM doubts WHERE person_id = ? AND conversation_id = ?
    AND json_extract(doubt, '$.about') <> 'offer'
    ORDER BY asked_at DESC, rowid DESC LIMIT 1`,
  takeDoubt: 'DELETE FROM doubts WHERE id = ? RETURNING doubt',
  writeProbe: 'INSERT INTO probe (id, mark) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark',
  readProbe: 'SELECT mark FROM probe WHERE id = 1 AND mark = ?',
} as const;

const SQL = { ...REQUESTS, ...THE_REST };

export type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

/** Prepares every statement about requests, settings and commands once, on a database at today's schema. */
export function prepareStatements(db: DatabaseSync): Statements {
  return prepareAll(db, SQL);
}

/** The rows of what was begun at or after that time, of each of these requesters at most `limit`, or of everybody. */
export function begunRows(
  { begunByAccount: by, begunByEverybody: all }: Statements,
  of: BegunBy,
  since: number,
  limit: number,
) {
  return of === 'everybody' ? all.all({ since, limit }) : of.requesterIds.flatMap(id => by.all(id, since, limit));
}

/** Prepares all of these at once. */
export function prepareAll<Name extends string>(
  db: DatabaseSync,
  sql: Readonly<Record<Name, string>>,
): Readonly<Record<Name, StatementSync>> {
  const prepared: Partial<Record<Name, StatementSync>> = {};
  for (const name in sql) prepared[name] = db.prepare(sql[name]);
  return prepared as Record<Name, StatementSync>;
}
