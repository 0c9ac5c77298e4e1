import type { DatabaseSync } from 'node:sqlite';
import { NewerStoreError, StoreError } from '../../errors.ts';

/** "Nyck" in ASCII, kept in the header of the file, so that another program's database is never taken for ours. */
export const APPLICATION_ID = 0x4e79636b;

/**
 * The steps from an empty file to today's schema. Step n (counted from 1) takes a file from user_version n-1 to n. A
 * released step is never edited: a change is a new step at the end.
 */
export const MIGRATIONS: readonly string[] = [
  // A request. The document is the ResetRequest as JSON without what has a column of its own; whom it concerns is read
  // out of the document by generated columns, so the two can't disagree. The sealed password stands apart: taking it
  // away overwrites its bytes (secure_delete). Times are milliseconds since the epoch.
  `CREATE TABLE requests (
     id TEXT NOT NULL PRIMARY KEY,
     version INTEGER NOT NULL CHECK (version > 0),
     state TEXT NOT NULL,
     due_at INTEGER,
     sealed_password TEXT,
     document TEXT NOT NULL CHECK (json_valid(document)),
     requester_id TEXT NOT NULL AS (json_extract(document, '$.requester.id')) VIRTUAL,
     target_id TEXT AS (json_extract(document, '$.target.id')) VIRTUAL,
     handover TEXT AS (json_extract(document, '$.handover.conversationId')) VIRTUAL
   ) STRICT;
   CREATE INDEX requests_due ON requests (due_at) WHERE due_at IS NOT NULL;
   CREATE INDEX requests_busy ON requests (target_id) WHERE state IN ('resetting', 'unknown');
   CREATE INDEX requests_undelivered ON requests (requester_id) WHERE state = 'reset' AND handover IS NULL;`,

  // The record: one AuditEntry to a row, in the order of seq, which never repeats, not even after a deletion.
  `CREATE TABLE audit (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     event TEXT NOT NULL,
     correlation_id TEXT NOT NULL,
     actor_id TEXT NOT NULL,
     actor_name TEXT NOT NULL,
     request_id TEXT,
     target_id TEXT,
     target_name TEXT,
     conversation_id TEXT,
     rule TEXT,
     reason TEXT,
     ticket TEXT
   ) STRICT;
   CREATE INDEX audit_of_request ON audit (request_id) WHERE request_id IS NOT NULL;`,

  // What a person asked for before they signed in: a PendingCommand as JSON, one per person.
  `CREATE TABLE pending (
     person_id TEXT NOT NULL PRIMARY KEY,
     kept_at INTEGER NOT NULL,
     command TEXT NOT NULL CHECK (json_valid(command))
   ) STRICT;
   CREATE INDEX pending_kept ON pending (kept_at);`,

  // One row, rewritten by the readiness check.
  `CREATE TABLE probe (
     id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
     mark TEXT NOT NULL
   ) STRICT;`,

  // One request at a time holds a target, until its password is handed over: the claim itself says so, not a look before.
  `DROP INDEX requests_busy;
   CREATE UNIQUE INDEX requests_busy ON requests (target_id) WHERE state IN ('resetting', 'unknown', 'reset');`,

  // What the sweep, the lists and the limits look for. An open request of before is looked at when its state ends; a
  // command of before has another shape, and its person has ten minutes to write it anyway.
  `DELETE FROM pending;
   UPDATE requests SET document = json_set(document, '$.workAt', due_at) WHERE due_at IS NOT NULL;
   DROP INDEX requests_due;
   DROP INDEX requests_undelivered;
   ALTER TABLE requests ADD COLUMN work_at INTEGER AS (json_extract(document, '$.workAt')) VIRTUAL;
   ALTER TABLE requests ADD COLUMN created_at INTEGER AS (json_extract(document, '$.createdAt')) VIRTUAL;
   ALTER TABLE requests ADD COLUMN reset_started_at INTEGER AS (json_extract(document, '$.resetStartedAt')) VIRTUAL;
   CREATE INDEX requests_work ON requests (work_at) WHERE work_at IS NOT NULL;
   CREATE INDEX requests_of_requester ON requests (requester_id, created_at);
   CREATE INDEX requests_about_target ON requests (target_id, created_at);
   CREATE INDEX resets_of_requester ON requests (requester_id, reset_started_at) WHERE reset_started_at IS NOT NULL;
   CREATE INDEX resets_of_target ON requests (target_id, reset_started_at) WHERE reset_started_at IS NOT NULL;`,

  // What an administrator has set in chat: a value of Settings as JSON.
  `CREATE TABLE settings (
     name TEXT NOT NULL PRIMARY KEY,
     value TEXT NOT NULL CHECK (json_valid(value))
   ) STRICT;`,

  // The record as a chain (ChainedRow), its head in one row, and the chain keys of earlier SEAL_KEYs, sealed. The rows
  // of before are kept beside it and not taken over: nobody can vouch for them, and in the chain they would look as if.
  `DROP INDEX audit_of_request;
   ALTER TABLE audit RENAME TO audit_unchained;
   CREATE TABLE audit (
     seq INTEGER NOT NULL PRIMARY KEY,
     previous_hash TEXT NOT NULL,
     key_id TEXT NOT NULL,
     hash TEXT NOT NULL,
     at INTEGER NOT NULL,
     event TEXT NOT NULL,
     correlation_id TEXT NOT NULL,
     actor_id TEXT NOT NULL,
     actor_name TEXT NOT NULL,
     request_id TEXT,
     target_id TEXT,
     target_name TEXT,
     conversation_id TEXT,
     rule TEXT,
     reason TEXT,
     ticket TEXT,
     note TEXT,
     detail TEXT
   ) STRICT;
   CREATE INDEX audit_of_request ON audit (request_id) WHERE request_id IS NOT NULL;
   CREATE TABLE audit_head (
     id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
     count INTEGER NOT NULL,
     hash TEXT NOT NULL,
     key_id TEXT NOT NULL,
     mac TEXT NOT NULL
   ) STRICT;
   CREATE TABLE audit_keys (
     key_id TEXT NOT NULL PRIMARY KEY,
     sealed TEXT NOT NULL
   ) STRICT;`,

  // What ends by itself is looked for apart from what is owed. A request is a union of states from here on, with a list of
  // what is owed; what was stored before is brought up to date when it is read (store/requests/earlier-request.ts).
  'CREATE INDEX requests_lapsing ON requests (due_at) WHERE due_at IS NOT NULL;',

  // Which messages were answered, and which of them started something, each by a key that says nothing of either.
  `CREATE TABLE messages (
     key TEXT NOT NULL PRIMARY KEY,
     taken_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX messages_taken ON messages (taken_at);`,
  // What people were asked about their messages: a Doubt as JSON, with what it is looked for by.
  `CREATE TABLE doubts (
     id TEXT NOT NULL PRIMARY KEY,
     person_id TEXT NOT NULL,
     conversation_id TEXT NOT NULL,
     asked_at INTEGER NOT NULL,
     due_at INTEGER NOT NULL,
     doubt TEXT NOT NULL CHECK (json_valid(doubt))
   ) STRICT;
   CREATE INDEX doubts_of_person ON doubts (person_id, conversation_id, asked_at);
   CREATE INDEX doubts_due ON doubts (due_at);`,
  // The data key that each Key Vault key has wrapped (WrappedKey).
  `CREATE TABLE data_keys (
     url TEXT NOT NULL PRIMARY KEY,
     version TEXT NOT NULL,
     algorithm TEXT NOT NULL,
     wrapped TEXT NOT NULL,
     signature TEXT NOT NULL
   ) STRICT;`,
  // The account that somebody acted with, where it is another one than the one that they chat with.
  `ALTER TABLE audit ADD COLUMN acting_id TEXT;
   ALTER TABLE audit ADD COLUMN acting_name TEXT;`,
  // What is to be done to the account, where that is not to reset its password.
  'ALTER TABLE audit ADD COLUMN action TEXT;',
  // What has shown who calls.
  'ALTER TABLE audit ADD COLUMN proof TEXT;',
  // What is old is found by when it began, and the head says which rows of the record were cut (CutMark).
  `CREATE INDEX requests_created ON requests (created_at);
   ALTER TABLE audit_head ADD COLUMN cut_count INTEGER;
   ALTER TABLE audit_head ADD COLUMN cut_hash TEXT;
   ALTER TABLE audit_head ADD COLUMN cut_at INTEGER;
   ALTER TABLE audit_head ADD COLUMN cut_days INTEGER;`,
];

/** The schema version from which on the record is a chain: a file that comes from below gets the head of an empty one. */
export const CHAINED_SINCE = 8;

/**
 * Brings the schema of an open database up to today's, all steps in one transaction.
 * @param finish runs at the end of the transaction; gets the version that the file had before.
 * @throws StoreError when the file is of a newer version of Nyckel or of another program.
 */
export function migrate(db: DatabaseSync, path: string, finish: (before: number) => void): void {
  db.exec('BEGIN IMMEDIATE');
  const version = pragma(db, 'user_version');
  if (version < CHAINED_SINCE) refuseOlderRecord(db, path);
  refuseStrangers(db, path, version);
  for (const step of MIGRATIONS.slice(version)) db.exec(step);
  if (version < MIGRATIONS.length) {
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
  }
  finish(version);
  db.exec('COMMIT');
}

/** A file that says it is older than the chain, but has one: somebody wants the record to begin anew. */
function refuseOlderRecord(db: DatabaseSync, path: string): void {
  const chained = db
    .prepare(
      "SELECT 1 FROM pragma_table_info('audit') WHERE name = 'hash' UNION SELECT 1 FROM sqlite_schema WHERE name = 'audit_unchained'",
    )
    .get();
  if (chained === undefined) return;
  throw new StoreError(
    `The store ${path} was changed by hand: it has a record, and a schema version from before there was one. Restore the last backup.`,
  );
}

function refuseStrangers(db: DatabaseSync, path: string, version: number): void {
  const objects = db.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count;
  const empty = version === 0 && objects === 0;
  if (!empty && pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new StoreError(`The store ${path} is a database of another program. Let STORE name a file of its own.`);
  }
  if (version > MIGRATIONS.length) throw new NewerStoreError(path, version, MIGRATIONS.length);
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}
