import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import { exportLines } from '../../../src/operate/audit/export-lines.ts';
import { type ChainedRow, chainRow } from '../../../src/store/record/chain-row.ts';
import { deriveChainKey } from '../../../src/store/seal/chain-keys.ts';
import { collected, NOW, sampleEntry, sampleKey } from '../../store/samples.ts';
import { runs } from '../../support/runs.ts';

const KEY = deriveChainKey(sampleKey('first'));
const HEADER =
  'seq,at,event,correlationId,actorId,actorName,requestId,targetId,targetName,conversationId,rule,reason,ticket,note,detail,hash,actingId,actingName,action,proof';

async function* rowsOf(entries: readonly Partial<AuditEntry>[]): AsyncGenerator<ChainedRow> {
  for (const [index, changes] of entries.entries()) {
    yield chainRow(KEY, '', index + 1, sampleEntry({ id: 'r' }, changes));
  }
}
const lines = (
  entries: readonly Partial<AuditEntry>[],
  format: 'csv' | 'jsonl',
  period: { from?: number; before?: number } = {},
) => collected(exportLines(rowsOf(entries), format, period));

/** A reader of RFC 4180 that is not the writer's. */
function readCsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const table: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    table.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') table.push([]);
  }
  return table.slice(0, -1);
}

/** What a person can get on record, made for spreadsheets. */
const hostile = fc.string({
  unit: fc.constantFrom(
    ...['a', 'ö', '1', '"', '"', "'", ',', ';', ';', '|', ':', '\t', '\n', '\r', ' ', '=', '=', '+', '-', '@'],
    ...['\uff1d', '\uff0b', '\uff0d', '\uff20', '\ufe66', '\u2212', '\ufeff', '\u200b', '\u00a0', "=cmd|'/C calc'!A0"],
  ),
  maxLength: 14,
});
/** The beginning of a formula, for a program that takes look-alikes for the real ones. */
const BEGINS = /^[=+\-@\u2212]/;

/** What a program takes away around a cell, and look-alikes made what they look like. */
function trimmed(cell: string): string {
  return cell.normalize('NFKC').replace(/^[\s\p{Cf}"]+/u, '');
}

/** The cells as a program reads them that parts them by this character, with quotes as far as they can be paired, or without. */
function cellsOf(csv: string, separator: string, quotes: boolean): string[] {
  const cells = [''];
  let quoted = false;
  for (const character of csv) {
    if (quotes && character === '"') quoted = !quoted;
    else if (!quoted && (character === separator || /[\r\n]/.test(character))) cells.push('');
    else cells.push(`${cells.pop()}${character}`);
  }
  return cells;
}

/** Takes the apostrophes out again that the export has put in. */
function original(cell: string): string {
  return cell
    .replace(/^'(?='*[\t\r\n])/, '')
    .replace(
      /(?<![\p{L}\p{N}])'(?=[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a-\u207c\u208a-\u208c\u2212])/gu,
      '',
    );
}

describe('operate/audit/export-lines', () => {
  it('writes csv with a head, times in UTC and one line to a row', async () => {
    const [head, first, ...more] = await lines([{ at: NOW, targetName: 'Anna, "Ann"', note: 'two\nlines' }], 'csv');
    assert.equal(head, `${HEADER}\r\n`);
    assert.ok(
      first?.startsWith('1,2026-03-02T08:00:00.000Z,request-opened,correlation-1,requester-1,Ingrid Öberg,r,,'),
    );
    assert.match(first ?? '', /,"Anna, ""Ann""",,,,,"two\nlines",,[\w-]{43},,,,\r\n$/);
    assert.deepEqual(more, []);
  });

  it('has which account acted, what for, and what has shown who calls, at the end, behind what earlier exports have', async () => {
    const later = {
      actingId: 'a-1',
      actingName: '=adm',
      action: 'temporary-access-pass',
      proof: 'voice none',
    } as const;
    const [, row = []] = readCsv((await lines([later], 'csv')).join(''));
    assert.match(row[15] ?? '', /^[\w-]{43}$/);
    assert.deepEqual(row.slice(16), ['a-1', "'=adm", 'temporary-access-pass', 'voice none']);
    const [line = ''] = await lines([later], 'jsonl');
    const { actingId, action, proof } = JSON.parse(line);
    assert.deepEqual([actingId, action, proof], ['a-1', 'temporary-access-pass', 'voice none']);
  });

  it('writes the fields that docs/record.md explains, and no other', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/record.md'), 'utf8');
    const table = page.slice(page.indexOf('| Field |'), page.indexOf('## How tampering'));
    const explained = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(explained.sort(), HEADER.split(',').sort());
  });

  it('writes jsonl with the names of the entry, each line by itself', async () => {
    const [line, ...more] = await lines([{ note: 'two\nlines' }], 'jsonl');
    assert.deepEqual(more, []);
    assert.ok(line?.endsWith('}\n') && !line.slice(0, -1).includes('\n'));
    const { hash, ...rest } = JSON.parse(line ?? '');
    assert.match(hash, /^[\w-]{43}$/);
    assert.deepEqual(rest, {
      ...sampleEntry({ id: 'r' }, { note: 'two\nlines' }),
      seq: 1,
      at: '2026-03-02T08:00:00.000Z',
    });
  });

  for (const [text, cell] of [
    ['=1+1', "'=1+1"],
    ['+46', "'+46"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\n=1', "'\n'=1"],
    ["a;=cmd|'/C calc'!A0;b", "a;'=cmd|'/C calc'!A0;b"],
    ['x;"=1+1"', 'x;"\'=1+1"'],
    [' \u00a0=1', " \u00a0'=1"],
    ['\ufeff=1', "\ufeff'=1"],
    ['\u200b@x', "\u200b'@x"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['\u22121', "'\u22121"],
    ["a;'=1", "a;''=1"],
    ['SUP-123, 2026-03-02 a+b anna@contoso.com x=1', 'SUP-123, 2026-03-02 a+b anna@contoso.com x=1'],
  ] as const) {
    it(`keeps a spreadsheet from running ${JSON.stringify(text)}`, async () => {
      const csv = (await lines([{ note: text, actorName: text }], 'csv')).join('');
      const [, row = []] = readCsv(csv);
      assert.equal(row[13], cell);
      assert.equal(row[5], cell);
      assert.equal(original(cell), text);
      const [json = ''] = await lines([{ note: text }], 'jsonl');
      assert.equal(JSON.parse(json).note, text, 'jsonl says what is on record');
    });
  }

  it('gives back any text through a csv reader, and no cell that a spreadsheet would run', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (note, actorName) => {
        const [, row = []] = readCsv((await lines([{ note, actorName }], 'csv')).join(''));
        assert.equal(row.length, HEADER.split(',').length);
        for (const [cell, said] of [
          [row[13], note],
          [row[5], actorName],
        ] as const) {
          assert.equal(original(cell ?? ''), said);
        }
      }),
      { numRuns: runs(1_000), seed: 20260302 },
    );
  });

  it('has no cell that begins a formula, whatever parts the cells and whether quotes hold them (property)', async () => {
    const entry = fc.record({ note: hostile, actorName: hostile, ticket: hostile, rule: hostile, detail: hostile });
    await fc.assert(
      fc.asyncProperty(entry, async changes => {
        const csv = (await lines([changes, changes], 'csv')).join('');
        for (const separator of [',', ';', '\t', '|', ':', ' ']) {
          for (const quotes of [true, false]) {
            for (const cell of cellsOf(csv, separator, quotes)) assert.doesNotMatch(trimmed(cell), BEGINS, csv);
          }
        }
      }),
      { numRuns: runs(1_000), seed: 20260302 },
    );
  });

  it('takes the rows from the first moment to just before the last', async () => {
    const entries = [-1, 0, 1, 9, 10].map(each => ({ at: NOW + each }));
    const seqs = async (period: { from?: number; before?: number }) =>
      (await lines(entries, 'jsonl', period)).map(line => JSON.parse(line).seq);
    assert.deepEqual(await seqs({ from: NOW, before: NOW + 10 }), [2, 3, 4]);
    assert.deepEqual(await seqs({ from: NOW + 9 }), [4, 5]);
    assert.deepEqual(await seqs({ before: NOW }), [1]);
    assert.deepEqual(await seqs({}), [1, 2, 3, 4, 5]);
  });

  it('writes a time that is none as it is', async () => {
    const [line = ''] = await lines([{ at: Number.MAX_SAFE_INTEGER }], 'jsonl');
    assert.equal(JSON.parse(line).at, '9007199254740991');
  });
});
