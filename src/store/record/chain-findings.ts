import type { AuditHead, ChainedRow } from './chain-row.ts';

/** What is wrong with the record, by place. */
export type ChainFinding =
  /** The row is not as it was written. */
  | { kind: 'changed'; seq: number }
  /** The row was never written, or not here. */
  | { kind: 'inserted'; seq: number }
  /** The row is as it was written, but at another place. */
  | { kind: 'reordered'; seq: number; belongsAt: number }
  /** These rows are gone; `seq` and `lastSeq` included. */
  | { kind: 'removed'; seq: number; lastSeq: number }
  /** The row is genuine, but the one before it is not the one that it followed: one is from another copy of the store. */
  | { kind: 'unlinked'; seq: number }
  /** These rows can't be judged: there is no key with the name that they carry. */
  | { kind: 'key-missing'; seq: number; lastSeq: number; keyId: string }
  | { kind: 'head-missing' }
  | { kind: 'head-changed' }
  | { kind: 'head-other-key'; keyId: string };

export interface AuditFindings {
  /** Rows that were read. */
  rows: number;
  head: AuditHead | undefined;
  /** Empty when the record is sound. */
  findings: readonly ChainFinding[];
}

interface Suspect {
  seq: number;
  /** Whether it stands in the place of its number: a row too many has none. */
  placed: boolean;
  /** Kept for the first ones only, so that a record that is wrong as a whole does not fill the memory. */
  row?: ChainedRow;
}

/** Above so many suspects, rows that moved are not told from rows that changed: each is compared with each place. */
const MOST_COMPARED = 300;

/** One reading of the record, row by row. */
export class ChainReading {
  readonly #isGenuine: (row: ChainedRow) => boolean | undefined;
  readonly #head: AuditHead | undefined;
  readonly #findings: ChainFinding[] = [];
  readonly #suspects: Suspect[] = [];
  readonly #gaps: { seq: number; lastSeq: number }[] = [];
  /** The last row that stands in its place, and whether the next one may be compared with its hash. */
  #last: { seq: number; hash: string; linkable: boolean } = { seq: 0, hash: '', linkable: true };
  rows = 0;

  /**
   * @param isGenuine undefined where the row's key is missing.
   * @param head only where it is genuine.
   */
  constructor(isGenuine: (row: ChainedRow) => boolean | undefined, head: AuditHead | undefined) {
    this.#isGenuine = isGenuine;
    this.#head = head;
    if (head?.cut) this.#last = { seq: head.cut.count, hash: head.cut.hash, linkable: true };
  }

  take(row: ChainedRow): void {
    this.rows += 1;
    if (row.seq <= this.#last.seq || row.seq > (this.#head?.count ?? Number.MAX_SAFE_INTEGER)) {
      this.#suspect(row, false);
      return;
    }
    const follows = row.seq === this.#last.seq + 1;
    if (!follows) this.#gaps.push({ seq: this.#last.seq + 1, lastSeq: row.seq - 1 });
    const genuine = this.#isGenuine(row);
    if (genuine === undefined) this.#keyMissing(row);
    if (genuine === false) this.#suspect(row, true);
    if (genuine === true && follows && this.#last.linkable && row.previousHash !== this.#last.hash) {
      this.#findings.push({ kind: 'unlinked', seq: row.seq });
    }
    this.#last = { seq: row.seq, hash: row.hash, linkable: genuine !== false };
  }

  /** After the last row: everything that was found, by place. */
  findings(): ChainFinding[] {
    this.#compareWithHead();
    const moved = this.#moved();
    const restored = new Set(moved.values());
    for (const suspect of this.#suspects) {
      const belongsAt = moved.get(suspect);
      // Its place is its own, and another row stands there too: that one is named.
      if (belongsAt !== suspect.seq) this.#findings.push(judged(suspect, belongsAt, restored));
    }
    // Where a row stands that belongs elsewhere, the row that belongs there is gone, unless it was found too.
    const replaced = [...moved.keys()].filter(({ seq, placed }) => placed && !restored.has(seq));
    const gone = [...this.#gaps, ...replaced.map(({ seq }) => ({ seq, lastSeq: seq }))];
    this.#findings.push(...gone.flatMap(gap => without(gap, restored)));
    return this.#findings.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  #compareWithHead(): void {
    if (this.#head === undefined) return;
    const { count, hash } = this.#head;
    if (this.#last.seq < count) this.#gaps.push({ seq: this.#last.seq + 1, lastSeq: count });
    else if (this.#last.linkable && this.#last.hash !== hash) this.#findings.push({ kind: 'unlinked', seq: count });
  }

  #keyMissing({ seq, keyId }: ChainedRow): void {
    const before = this.#findings.at(-1);
    if (before?.kind === 'key-missing' && before.keyId === keyId && before.lastSeq === seq - 1) before.lastSeq = seq;
    else this.#findings.push({ kind: 'key-missing', seq, lastSeq: seq, keyId });
  }

  #suspect(row: ChainedRow, placed: boolean): void {
    this.#suspects.push({ seq: row.seq, placed, ...(this.#suspects.length < MOST_COMPARED ? { row } : {}) });
  }

  /** Suspects that are genuine at a place whose own row is a suspect or gone, with that place. */
  #moved(): Map<Suspect, number> {
    const moved = new Map<Suspect, number>();
    if (this.#suspects.length > MOST_COMPARED) return moved;
    const places = new Set(this.#suspects.filter(({ placed }) => placed).map(({ seq }) => seq));
    for (const { seq, lastSeq } of this.#gaps) {
      for (let place = seq; place <= lastSeq && places.size < MOST_COMPARED; place++) places.add(place);
    }
    for (const suspect of this.#suspects) {
      const { row } = suspect;
      const place = row && [...places].find(seq => this.#isGenuine({ ...row, seq }));
      if (place === undefined) continue;
      moved.set(suspect, place);
      places.delete(place);
    }
    return moved;
  }
}

function judged({ seq, placed }: Suspect, belongsAt: number | undefined, restored: Set<number>): ChainFinding {
  if (belongsAt !== undefined) return { kind: 'reordered', seq, belongsAt };
  return { kind: placed && !restored.has(seq) ? 'changed' : 'inserted', seq };
}

function without(gap: { seq: number; lastSeq: number }, restored: Set<number>): ChainFinding[] {
  const found = [...restored].filter(seq => seq >= gap.seq && seq <= gap.lastSeq).sort((one, other) => one - other);
  const starts = [gap.seq, ...found.map(seq => seq + 1)];
  const ends = [...found.map(seq => seq - 1), gap.lastSeq];
  return starts.flatMap((seq, each) => {
    const lastSeq = ends[each] ?? gap.lastSeq;
    return seq <= lastSeq ? [{ kind: 'removed' as const, seq, lastSeq }] : [];
  });
}

function placeOf(finding: ChainFinding): number {
  return 'seq' in finding ? finding.seq : 0;
}
