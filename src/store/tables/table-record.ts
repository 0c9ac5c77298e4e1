import type { AuditEntry } from '../../desk/request/audit-entry.ts';
import { checkEnd, verifyChain, verifyUncut } from '../record/chain.ts';
import type { AuditFindings } from '../record/chain-findings.ts';
import { type AuditHead, type ChainedRow, type CutMark, chainRow, headOf } from '../record/chain-row.ts';
import { type CutWanted, cutMark } from '../record/cut.ts';
import { type ChainKeys, openRing, type RingEntry, type SealKeys } from '../seal/chain-keys.ts';
import { auditChange, auditKey, fromAuditEntity, fromHeadEntity, fromRingEntity } from './record-rows.ts';
import { HEAD_KEY, keyRange } from './row-keys.ts';
import type { Change, Table } from './table.ts';

/** The record's end as it was at one moment. */
export interface RecordEnd {
  head: AuditHead;
  headEtag: string;
  /** Which write made each of the rows that were read, by place. */
  writeIds: ReadonlyMap<number, string>;
}

interface Tail {
  head: AuditHead | undefined;
  headEtag: string;
  rows: ChainedRow[];
  writeIds: Map<number, string>;
}

const { from: FIRST, below: BEYOND } = keyRange('audit');

/** The chained record in the table. */
export class TableRecord {
  readonly #table: Table;
  readonly #sealKeys: SealKeys;
  #keys: ChainKeys;
  /** A place where a row was seen, so that the end is found without reading all of it; 0 where none was. */
  #known = 0;

  /** @param keys what openRecord found. */
  constructor(table: Table, sealKeys: SealKeys, keys: ChainKeys) {
    this.#table = table;
    this.#sealKeys = sealKeys;
    this.#keys = keys;
  }

  /**
   * @param from reads the rows from this place on, which is not behind the last row; otherwise as few as possible.
   * @throws StoreError when the record does not end as its head says.
   */
  async readEnd(from?: number): Promise<RecordEnd> {
    const { head, headEtag, rows, writeIds } = await this.#tail(from ?? (this.#known || (await this.#count())));
    const last = rows.at(-1);
    const known = [this.#keys.current, ...this.#keys.earlier].some(({ id }) => id === last?.keyId);
    // Another process may have taken up a change of SEAL_KEY since this one opened the store.
    if (last && !known) this.#keys = await this.#readKeys();
    checkEnd(head, last, this.#keys);
    this.#known = head.count;
    return { head, headEtag, writeIds };
  }

  /** The row of this entry after this end, and the end that it makes. @throws StoreError when the entry can't be written. */
  append(end: RecordEnd, entry: AuditEntry | undefined, writeId: string): { rows: Change[]; end: RecordEnd } {
    if (!entry) return { rows: [], end };
    const row = chainRow(this.#keys.current, end.head.hash, end.head.count + 1, entry);
    return { rows: [auditChange(row, writeId)], end: { ...end, head: headOf(this.#keys.current, row, end.head.cut) } };
  }

  /**
   * The mark in the place of at most `limit` of the oldest rows, and what takes them away; undefined where there is nothing to cut.
   * @param head as readEnd found it, which must still be there when they are cut.
   * @throws StoreError as cutMark
   */
  async cutting(
    head: AuditHead,
    wanted: CutWanted,
    limit: number,
  ): Promise<{ cut: CutMark; count: number; gone: Change[] } | undefined> {
    const oldest: ChainedRow[] = [];
    for await (const row of this.#table.range({ from: FIRST, below: BEYOND, atMost: limit })) {
      if (row.key !== HEAD_KEY) oldest.push(fromAuditEntity(row));
    }
    const cut = cutMark(oldest, head, wanted, this.#keys);
    if (!cut) return undefined;
    const gone = oldest.filter(({ seq }) => seq <= cut.count);
    return { cut, count: gone.length, gone: gone.map(({ seq }) => ({ kind: 'delete', key: auditKey(seq) })) };
  }

  /** The end of a record whose first rows are cut as well. */
  cutTo(end: RecordEnd, cut: CutMark): RecordEnd {
    return { ...end, head: headOf(this.#keys.current, { seq: end.head.count, hash: end.head.hash }, cut) };
  }

  async head(): Promise<AuditHead | undefined> {
    const row = await this.#table.get(HEAD_KEY);
    return row && fromHeadEntity(row);
  }

  /** The rows with these places, both included. */
  async *rows(from = 0, to = Number.MAX_SAFE_INTEGER): AsyncGenerator<ChainedRow> {
    if (to < from) return;
    const below = to < Number.MAX_SAFE_INTEGER ? auditKey(to + 1) : BEYOND;
    const range = from > 0 ? { from: auditKey(from), below } : { from: FIRST, below };
    for await (const row of this.#table.range(range)) if (row.key !== HEAD_KEY) yield fromAuditEntity(row);
  }

  /** Others may write meanwhile: what is compared with the head was read together with it. */
  verify(): Promise<AuditFindings> {
    return verifyUncut(
      () => this.#verify(),
      () => this.head(),
    );
  }

  async #verify(): Promise<AuditFindings> {
    const from = await this.#count();
    const { head, rows } = await this.#tail(from);
    const before = from > 1 ? this.rows(0, from - 1) : noRows();
    return verifyChain(joined(before, rows), head, await this.#readKeys());
  }

  /** The place of the last row, if one may believe the head. */
  async #count(): Promise<number> {
    const count = (await this.head())?.count ?? 0;
    return Number.isSafeInteger(count) && count > 0 ? count : 0;
  }

  async #readKeys(): Promise<ChainKeys> {
    const ring: RingEntry[] = [];
    for await (const row of this.#table.range(keyRange('key'))) ring.push(fromRingEntity(row));
    return openRing(ring, this.#sealKeys).keys;
  }

  /** From this place on, with the head: one query in one partition sees one moment (Azure Table Storage, snapshot isolation). */
  async #tail(from: number): Promise<Tail> {
    const tail: Tail = { head: undefined, headEtag: '', rows: [], writeIds: new Map() };
    for await (const row of this.#table.range({ from: from > 0 ? auditKey(from) : FIRST, below: BEYOND })) {
      if (row.key === HEAD_KEY) {
        tail.head = fromHeadEntity(row);
        tail.headEtag = row.etag;
      } else {
        const chained = fromAuditEntity(row);
        tail.rows.push(chained);
        tail.writeIds.set(chained.seq, String(row.values.write_id));
      }
    }
    return tail;
  }
}

async function* noRows(): AsyncGenerator<ChainedRow> {
  yield* [];
}

async function* joined(before: AsyncIterable<ChainedRow>, after: readonly ChainedRow[]): AsyncGenerator<ChainedRow> {
  yield* before;
  yield* after;
}
