import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportOf, type Time, toBeRead } from '../../../../src/desk/report/figures.ts';
import type { RecordedEntry } from '../../../../src/desk/request/audit-entry.ts';
import { DAY } from '../../../../src/desk/times.ts';
import { countedApart } from '../counted-apart.ts';

const NOW = Date.UTC(2026, 2, 16, 9, 30);
const WEEK: Time = { from: NOW - 7 * DAY, before: NOW };
const ROWS = 100_000;

const EVENTS = [
  ...['request-opened', 'request-choosing', 'approval-asked', 'request-approved', 'request-declined'],
  ...['request-expired', 'request-cancelled', 'request-refused', 'approval-refused', 'not-allowed'],
  ...['reset-started', 'reset-accepted', 'reset-verified', 'reset-failed', 'reset-undone', 'reset-not-called'],
  ...['pass-started', 'pass-made', 'pass-failed', 'pass-withdrawn', 'pass-receipt', 'pass-unknown'],
  ...['password-shown', 'password-handed-over', 'password-erased', 'pass-handed-over', 'pass-erased'],
  ...['alarm-raised', 'alarm-ended', 'signed-in', 'policy-in-force', 'request-taken-over'],
  ...['', 'an event of a later version', '__proto__', 'constructor'],
] as const;
const RECEIPTS = [
  'used',
  'not-used',
  'not-yet',
  'expired',
  'disabled',
  'withdrawn',
  'not-known',
  'changed',
  'gibberish',
];
const REPEATED = [
  'history; repeated 17 times',
  'repeated 3 times: anna@contoso.example',
  'repeated 0 times',
  'not repeated 9 times',
];
const PROOFS = [
  'called-back',
  'none',
  'voice none',
  'number-match called-back',
  'manager',
  ' ',
  'toString',
  'none of it',
];
const PEOPLE = Array.from({ length: 1_000 }, (_, each) => `person-${each}`);

function maybe<T>(some: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.constantFrom(...some, undefined);
}

/** A row of any version, or of somebody who wrote it by hand; requests have some three of them, in any order. */
const anyRow: fc.Arbitrary<RecordedEntry> = fc.record({
  at: fc.integer({ min: WEEK.from - 9 * DAY, max: NOW + DAY }),
  event: fc.constantFrom(...EVENTS),
  correlationId: fc.constant('c'),
  // Some do much more than others.
  actorId: fc.nat(PEOPLE.length ** 2 - 1).map(each => PEOPLE[Math.floor(Math.sqrt(each))] ?? ''),
  actorName: fc.constantFrom('Åsa', 'Erik'),
  requestId: fc.oneof({ weight: 50, arbitrary: fc.nat(30_000).map(String) }, maybe(['', '__proto__'])),
  rule: maybe(['busy', 'own-account', 'target-not-found', 'several-found', '__proto__', '']),
  reason: maybe(['forgot', 'locked-out', 'never-got-one', 'other', 'no reason of ours', '']),
  detail: maybe([...RECEIPTS, ...REPEATED]),
  proof: maybe(PROOFS),
});

async function* inTurn(rows: readonly RecordedEntry[]): AsyncGenerator<RecordedEntry> {
  yield* rows;
}

describe('the figures of a report', () => {
  it(`are those of an independent count over ${ROWS} rows of any kind`, async () => {
    const rows = fc.sample(anyRow, { numRuns: ROWS, seed: 15 });
    const { present, past } = await reportOf(inTurn(rows), WEEK);
    assert.deepEqual(present, countedApart(rows, [WEEK.from, NOW]));
    assert.deepEqual(past, countedApart(rows, [WEEK.from - 7 * DAY, WEEK.from]));
    // There is something of everything.
    const { done, undone, approvals, alarms, secrets, median = 0 } = present;
    const numbers = [approvals, alarms, secrets].flatMap(each => Object.values(each));
    assert.ok(
      Math.min(...numbers, ...done.values(), ...undone.values(), ...present.days, median, present.others) > 10,
      JSON.stringify(present),
    );
    assert.ok(
      done.size + undone.size === 4 &&
        present.people.length > 20 &&
        present.refusals.size > 4 &&
        present.proofs.size === 4,
    );
  });

  it('are the same from the rows of before that are read, for what takes less than a day', async () => {
    const { from, before } = toBeRead(WEEK);
    assert.deepEqual([WEEK.from - from, before], [8 * DAY, NOW]);
  });
});
