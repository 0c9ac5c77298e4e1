import assert from 'node:assert/strict';
import type { Figures } from '../../../src/desk/report/figures.ts';
import { reportCsv, reportText } from '../../../src/desk/report/report-lines.ts';
import { DAY, MINUTE } from '../../../src/desk/times.ts';

const NOW = Date.UTC(2026, 2, 16, 9, 30);

function figures(changes: Partial<Figures> = {}): Figures {
  return {
    time: { from: NOW - 2 * DAY, before: NOW },
    done: new Map([['temporary-access-pass', 2]]),
    undone: new Map(),
    days: [0, 2],
    reasons: new Map([['', 2]]),
    proofs: new Map([['none', 1]]),
    approvals: { asked: 1, approved: 1, declined: 0, waiting: 0 },
    refusals: new Map([['own-account', 3]]),
    alarms: { raised: 0, ended: 0 },
    secrets: { handedOver: 2, used: 1, unused: 0, takenBack: 0, unknown: 1 },
    people: [],
    others: 2,
    ...changes,
  };
}

const PAST = figures({ time: { from: NOW - 4 * DAY, before: NOW - 2 * DAY }, refusals: new Map([['busy', 4]]) });

describe('a report as csv', () => {
  it('has the same five columns in every line, of both times', () => {
    const csv = reportCsv({ present: figures({ median: 1.5 * MINUTE }), past: PAST });
    const lines = csv
      .split('\r\n')
      .slice(0, -1)
      .map(line => line.split(','));
    assert.deepEqual(new Set(lines.map(({ length }) => length)), new Set([5]));
    const of = (figure: string) => lines.filter(line => line[2] === figure).map(line => line.slice(3));
    assert.deepEqual(of('median-seconds'), [['', '90']]);
    assert.deepEqual(of('refused'), [
      ['own-account', '3'],
      ['busy', '4'],
    ]);
    assert.deepEqual(of('day'), [
      ['1', '0'],
      ['2', '2'],
      ['1', '0'],
      ['2', '2'],
    ]);
    assert.deepEqual(
      new Set(lines.slice(1).map(([from]) => from)),
      new Set(['2026-03-14T09:30:00.000Z', '2026-03-12T09:30:00.000Z']),
    );
  });

  it('is no formula to a spreadsheet, whatever somebody is called and whatever stands on record', () => {
    const people = [{ id: 'x', name: '=cmd|"/c calc"!A1', done: 9 }];
    const refusals = new Map([
      ['@SUM(1)', 1],
      ['a;=1', 1],
      ['\t=2', 1],
    ]);
    const csv = reportCsv({ present: figures({ people, refusals }), past: PAST });
    assert.ok(csv.includes('person,"\'=cmd|""/c calc""!A1 (x)",9'), csv);
    assert.ok(csv.includes("refused,'@SUM(1),1") && csv.includes("refused,a;'=1,1"), csv);
    assert.doesNotMatch(csv, /(?:^|,)"?\t/m);
  });
});

describe('a report as text', () => {
  it('has each figure beside that of the time before, with 0 where one has none', () => {
    const text = reportText({ present: figures(), past: PAST });
    assert.match(
      text,
      /^From 2026-03-14T09:30:00\.000Z to 2026-03-16T09:30:00\.000Z, and as much before\n\n +then +before\n/,
    );
    assert.match(text, /\nrefused own-account +3 +0\n/);
    assert.match(text, /\nrefused busy +0 +4\n/);
    assert.match(text, /\nproof none +1 +1\n/);
  });

  it('moves no cursor, and begins no line of its own', () => {
    const people = [{ id: 'x', name: 'Erik\n\u001b[2JLindqvist\u202e', done: 9 }];
    const text = reportText({ present: figures({ people }), past: PAST });
    assert.match(text, /\nperson Erik \[2JLindqvist \(x\) +9 +0\n/);
  });
});
