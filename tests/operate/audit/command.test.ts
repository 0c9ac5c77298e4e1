import assert from 'node:assert/strict';
import { DAY } from '../../../src/desk/times.ts';
import { parseAuditCommand } from '../../../src/operate/audit/command.ts';

/** Within a day. */
const NOW = Date.UTC(2026, 2, 4, 8, 30);
const HASH = `${'a'.repeat(42)}-`;

describe('operate/audit-command', () => {
  const understood: [string, ReturnType<typeof parseAuditCommand>][] = [
    ['verify', { act: 'verify' }],
    [`verify --anchor 12:${HASH}`, { act: 'verify', anchor: { count: 12, hash: HASH } }],
    [`--anchor=1:${HASH} verify`, { act: 'verify', anchor: { count: 1, hash: HASH } }],
    ['export', { act: 'export', format: 'csv' }],
    ['export --format jsonl --out x.jsonl', { act: 'export', format: 'jsonl', file: 'x.jsonl' }],
    [
      'export --from 2026-03-01 --to 2026-03-01',
      { act: 'export', format: 'csv', from: Date.UTC(2026, 2, 1), before: Date.UTC(2026, 2, 2) },
    ],
    ['export --to 2024-02-29', { act: 'export', format: 'csv', before: Date.UTC(2024, 2, 1) }],
    ['report', { act: 'report', format: 'text', from: NOW - 7 * DAY, before: NOW }],
    [
      'report --from 2026-03-01 --to 2026-03-01 --format csv --out x.csv',
      { act: 'report', format: 'csv', from: Date.UTC(2026, 2, 1), before: Date.UTC(2026, 2, 2), file: 'x.csv' },
    ],
    ['report --from 2026-03-01', { act: 'report', format: 'text', from: Date.UTC(2026, 2, 1), before: NOW }],
    [
      'report --to 2026-03-31',
      { act: 'report', format: 'text', from: Date.UTC(2026, 2, 25), before: Date.UTC(2026, 3, 1) },
    ],
  ];
  for (const [line, expected] of understood) {
    it(`understands ${line}`, () => assert.deepEqual(parseAuditCommand(line.split(' '), NOW), expected));
  }

  const refused: [string, RegExp][] = [
    ['', /Say verify, export or report/],
    ['check', /Say verify, export or report/],
    ['toString', /Say verify, export or report/],
    ['verify export', /Say verify, export or report/],
    ['verify --from 2026-03-01', /--from does not belong to verify/],
    [`export --anchor 1:${HASH}`, /--anchor does not belong to export/],
    ['verify --anchor', /anchor/],
    [`verify --anchor 0:${HASH}`, /--anchor takes count and hash/],
    ['verify --anchor 12', /--anchor takes count and hash/],
    [`verify --anchor 12:${HASH}x`, /--anchor takes count and hash/],
    [`verify --anchor 1e3:${HASH}`, /--anchor takes count and hash/],
    ['export --format xml', /--format is csv or jsonl/],
    ['export --from yesterday', /--from is a day/],
    ['export --from 2026-02-30', /--from is a day/],
    ['export --from 2026-13-01', /--from is a day/],
    ['export --to 2026-3-1', /--to is a day/],
    ['export --to 2026-03-01T00:00:00Z', /--to is a day/],
    ['export --from 2026-03-02 --to 2026-03-01', /--from comes after --to/],
    ['export --verbose', /verbose/],
    [`report --anchor 1:${HASH}`, /--anchor does not belong to report/],
    ['report --format jsonl', /--format is text or csv/],
    ['report --from 2026-03-02 --to 2026-03-01', /--from comes after --to/],
    ['report --from 2026-03-05', /--from is still to come/],
  ];
  for (const [line, message] of refused) {
    it(`does not take "${line}"`, () => {
      const told = parseAuditCommand(line === '' ? [] : line.split(' '), NOW);
      assert.ok(typeof told === 'string', JSON.stringify(told));
      assert.match(told, message);
    });
  }
});
