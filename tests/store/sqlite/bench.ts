import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { endianness, tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import type { OnUnreadable } from '../../../src/store/requests/readable.ts';
import type { SealKeys } from '../../../src/store/seal/chain-keys.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { KEYS } from '../samples.ts';

/** A folder of its own for one test, with the store's file in it, and everything that was opened there. */
export class SqliteBench {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'nyckel-store-'));
  readonly file = path.join(this.folder, 'data', 'nyckel.db');
  readonly #stores: AuditedRequestStore[] = [];
  readonly #connections: DatabaseSync[] = [];

  /** Opens the store (again); waits for locks only briefly, so that a test of a lock is quick. */
  open(lockWait = 200, keys: SealKeys = KEYS, onUnreadable?: OnUnreadable): AuditedRequestStore {
    const store = openSqliteStore(this.file, { keys, lockWait, onUnreadable });
    this.#stores.push(store);
    return store;
  }

  /** A plain connection of somebody else. */
  connect(readOnly = false): DatabaseSync {
    const connection = new DatabaseSync(this.file, { readOnly, timeout: 200 });
    this.#connections.push(connection);
    return connection;
  }

  /** Which of the store's files hold the text in their raw bytes: nyckel.db, nyckel.db-wal, nyckel.db-shm. */
  filesHolding(text: string): string[] {
    const folder = path.dirname(this.file);
    return readdirSync(folder).filter(name => readFileSync(path.join(folder, name)).includes(text));
  }

  /** How many transactions that wrote something were committed (SQLite, "WAL-mode File Format": iChange of the index). */
  commits(): number {
    const index = readFileSync(`${this.file}-shm`);
    return endianness() === 'LE' ? index.readUInt32LE(8) : index.readUInt32BE(8);
  }

  /** Nothing can be read any more of what was opened. */
  async closeAll(): Promise<void> {
    await Promise.all(this.#stores.map(store => store.close()));
  }

  async dispose(): Promise<void> {
    for (const connection of this.#connections) if (connection.isOpen) connection.close();
    await Promise.allSettled(this.#stores.map(store => store.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
