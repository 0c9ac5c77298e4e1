import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AuditEntry } from '../../desk/request/audit-entry.ts';
import { AUDIT_COLUMNS, auditValues, type StoredEntry } from '../record/audit-columns.ts';
import { checkEnd } from '../record/chain.ts';
import { type AuditHead, type ChainedRow, chainRow, headOf } from '../record/chain-row.ts';
import { type CutWanted, cutMark } from '../record/cut.ts';
import { renewedHead } from '../record/renewed-head.ts';
import { wrappedKeyToWrite } from '../record/wrapped-key-change.ts';
import { type ChainKeys, openRing, type SealKeys } from '../seal/chain-keys.ts';
import { fromAuditRow, fromDataKeyRow, fromHeadRow, fromRingRow } from './rows.ts';
import { CHAINED_SINCE } from './schema.ts';
import { prepareAll } from './statements.ts';

const COLUMNS = ['seq', 'previous_hash', 'key_id', 'hash', ...AUDIT_COLUMNS.map(([column]) => column)];

const SQL = {
  insertRow: `INSERT INTO audit (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  lastRow: 'SELECT * FROM audit ORDER BY seq DESC LIMIT 1',
  page: 'SELECT * FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?',
  trail: 'SELECT * FROM audit ORDER BY seq',
  trailOfRequest: 'SELECT * FROM audit WHERE request_id = ? ORDER BY seq',
  head: 'SELECT * FROM audit_head LIMIT 2',
  putHead: `INSERT INTO audit_head (id, count, hash, key_id, cut_count, cut_hash, cut_at, cut_days, mac)
    VALUES (1, :count, :hash, :keyId, :cutCount, :cutHash, :cutAt, :cutDays, :mac)
    ON CONFLICT (id) DO UPDATE SET count = excluded.count, hash = excluded.hash, key_id = excluded.key_id,
      cut_count = excluded.cut_count, cut_hash = excluded.cut_hash, cut_at = excluded.cut_at, cut_days = excluded.cut_days,
      mac = excluded.mac`,
  cutRows: 'DELETE FROM audit WHERE seq <= ?',
  unchained: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit_unchained'",
  ring: 'SELECT key_id, sealed FROM audit_keys ORDER BY key_id',
  putRing: `INSERT INTO audit_keys (key_id, sealed) VALUES (:keyId, :sealed)
    ON CONFLICT (key_id) DO UPDATE SET sealed = excluded.sealed`,
  dataKey: 'SELECT * FROM data_keys WHERE url = ?',
  putDataKey: `INSERT OR REPLACE INTO data_keys (url, version, algorithm, wrapped, signature)
    VALUES (:url, :version, :algorithm, :wrapped, :signature)`,
} as const;

/** Prepared where it is needed: whoever has looked at those rows may have taken their table away. */
const CUT_UNCHAINED = 'DELETE FROM audit_unchained WHERE seq IN (SELECT seq FROM audit_unchained WHERE at < ? LIMIT ?)';

/** The ends of what SQLite takes for an integer: a row that somebody put in may have any number. */
export const FIRST_SEQ = -(2n ** 63n);
export const LAST_SEQ = 2n ** 63n - 1n;

/**
 * The record in its tables, as a chain. Opens no transaction: what is written here belongs to the caller's. Errors are
 * SQLite's own, but for the StoreError of checkEnd.
 */
export class SqliteRecord {
  readonly #db: DatabaseSync;
  readonly #sql: Readonly<Record<keyof typeof SQL, StatementSync>>;
  readonly #sealKeys: SealKeys;
  #keys: ChainKeys;

  constructor(db: DatabaseSync, sealKeys: SealKeys) {
    this.#db = db;
    this.#sql = prepareAll(db, SQL);
    for (const name of ['lastRow', 'page', 'trail', 'trailOfRequest'] as const) this.#sql[name].setReadBigInts(true);
    this.#sealKeys = sealKeys;
    this.#keys = this.readKeys();
  }

  /**
   * Has to be called once, in the transaction in which the file is opened: gives a new record its head, takes up a change of
   * SEAL_KEY, and keeps its data key.
   * @param before schema version that the file had.
   * @throws StoreError as wrappedKeyToWrite
   */
  begin(before: number): void {
    this.#keepDataKey();
    if (before < CHAINED_SINCE) this.#putHead(headOf(this.#keys.current));
    const { write } = openRing(this.#ring(), this.#sealKeys);
    for (const entry of write) this.#sql.putRing.run({ ...entry });
    const renewed = renewedHead(this.head(), this.#sealKeys);
    if (renewed) this.#putHead(renewed);
    this.#keys = this.readKeys();
  }

  /** @throws StoreError when the record does not end as its head says, or the entry can't be written. */
  append(entry: AuditEntry): void {
    const head = this.checkedHead();
    const row = chainRow(this.#keys.current, head.hash, head.count + 1, entry);
    this.#sql.insertRow.run(row.seq, row.previousHash, row.keyId, row.hash, ...auditValues(row.entry));
    this.#putHead(headOf(this.#keys.current, row, head.cut));
  }

  /** @throws StoreError when the record does not end as its head says. */
  checkedHead(): AuditHead {
    const last = this.#sql.lastRow.all().map(fromAuditRow)[0];
    const known = [this.#keys.current, ...this.#keys.earlier].some(key => key.id === last?.keyId);
    // Another process may have taken up a change of SEAL_KEY since this one opened the file.
    if (last && !known) this.#keys = this.readKeys();
    const head = this.head();
    checkEnd(head, last, this.#keys);
    return head;
  }

  /** Undefined as well where there is more than one: nobody can tell which of them is the head. */
  head(): AuditHead | undefined {
    const [head, another] = this.#sql.head.all().map(fromHeadRow);
    return another ? undefined : head;
  }

  /**
   * Cuts at most `limit` of the oldest rows, and those of before the chain, which nothing vouches for. Returns how many.
   * @throws StoreError as checkedHead and cutMark
   */
  cut(wanted: CutWanted, limit: number): number {
    const head = this.checkedHead();
    const mark = cutMark(this.page(FIRST_SEQ, LAST_SEQ, limit).rows, head, wanted, this.#keys);
    if (mark) {
      this.#sql.cutRows.run(mark.count);
      this.#putHead(headOf(this.#keys.current, { seq: head.count, hash: head.hash }, mark));
    }
    return this.#cutUnchained(wanted, limit) + (mark ? mark.count - (head.cut?.count ?? 0) : 0);
  }

  /** All keys that rows may be written with, as the ring is now. */
  readKeys(): ChainKeys {
    return openRing(this.#ring(), this.#sealKeys).keys;
  }

  trail(requestId?: string): StoredEntry[] {
    const { trail, trailOfRequest } = this.#sql;
    return (requestId === undefined ? trail.all() : trailOfRequest.all(requestId)).map(row => fromAuditRow(row).entry);
  }

  /** At most `limit` rows from place `from` to place `to`, and the place after the last of them. */
  page(from: bigint, to: bigint, limit: number): { rows: ChainedRow[]; next: bigint } {
    const rows = this.#sql.page.all(from, to, limit);
    const last = rows.at(-1)?.seq;
    const more = rows.length === limit && typeof last === 'bigint' && last < to;
    return { rows: rows.map(fromAuditRow), next: more ? last + 1n : to + 1n };
  }

  /** The highest number that a row has; undefined when there is none. */
  lastSeq(): bigint | undefined {
    const last = this.#sql.lastRow.get()?.seq;
    return typeof last === 'bigint' ? last : undefined;
  }

  #cutUnchained({ before }: CutWanted, limit: number): number {
    if (this.#sql.unchained.get() === undefined) return 0;
    return Number(this.#db.prepare(CUT_UNCHAINED).run(before, limit).changes);
  }

  #keepDataKey(): void {
    const { wrapped } = this.#sealKeys;
    if (wrapped === undefined) return;
    const stored = this.#sql.dataKey.all(wrapped.url).map(fromDataKeyRow)[0];
    const change = wrappedKeyToWrite(stored, this.head(), this.#sealKeys);
    if (change) this.#sql.putDataKey.run({ url: change.url, ...change.after });
  }

  #ring() {
    return this.#sql.ring.all().map(fromRingRow);
  }

  #putHead({ count, hash, keyId, cut, mac }: AuditHead): void {
    const { count: cutCount = null, hash: cutHash = null, at: cutAt = null, days: cutDays = null } = cut ?? {};
    this.#sql.putHead.run({ count, hash, keyId, cutCount, cutHash, cutAt, cutDays, mac });
  }
}
