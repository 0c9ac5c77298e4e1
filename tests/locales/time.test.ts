import assert from 'node:assert/strict';
import { formatDate, formatDateTime, formatDuration, formatTime } from '../../src/locales/time.ts';

const AFTERNOON = new Date('2026-03-12T13:35:00Z');
const SUMMER_NIGHT = new Date('2026-07-01T22:05:00Z');

describe('Times and dates', () => {
  it('are written as people of the language do', () => {
    assert.equal(formatTime(AFTERNOON, 'sv', 'Europe/Stockholm'), '14:35');
    assert.equal(formatTime(AFTERNOON, 'en', 'Europe/Stockholm'), '2:35 PM');
    assert.equal(formatDate(AFTERNOON, 'sv', 'Europe/Stockholm'), '12 mars 2026');
    assert.equal(formatDate(AFTERNOON, 'en', 'Europe/Stockholm'), 'March 12, 2026');
    assert.equal(formatDateTime(AFTERNOON, 'sv', 'Europe/Stockholm'), '12 mars 2026 14:35');
    assert.equal(formatDateTime(AFTERNOON, 'en', 'America/New_York'), 'Mar 12, 2026, 9:35 AM');
  });

  it('follow daylight saving time and the change of day', () => {
    assert.equal(formatTime(SUMMER_NIGHT, 'sv', 'Europe/Stockholm'), '00:05');
    assert.equal(formatDate(SUMMER_NIGHT, 'sv', 'Europe/Stockholm'), '2 juli 2026');
    assert.equal(formatTime(SUMMER_NIGHT, 'en', 'Europe/Stockholm'), '12:05 AM');
  });

  for (const zone of [undefined, '', 'W. Europe Standard Time', 'Mars/Olympus', '../etc', 'Europe/Stockholm\u0000']) {
    it(`are in UTC, and say so, for the time zone ${JSON.stringify(zone)}`, () => {
      assert.equal(formatTime(AFTERNOON, 'sv', zone), '13:35 UTC');
      assert.equal(formatTime(AFTERNOON, 'en', zone), '1:35 PM UTC');
      assert.equal(formatDate(AFTERNOON, 'en', zone), 'March 12, 2026 UTC');
    });
  }

  it('are in each zone and each style as the first time, however many were asked for meanwhile', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    assert.ok(zones.length > 300);
    const written = () => [
      formatTime(AFTERNOON, 'sv', 'Europe/Stockholm'),
      formatTime(AFTERNOON, 'sv', 'america/new_york'),
      formatDateTime(AFTERNOON, 'sv', 'Asia/Tokyo'),
      formatTime(AFTERNOON, 'en', 'Mars/Olympus'),
    ];
    const expected = ['14:35', '09:35', '12 mars 2026 22:35', '1:35 PM UTC'];
    assert.deepEqual(written(), expected);
    for (const zone of zones) {
      const plain = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeZone: zone });
      assert.equal(formatDate(SUMMER_NIGHT, 'sv', zone), plain.format(SUMMER_NIGHT), zone);
    }
    assert.deepEqual(written(), expected);
  });

  it('reject a date that is none', () => {
    assert.throws(() => formatTime(new Date(Number.NaN), 'en', 'UTC'), RangeError);
  });
});

describe('How long something lasts', () => {
  for (const [minutes, en, sv] of [
    [10, '10 minutes', '10 minuter'],
    [60, '1 hour', '1 timme'],
    [90, '1 hour 30 minutes', '1 timme 30 minuter'],
    [480, '8 hours', '8 timmar'],
    [1_440, '1 day', '1 dygn'],
    [1_501, '1 day 1 hour 1 minute', '1 dygn 1 timme 1 minut'],
    [43_200, '30 days', '30 dygn'],
  ] as const) {
    it(`is in days, hours and minutes: ${minutes} minutes`, () => {
      assert.equal(formatDuration(minutes, 'en').replaceAll('\u00a0', ' '), en);
      assert.equal(formatDuration(minutes, 'sv').replaceAll('\u00a0', ' '), sv);
    });
  }

  it('keeps a number with its unit on one line', () => {
    for (const locale of ['en', 'sv'] as const) assert.match(formatDuration(90, locale), /^1\u00a0\w+ 30\u00a0\w+$/);
  });
});
