import assert from 'node:assert/strict';
import { compare } from '../../../src/operate/watch/compare.ts';
import type { EntraRow } from '../../../src/operate/watch/entra-row.ts';
import { ourCalls } from '../../../src/operate/watch/our-calls.ts';
import { busyMonth } from './busy-month.ts';
import { entraRow, MINUTE, NOW, ourRow, SELF_SERVICE_ACCOUNT } from './samples.ts';

const PASS = { event: 'pass-started' } as const;
const GIVEN = { deed: 'pass-given', activity: 'Admin registered security info' } as const;
const DELETED = { deed: 'pass-deleted', activity: 'Admin deleted security info' } as const;
const SECOND_NAME = { activity: 'Reset user password' };
/** As where the log bears a correlation id of its own. */
const OTHER_ID = { correlationId: 'of-its-own' };

function around(rows: EntraRow[], record = [ourRow()]): EntraRow[] {
  return [...compare(rows, ourCalls(record)).around];
}

/** What is ours, and what would be if one thing were not otherwise. */
const OURS: readonly [what: string, rows: EntraRow[], record?: ReturnType<typeof ourRow>[]][] = [
  ['a reset with our correlation id', [entraRow()]],
  ['both rows that Entra writes of one reset', [entraRow(), entraRow(SECOND_NAME)]],
  ['a reset by the same person, whatever its correlation id', [entraRow({ ...OTHER_ID, at: NOW + 9 * MINUTE })]],
  ['a reset that Entra dates before it, by clocks that are apart', [entraRow({ at: NOW - 2 * MINUTE })]],
  ['a row that names an application, with our correlation id', [entraRow({ byId: undefined, by: 'Password service' })]],
  [
    'a row of the self-service account, near to a reset of ours',
    [entraRow({ ...SECOND_NAME, ...OTHER_ID, byId: 'x', by: SELF_SERVICE_ACCOUNT })],
  ],
  ['a pass', [entraRow(GIVEN)], [ourRow(PASS)]],
  ['the pass that another one takes the place of', [entraRow(DELETED), entraRow(GIVEN)], [ourRow(PASS)]],
  [
    'a pass that was withdrawn before the row was written',
    [entraRow({ ...DELETED, ...OTHER_ID, at: NOW - MINUTE })],
    [ourRow({ event: 'pass-withdrawn' })],
  ],
  [
    'a reset with a second account, as Entra knows it by that one',
    [entraRow({ ...OTHER_ID, byId: 'adm' })],
    [ourRow({ actingId: 'ADM' })],
  ],
  [
    'a reset whose answer was lost, and which an alarm has ended',
    [entraRow(OTHER_ID)],
    [ourRow(), ourRow({ event: 'reset-unknown' }), ourRow({ event: 'reset-failed', rule: 'not-possible' })],
  ],
  [
    'a reset that an alarm has overtaken',
    [entraRow(OTHER_ID)],
    [ourRow(), ourRow({ event: 'reset-failed', rule: 'caller-denied-late' })],
  ],
  [
    'a call that we take for failed, where Entra has it by its correlation id',
    [entraRow()],
    [ourRow(), ourRow({ event: 'reset-failed', rule: 'not-possible' })],
  ],
  [
    'two resets of one person, each with its row',
    [entraRow(OTHER_ID), entraRow({ ...OTHER_ID, at: NOW + 5 * MINUTE })],
    [ourRow(), ourRow({ at: NOW + 5 * MINUTE, requestId: 'r-2' })],
  ],
];

const AROUND: readonly [what: string, rows: EntraRow[], record?: ReturnType<typeof ourRow>[]][] = [
  ['a reset of somebody whom nothing on record is about', [entraRow({ targetId: 'gustav' })]],
  ['a reset by somebody else, in the same minute', [entraRow({ ...OTHER_ID, byId: 'mikael' })]],
  ['a reset by somebody else who has borrowed our correlation id', [entraRow({ byId: 'mikael' })]],
  ['a reset by an application, in the same minute', [entraRow({ ...OTHER_ID, byId: undefined, by: 'Script' })]],
  ['a reset of another account with our correlation id', [entraRow({ targetId: 'gustav' })]],
  ['a reset of several accounts at once', [entraRow({ targetId: undefined })]],
  ['a reset long after ours', [entraRow({ ...OTHER_ID, at: NOW + 11 * MINUTE })]],
  ['a reset long after ours with our correlation id', [entraRow({ at: NOW + 11 * MINUTE })]],
  ['a reset before ours', [entraRow({ at: NOW - 3 * MINUTE })]],
  ['a reset whose result nobody knows', [entraRow({ targetId: 'gustav', result: 'timeout' })]],
  ['a reset of ours that was not made', [entraRow(OTHER_ID)], [ourRow(), ourRow({ event: 'reset-not-called' })]],
  [
    'a reset in the portal after one of ours that did not work',
    [entraRow(OTHER_ID)],
    [ourRow(), ourRow({ event: 'reset-failed', rule: 'not-possible' })],
  ],
  ['a pass where we have made a reset', [entraRow(GIVEN)]],
  ['a reset where we have made a pass', [entraRow()], [ourRow(PASS)]],
  [
    'a method that was taken away',
    [entraRow({ deed: 'method-deleted', activity: 'Admin deleted security info' })],
    [ourRow(PASS)],
  ],
  [
    'a method that was added',
    [entraRow({ deed: 'method-added', activity: 'Admin registered security info' })],
    [ourRow(PASS)],
  ],
  ['a pass that was taken away without a word', [entraRow(DELETED)], [ourRow({ event: 'pass-handed-over' })]],
  [
    'a reset by an account that is called like the one of Microsoft',
    [entraRow({ activity: 'Reset user password', by: `${SELF_SERVICE_ACCOUNT}.example`, byId: 'x', ...OTHER_ID })],
  ],
];

describe('operate/watch/compare', () => {
  for (const [what, rows, record] of OURS) {
    it(`takes for ours: ${what}`, () => {
      assert.deepEqual(around(rows, record), []);
      assert.equal(compare(rows, ourCalls(record ?? [ourRow()])).ours, rows.length);
    });
  }

  for (const [what, rows, record] of AROUND) {
    it(`finds: ${what}`, () => assert.deepEqual(around(rows, record), rows));
  }

  it('finds what somebody does in the portal once more, right after they did it here', () => {
    const [ours, again] = [entraRow(), entraRow({ ...OTHER_ID, at: NOW + MINUTE })];
    assert.deepEqual(around([again, ours]), [again]);
    assert.deepEqual(around([ours, entraRow({ ...again, correlationId: ours.correlationId })]).length, 1);
  });

  it('gives the row with our correlation id to us, and not the one that is nearer in time', () => {
    const nearer = entraRow({ ...OTHER_ID, at: NOW });
    const ours = entraRow({ at: NOW + MINUTE });
    assert.deepEqual(around([nearer, ours]), [nearer]);
  });

  it('leaves out what had no effect, and what people reset themselves, and counts both', () => {
    const failed = entraRow({ targetId: 'gustav', result: 'Failure' });
    const own = entraRow({ ...SECOND_NAME, targetId: 'gustav', byId: 'x', by: SELF_SERVICE_ACCOUNT.toUpperCase() });
    const { around: found, failed: count, selfService, ours } = compare([failed, own], []);
    assert.deepEqual([found, count, selfService, ours], [[], 1, 1, 0]);
  });

  it('does not take the self-service account for an excuse of anything but its own kind of row', () => {
    const row = entraRow({ targetId: 'gustav', byId: 'x', by: SELF_SERVICE_ACCOUNT });
    assert.deepEqual(around([row]), [row]);
  });

  it('names the calls on record that Entra has no row of, unless nothing came of them', () => {
    const record = [
      ourRow(),
      ourRow({ requestId: 'r-2', correlationId: 'c-2', targetId: 'gustav' }),
      ourRow({ requestId: 'r-3', correlationId: 'c-3', targetId: 'maria' }),
      ourRow({ requestId: 'r-3', event: 'reset-not-called' }),
    ];
    const { unseen } = compare([entraRow()], ourCalls(record));
    assert.deepEqual(
      unseen.map(({ targetId }) => targetId),
      ['gustav'],
    );
  });

  it('tells them in the order in which they happened', () => {
    const rows = [3, 1, 2].map(minute => entraRow({ targetId: 'gustav', at: NOW + minute * MINUTE }));
    assert.deepEqual(
      around(rows).map(({ at }) => (at - NOW) / MINUTE),
      [1, 2, 3],
    );
  });

  it('finds 137 foreign rows among 10,000, and no other, in whatever order they come', () => {
    const { rows, record, foreign } = busyMonth(10_000, 137);
    assert.deepEqual([rows.length, foreign.size], [10_000, 137]);
    for (const order of [rows, rows.toReversed(), rows.toSorted((a, b) => a.id.localeCompare(b.id))]) {
      const found = new Set(around(order, record).map(({ id }) => id));
      assert.deepEqual(found, foreign);
    }
  });
});
