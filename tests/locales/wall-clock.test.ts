import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isZone, momentAt, wallClockAt } from '../../src/locales/wall-clock.ts';
import { runs } from '../support/runs.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const MINUTE = 60_000;
const at = (date: string, time: string, zone: string | undefined) => momentAt({ date, time }, zone)?.toISOString();

describe('The clock on the wall', () => {
  it('shows day and time of a moment', () => {
    const moment = new Date('2026-03-12T23:35:00Z');
    assert.deepEqual(wallClockAt(moment, 'Europe/Stockholm'), { date: '2026-03-13', time: '00:35' });
    assert.deepEqual(wallClockAt(moment, 'America/New_York'), { date: '2026-03-12', time: '19:35' });
    assert.deepEqual(wallClockAt(moment, undefined), { date: '2026-03-12', time: '23:35' });
  });

  it('gives the moment back at which it shows that, in every time zone', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / MINUTE, max: Date.UTC(2040, 0) / MINUTE });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const clock = wallClockAt(new Date(minute * MINUTE), zone);
        const moment = momentAt(clock, zone);
        assert.ok(moment);
        assert.deepEqual(wallClockAt(moment, zone), clock);
        // Where the clock shows it twice, the first time.
        assert.ok(moment.getTime() <= minute * MINUTE);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('takes the first of an hour that there is twice, and leaves one that there is not as much later', () => {
    assert.equal(at('2026-10-25', '02:30', 'Europe/Stockholm'), '2026-10-25T00:30:00.000Z');
    assert.equal(at('2026-03-29', '02:30', 'Europe/Stockholm'), '2026-03-29T01:30:00.000Z');
    assert.equal(at('2026-03-29', '03:00', 'Europe/Stockholm'), '2026-03-29T01:00:00.000Z');
  });

  it('is in UTC without a known time zone', () => {
    for (const zone of [undefined, '', 'Mars/Olympus', 'Europe/Stockholm\u0000']) {
      assert.equal(at('2026-03-12', '08:00', zone), '2026-03-12T08:00:00.000Z');
      assert.ok(!isZone(zone));
    }
    assert.ok(isZone('Europe/Stockholm'));
  });

  for (const [date, time] of [
    ['2026-02-30', '08:00'],
    ['2026-13-01', '08:00'],
    ['12 mars 2026', '08:00'],
    ['2026-3-12', '08:00'],
    ['2026-03-12T00:00', '08:00'],
    ['2026-03-12', '24:00'],
    ['2026-03-12', '8:00'],
    ['2026-03-12', '08:60'],
    ['2026-03-12', '08:00:00'],
    ['', ''],
  ] as const) {
    it(`shows no ${JSON.stringify([date, time])}`, () => assert.equal(at(date, time, 'Europe/Stockholm'), undefined));
  }
});
