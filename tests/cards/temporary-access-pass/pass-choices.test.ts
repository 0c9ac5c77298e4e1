import assert from 'node:assert/strict';
import { passChoices } from '../../../src/cards/temporary-access-pass/pass-choices.ts';
import type { PassChoicesView } from '../../../src/cards/temporary-access-pass/pass-views.ts';
import { momentAt } from '../../../src/locales/wall-clock.ts';
import { CHOICES } from '../support/pass-requests.ts';
import { objectsIn } from '../support/reading.ts';

const STOCKHOLM = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;

function inputs(choices: Partial<PassChoicesView> = {}, context: Parameters<typeof passChoices>[1] = STOCKHOLM) {
  const found = objectsIn(passChoices({ ...CHOICES, ...choices }, context)).filter(({ type }) =>
    String(type).startsWith('Input.'),
  );
  return new Map(found.map(input => [String(input.id), input]));
}

const valuesOf = (choices: Partial<PassChoicesView>) => {
  const { choices: offered } = inputs(choices).get('passMinutes') ?? {};
  return Array.isArray(offered) ? offered.map(({ value }) => Number(value)) : [];
};

describe('What can be chosen of a pass', () => {
  it('is how often, how long and from when, and what is usual is chosen already', () => {
    const offered = inputs();
    assert.deepEqual(
      [...offered].map(([id, { value }]) => [id, value]),
      [
        ['passUse', 'once'],
        ['passMinutes', '60'],
        ['passStart', 'now'],
        ['passDate', '2026-03-13'],
        ['passTime', '08:00'],
      ],
    );
    assert.deepEqual(
      [...offered.values()].map(({ label }) => label),
      ['Works for', 'How long', 'From when', 'If later: day', 'If later: time'],
    );
  });

  it('lasts no shorter and no longer than the organization allows, in sensible steps', () => {
    assert.deepEqual(valuesOf({}), [60, 120, 240, 480]);
    assert.deepEqual(valuesOf({ shortest: 10, longest: 43_200 }), [30, 60, 120, 240, 480, 1440, 4320, 10_080, 43_200]);
    assert.deepEqual(valuesOf({ shortest: 61, longest: 119, usual: 90 }), [90]);
  });

  it('has what is usual among the steps, at its place', () => {
    assert.deepEqual(valuesOf({ usual: 90 }), [60, 90, 120, 240, 480]);
    assert.deepEqual(valuesOf({ shortest: 10, longest: 45, usual: 45 }), [30, 45]);
    assert.equal(inputs({ usual: 90 }).get('passMinutes')?.value, '90');
  });

  it('says how long in words', () => {
    const titles = (locale: 'en' | 'sv') => {
      const { choices } = inputs({ usual: 90 }, { locale }).get('passMinutes') ?? {};
      return Array.isArray(choices) ? choices.map(({ title }) => String(title).replaceAll('\u00a0', ' ')) : [];
    };
    assert.deepEqual(titles('en'), ['1 hour', '1 hour 30 minutes', '2 hours', '4 hours', '8 hours']);
    assert.deepEqual(titles('sv'), ['1 timme', '1 timme 30 minuter', '2 timmar', '4 timmar', '8 timmar']);
  });

  it('is not how often where the organization has left no choice', () => {
    assert.ok(!inputs({ onceOnly: true }).has('passUse'));
    assert.ok(inputs({ onceOnly: true }).has('passMinutes'));
  });

  it('proposes the next morning on the clock of the reader, and lets no day be chosen on which it can not begin', () => {
    const late = { from: new Date('2026-03-12T23:30:00Z'), to: new Date('2026-04-11T23:30:00Z') };
    const at = (timeZone: string) => {
      const offered = inputs({ startsWithin: late }, { locale: 'en', timeZone });
      const { value, min, max } = offered.get('passDate') ?? {};
      return [value, min, max, offered.get('passTime')?.value];
    };
    // In Stockholm it is the 13th already.
    assert.deepEqual(at('Europe/Stockholm'), ['2026-03-14', '2026-03-13', '2026-04-12', '08:00']);
    assert.deepEqual(at('America/New_York'), ['2026-03-13', '2026-03-12', '2026-04-11', '08:00']);
    const start = momentAt({ date: '2026-03-14', time: '08:00' }, 'Europe/Stockholm');
    assert.equal(start?.toISOString(), '2026-03-14T07:00:00.000Z');
  });

  for (const timeZone of [undefined, 'Mars/Olympus']) {
    it(`says that the time is UTC where the clock of the reader is not known: ${timeZone}`, () => {
      const offered = inputs({}, { locale: 'en', timeZone });
      assert.equal(offered.get('passTime')?.label, 'If later: time (UTC)');
      assert.equal(inputs({}, { locale: 'sv', timeZone }).get('passTime')?.label, 'Om senare: tid (UTC)');
    });
  }
});
