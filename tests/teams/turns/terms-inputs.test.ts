import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RAW_TERMS, readTerms } from '../../../src/teams/turns/terms-inputs.ts';
import { runs, triesAll } from '../../support/runs.ts';

const STOCKHOLM = 'Europe/Stockholm';
const NEW_YORK = 'America/New_York';
/** As a client sends what stands on the card where nobody changes anything. */
const UNTOUCHED = { passUse: 'once', passMinutes: '60', passStart: 'now', passDate: '2026-03-12', passTime: '08:00' };

/** Mostly one of these, else any text or anything. */
function often(...usual: string[]): fc.Arbitrary<unknown> {
  const anything = fc.oneof(fc.string(), fc.anything());
  return fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 4 }, { arbitrary: anything, weight: 1 });
}

describe('what was chosen of a pass', () => {
  it('once, for so long, from now on', () => {
    assert.deepEqual(readTerms(UNTOUCHED, STOCKHOLM), { once: true, minutes: 60 });
  });

  it('for several sign-ins, for longer', () => {
    const terms = readTerms({ ...UNTOUCHED, passUse: 'several', passMinutes: '43200' }, STOCKHOLM);
    assert.deepEqual(terms, { once: false, minutes: 43_200 });
  });

  it('nothing, where the card has nothing to choose: whatever else is sent', () => {
    assert.equal(readTerms({}, STOCKHOLM), undefined);
    assert.equal(readTerms({ passUse: 'several', passStart: 'at', passDate: 'x' }, STOCKHOLM), undefined);
  });

  it('what a card does not ask is as it is for most: one sign-in, from now on', () => {
    assert.deepEqual(readTerms({ passMinutes: '60' }, STOCKHOLM), { once: true, minutes: 60 });
  });

  const UNREADABLE: Readonly<Record<keyof typeof RAW_TERMS, readonly unknown[]>> = {
    passUse: ['', 'Once', 'twice', 'once,several', 1, true, null, ['once'], { once: true }],
    passMinutes: [
      ...['', ' ', '-60', '+60', '60.5', '6e1', '0x3c', ' 60', '60 ', '60\n', '６０', '1234567', 'sixty', '60,120'],
      ...[60, 60.5, Number.NaN, true, null, ['60'], { toString: '60' }],
    ],
    passStart: ['', 'At', 'later', 'now,at', 0, false, null, ['now']],
    passDate: [],
    passTime: [],
  };
  for (const [input, values] of Object.entries(UNREADABLE)) {
    for (const value of values) {
      it(`can’t be told from ${input} ${JSON.stringify(value)}`, () => {
        assert.equal(readTerms({ ...UNTOUCHED, [input]: value }, STOCKHOLM), 'unreadable');
      });
    }
  }

  describe('from a day and time on', () => {
    function startAt(date: unknown, time: unknown, timeZone: string | undefined): string {
      const terms = readTerms({ ...UNTOUCHED, passStart: 'at', passDate: date, passTime: time }, timeZone);
      if (terms === 'unreadable') return terms;
      assert.ok(terms?.startsAt !== undefined, JSON.stringify(terms));
      assert.deepEqual(terms, { once: true, minutes: 60, startsAt: terms.startsAt });
      return new Date(terms.startsAt).toISOString();
    }

    const MOMENTS: readonly [date: string, time: string, zone: string | undefined, moment: string][] = [
      ['2026-03-12', '08:00', STOCKHOLM, '2026-03-12T07:00:00.000Z'],
      ['2026-07-01', '08:00', STOCKHOLM, '2026-07-01T06:00:00.000Z'],
      ['2026-03-12', '08:00', NEW_YORK, '2026-03-12T12:00:00.000Z'],
      ['2026-03-05', '08:00', NEW_YORK, '2026-03-05T13:00:00.000Z'],
      ['2026-03-12', '08:00', 'Asia/Kolkata', '2026-03-12T02:30:00.000Z'],
      ['2026-03-12', '00:00', 'Pacific/Kiritimati', '2026-03-11T10:00:00.000Z'],
      // Sweden goes to summer time at 02:00 on 29 March 2026, and back at 03:00 on 25 October.
      ['2026-03-29', '01:59', STOCKHOLM, '2026-03-29T00:59:00.000Z'],
      ['2026-03-29', '03:00', STOCKHOLM, '2026-03-29T01:00:00.000Z'],
      ['2026-03-29', '08:00', STOCKHOLM, '2026-03-29T06:00:00.000Z'],
      ['2026-10-25', '01:59', STOCKHOLM, '2026-10-24T23:59:00.000Z'],
      ['2026-10-25', '03:00', STOCKHOLM, '2026-10-25T02:00:00.000Z'],
      ['2026-10-25', '08:00', STOCKHOLM, '2026-10-25T07:00:00.000Z'],
      // The hour that is left out is as much later; of the one that there is twice, it is the first.
      ['2026-03-29', '02:30', STOCKHOLM, '2026-03-29T01:30:00.000Z'],
      ['2026-10-25', '02:30', STOCKHOLM, '2026-10-25T00:30:00.000Z'],
      // The United States change at 02:00 on 8 March and 1 November 2026.
      ['2026-03-08', '01:59', NEW_YORK, '2026-03-08T06:59:00.000Z'],
      ['2026-03-08', '02:30', NEW_YORK, '2026-03-08T07:30:00.000Z'],
      ['2026-03-08', '03:00', NEW_YORK, '2026-03-08T07:00:00.000Z'],
      ['2026-11-01', '00:59', NEW_YORK, '2026-11-01T04:59:00.000Z'],
      ['2026-11-01', '01:30', NEW_YORK, '2026-11-01T05:30:00.000Z'],
      ['2026-11-01', '02:00', NEW_YORK, '2026-11-01T07:00:00.000Z'],
      // Without a time zone that is known here the card says that the time is in UTC.
      ['2026-03-12', '08:00', undefined, '2026-03-12T08:00:00.000Z'],
      ['2026-03-12', '08:00', '', '2026-03-12T08:00:00.000Z'],
      ['2026-03-12', '08:00', 'W. Europe Standard Time', '2026-03-12T08:00:00.000Z'],
      ['2028-02-29', '23:59', undefined, '2028-02-29T23:59:00.000Z'],
    ];
    for (const [date, time, zone, moment] of MOMENTS) {
      it(`${date} ${time} in ${JSON.stringify(zone)} is ${moment}`, () =>
        assert.equal(startAt(date, time, zone), moment));
    }

    const DAYS = [
      '',
      '2026-02-30',
      '2026-13-01',
      '2026-00-10',
      '2026-3-12',
      '12.03.2026',
      '2026-03-12T08:00',
      '٢٠٢٦-٠٣-١٢',
    ];
    const TIMES = ['', '24:00', '08:60', '8:00', '08:00:00', '8 AM', '08.00', ' 08:00', '08:00Z'];
    for (const date of [...DAYS, undefined, null, 20260312, ['2026-03-12'], {}]) {
      it(`no day: ${JSON.stringify(date)}`, () => assert.equal(startAt(date, '08:00', STOCKHOLM), 'unreadable'));
    }
    for (const time of [...TIMES, undefined, null, 8, ['08:00'], {}]) {
      it(`no time: ${JSON.stringify(time)}`, () => assert.equal(startAt('2026-03-12', time, STOCKHOLM), 'unreadable'));
    }

    it('a day and a time that nobody chose count for nothing where it begins at once', () => {
      for (const garbage of ['', 'x', null, 7, {}]) {
        const terms = readTerms({ ...UNTOUCHED, passDate: garbage, passTime: garbage }, STOCKHOLM);
        assert.deepEqual(terms, { once: true, minutes: 60 });
      }
    });
  });

  it('whatever is sent: nothing, unreadable, or whole minutes and a moment that there is (property)', () => {
    const raw = fc.record(
      {
        passUse: often('once', 'several'),
        passMinutes: often('60', '000010', '43200'),
        passStart: often('now', 'at'),
        passDate: often('2026-03-12', '2026-10-25', '2026-02-30'),
        passTime: often('08:00', '02:30', '24:00'),
      },
      { requiredKeys: [] },
    );
    const zone = fc.oneof(fc.constantFrom(STOCKHOLM, NEW_YORK, 'Asia/Kolkata', undefined), fc.string());
    const seen = { unreadable: 0, now: 0, later: 0 };
    fc.assert(
      fc.property(raw, zone, (sent, timeZone) => {
        const terms = readTerms(sent, timeZone);
        if (sent.passMinutes === undefined) return assert.equal(terms, undefined);
        if (terms === 'unreadable') {
          seen.unreadable += 1;
          return;
        }
        assert.ok(terms);
        assert.equal(typeof terms.once, 'boolean');
        assert.ok(Number.isInteger(terms.minutes) && terms.minutes >= 0 && terms.minutes < 1_000_000);
        assert.equal(terms.startsAt !== undefined, sent.passStart === 'at');
        if (terms.startsAt !== undefined) assert.ok(Number.isInteger(terms.startsAt), String(terms.startsAt));
        seen[terms.startsAt === undefined ? 'now' : 'later'] += 1;
      }),
      { numRuns: runs(5_000) },
    );
    if (triesAll) for (const [what, count] of Object.entries(seen)) assert.ok(count > 100, `${what}: ${count}`);
  });
});
