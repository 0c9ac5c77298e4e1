import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AuditEvent } from '../../src/desk/request/audit-entry.ts';
import type { AuditFindings } from '../../src/store/record/chain-findings.ts';
import type { Cells, RecordBench } from './contract-record.ts';
import { KEYS, NOW } from './samples.ts';

const COUNT = 9;
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const entry = fc.record(
  {
    at: fc.integer({ min: NOW, max: NOW + 1e9 }),
    event: fc.constantFrom<AuditEvent>('request-opened', 'reset-started', 'signed-in'),
    correlationId: fc.uuid(),
    actorId: fc.uuid(),
    actorName: text,
    requestId: fc.uuid(),
    targetName: text,
    note: text,
    detail: text,
  },
  { requiredKeys: ['at', 'event', 'correlationId', 'actorId', 'actorName'] },
);
const place = fc.integer({ min: 1, max: COUNT });

/**
 * The property that the record is kept for: whatever is changed in the rows, it is found and named. Each run changes a
 * record of nine rows in one way, has it verified, and puts it back.
 */
export function describeTampering(bench: () => RecordBench, numRuns: number): void {
  const runs = { numRuns, seed: 20260302 };

  /** A record of random entries, and what verifying it finds after `change`. */
  async function prepared(): Promise<(change: (rows: Cells[]) => Cells[]) => Promise<AuditFindings['findings']>> {
    const store = await bench().open(KEYS);
    for (const each of fc.sample(entry, { numRuns: COUNT, seed: 20260302 })) await store.record(each);
    const original = await bench().tamper.rows();
    assert.equal(original.length, COUNT);
    assert.deepEqual((await store.verifyAudit()).findings, [], 'it is sound before');
    return async change => {
      await bench().tamper.putRows(change(original.map(row => ({ ...row }))));
      return (await store.verifyAudit()).findings;
    };
  }
  const at = (rows: readonly Cells[], seq: number): Cells => rows[seq - 1] ?? assert.fail();

  it('finds a change of any single byte of any cell, and names its row alone', async () => {
    const tampered = await prepared();
    const { names, rows } = bench().tamper;
    const columns = Object.keys(at(await rows(), 1)).filter(name => name !== names.seq);
    const change = fc.tuple(place, fc.constantFrom(...columns), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([seq, column, index, flip]) => {
        const findings = await tampered(all => {
          at(all, seq)[column] = withOneByte(at(all, seq)[column] ?? null, index, flip);
          return all;
        });
        const expected =
          column === names.keyId
            ? findings.map(finding => ({ ...finding, kind: 'key-missing', seq, lastSeq: seq }))
            : [{ kind: 'changed', seq }];
        assert.deepEqual(findings, expected);
        assert.equal(findings.length, 1);
      }),
      runs,
    );
  });

  it('finds any run of rows that is gone, the last ones too', async () => {
    const tampered = await prepared();
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [seq, lastSeq] = [Math.min(one, other), Math.max(one, other)];
        const findings = await tampered(all => all.filter((_, index) => index + 1 < seq || index + 1 > lastSeq));
        assert.deepEqual(findings, [{ kind: 'removed', seq, lastSeq }]);
      }),
      runs,
    );
  });

  it('finds a removed row although the rows after it were moved up', async () => {
    const tampered = await prepared();
    const { seq } = bench().tamper.names;
    await fc.assert(
      fc.asyncProperty(place, async gone => {
        const findings = await tampered(all =>
          all.toSpliced(gone - 1, 1).map((row, index) => ({ ...row, [seq]: index + 1 })),
        );
        const moved = Array.from({ length: COUNT - gone }, (_, each) => gone + each);
        const expected = moved.map(place => ({ kind: 'reordered', seq: place, belongsAt: place + 1 }));
        assert.deepEqual(findings, [...expected, { kind: 'removed', seq: gone, lastSeq: gone }].sort(byPlace));
      }),
      runs,
    );
  });

  it('finds a row that was put in, a copy or an invented one, with the others moved or at the end', async () => {
    const tampered = await prepared();
    const { seq } = bench().tamper.names;
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: COUNT + 1 }), fc.nat(), async (source, where, flip) => {
        const findings = await tampered(all => {
          const inserted = { ...at(all, source) };
          const column = Object.keys(inserted).find(name => typeof inserted[name] === 'number' && name !== seq);
          if (column !== undefined) inserted[column] = Number(inserted[column]) + flip;
          return all.toSpliced(where - 1, 0, inserted).map((row, index) => ({ ...row, [seq]: index + 1 }));
        });
        assert.ok(findings.length > 0);
        // A copy right beside its original: either of the two is the one too many.
        const isCopyBeside = flip === 0 && (where === source || where === source + 1);
        const insertedAt = findings.flatMap(finding => (finding.kind === 'inserted' ? [finding.seq] : []));
        assert.deepEqual(insertedAt, [isCopyBeside ? (insertedAt[0] ?? assert.fail()) : where]);
        if (isCopyBeside) assert.ok([source, source + 1].includes(insertedAt[0] ?? 0));
      }),
      runs,
    );
  });

  it('finds any two rows that changed places, whole or in their content alone', async () => {
    const tampered = await prepared();
    const { seq, hash, previousHash, keyId } = bench().tamper.names;
    await fc.assert(
      fc.asyncProperty(place, place, fc.boolean(), async (one, other, whole) => {
        fc.pre(one < other);
        const kept = whole ? [seq] : [seq, hash, previousHash, keyId];
        const findings = await tampered(all => {
          const [first, second] = [{ ...at(all, one) }, { ...at(all, other) }];
          const keeping = (row: Cells) => Object.fromEntries(kept.map(name => [name, row[name] ?? null]));
          return all.with(one - 1, { ...second, ...keeping(first) }).with(other - 1, { ...first, ...keeping(second) });
        });
        const expected = [
          whole ? { kind: 'reordered', seq: one, belongsAt: other } : { kind: 'changed', seq: one },
          whole ? { kind: 'reordered', seq: other, belongsAt: one } : { kind: 'changed', seq: other },
        ];
        assert.deepEqual(findings, expected);
      }),
      runs,
    );
  });
}

/** The cell with one byte changed; a number is another one, and an empty cell gets a text. */
function withOneByte(cell: string | number | null, index: number, flip: number): string | number {
  if (cell === null || cell === '') return String.fromCharCode(64 + (flip % 60));
  if (typeof cell === 'number') return cell + 2 ** (flip % 32);
  const bytes = Buffer.from(cell);
  const at = index % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ flip;
  return bytes.toString('utf8');
}

function byPlace(one: { seq: number }, other: { seq: number }): number {
  return one.seq - other.seq;
}
