import assert from 'node:assert/strict';
import type { EntraRow } from '../../../src/operate/watch/entra-row.ts';
import { csvLines, isClean, type Watched, watchLines } from '../../../src/operate/watch/report.ts';
import { entraRow, MINUTE, NOW } from './samples.ts';

const HOUR = 60 * MINUTE;

function watched(around: readonly EntraRow[] = [], changes: Partial<Watched> = {}): Watched {
  const compared = { around, ours: 2, failed: 0, selfService: 0, unseen: [] };
  const log = { rows: around, unreadable: 0, requests: 6 };
  return {
    since: NOW - HOUR,
    until: NOW,
    now: NOW + 2 * HOUR,
    log,
    compared,
    recordFrom: NOW - HOUR,
    recordSound: true,
    ...changes,
  };
}

describe('operate/watch/report', () => {
  it('is clean where nothing went around and everything could be told', () => {
    assert.ok(isClean(watched()));
    assert.ok(!isClean(watched([entraRow()])));
    assert.ok(!isClean(watched([], { recordSound: false })));
    assert.ok(!isClean(watched([], { log: { rows: [], unreadable: 1, requests: 6 } })));
  });

  it('counts rows and accounts', () => {
    const rows = [
      entraRow(),
      entraRow(),
      entraRow({ targetId: 'gustav' }),
      entraRow({ targetId: undefined, target: '' }),
    ];
    assert.equal(watchLines(watched(rows))[0], 'AROUND NYCKEL: 4 rows of Entra’s log, about 3 accounts:');
  });

  it('says where our record begins only later, or not at all', () => {
    const said = /^Our record begins at \S+: /m;
    const lines = (recordFrom?: number) => watchLines(watched([], { recordFrom })).join('\n');
    assert.doesNotMatch(lines(NOW - HOUR), said);
    assert.match(lines(NOW - HOUR + 1), said);
    assert.match(lines(), said);
  });

  it('marks what happened before the time that was asked for', () => {
    const [, first, second] = watchLines(watched([entraRow({ at: NOW - 2 * HOUR }), entraRow({ at: NOW - HOUR })]));
    assert.match(String(first), / \(before --since: told earlier, or late\)$/);
    assert.doesNotMatch(String(second), /before --since/);
  });

  it('lets no name write over the terminal, or over the next line', () => {
    const evil = 'Anna\u001b[2J\u001b[31m\r\nNothing went around Nyckel.\u202e\u2028x';
    const lines = watchLines(
      watched([entraRow({ target: evil, by: `${evil}${'y'.repeat(500)}`, correlationId: evil })]),
    );
    for (const line of lines) assert.doesNotMatch(line, /[\p{C}\p{Zl}\p{Zp}]/u);
    assert.ok((lines[1] ?? '').length < 600);
  });

  it('says unknown where the row names nobody', () => {
    assert.match(
      String(watchLines(watched([entraRow({ target: '', by: '' })]))[1]),
      /password reset of unknown by unknown/,
    );
  });

  it('writes no cell that a spreadsheet would run', () => {
    const [names, ...rows] = csvLines([entraRow({ reason: 'a;=1', by: '@SUM(A1)', target: '+46' })], NOW + 1);
    assert.match(String(names), /^id,at,deed,/);
    assert.match(rows.join(''), /,a;'=1,erik,'@SUM\(A1\),anna,'\+46,c-1,Core Directory,yes\r\n$/);
  });
});
