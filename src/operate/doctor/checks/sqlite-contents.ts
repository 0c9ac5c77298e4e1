import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NewerStoreError, StoreError } from '../../../errors.ts';
import { fromHeadRow, fromRingRow } from '../../../store/sqlite/rows.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../../store/sqlite/schema.ts';
import { asStoreError } from '../../../store/sqlite/sqlite-errors.ts';
import type { NoContents, StoreContents } from './store-contents.ts';

/** Milliseconds for another program's lock. */
const LOCK_WAIT = 1_000;

const SQL = {
  head: 'SELECT * FROM audit_head WHERE id = 1',
  ring: 'SELECT key_id, sealed FROM audit_keys',
  passwords: 'SELECT id, sealed_password FROM requests WHERE sealed_password IS NOT NULL',
  probe: 'INSERT INTO probe (id, mark) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark',
} as const;

/**
 * Reads and writes the file as it is, without the key and without bringing it to today's schema: an older bot may still have it
 * open.
 * @throws StoreError
 */
export function sqliteContents(file: string): StoreContents | NoContents {
  const location = path.resolve(file);
  if (!existsSync(location)) return 'missing';
  try {
    const db = new DatabaseSync(location, { timeout: LOCK_WAIT });
    try {
      return schemaOf(db, location) < MIGRATIONS.length ? 'older' : probed(db);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asStoreError(location, error);
  }
}

function schemaOf(db: DatabaseSync, location: string): number {
  const application = Number(db.prepare('PRAGMA application_id').get()?.application_id);
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  const objects = db.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count;
  if (application !== APPLICATION_ID && objects !== 0) {
    throw new StoreError(`The store ${location} is a database of another program. Let STORE name a file of its own.`);
  }
  if (version > MIGRATIONS.length) throw new NewerStoreError(location, version, MIGRATIONS.length);
  return version;
}

function probed(db: DatabaseSync): StoreContents {
  db.prepare(SQL.probe).run(crypto.randomUUID());
  const passwords = db.prepare(SQL.passwords).all();
  return {
    headKeyId: db.prepare(SQL.head).all().map(fromHeadRow)[0]?.keyId,
    ring: db.prepare(SQL.ring).all().map(fromRingRow),
    passwords: passwords.map(row => ({ requestId: String(row.id), sealed: String(row.sealed_password) })),
  };
}
