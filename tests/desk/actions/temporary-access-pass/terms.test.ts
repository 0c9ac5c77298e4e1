import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PassPolicy, PassTerms } from '../../../../src/desk/actions/temporary-access-pass/pass.ts';
import { choicesOfPass, settledTerms, usualTerms } from '../../../../src/desk/actions/temporary-access-pass/terms.ts';
import { runs } from '../../../support/runs.ts';

const NOW = Date.UTC(2026, 10, 30, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOBODY = { everybody: false, groupIds: [], userIds: [] };
const POLICY: PassPolicy = {
  enabled: true,
  included: { ...NOBODY, everybody: true },
  excluded: NOBODY,
  shortest: 60,
  longest: 480,
  usual: 60,
  onceOnly: false,
};

const by = (change: Partial<PassPolicy>) => ({ policy: { ...POLICY, ...change } });
const settled = (chosen: PassTerms | undefined, change: Partial<PassPolicy> = {}) =>
  settledTerms(chosen, by(change), NOW);
/** The rule that this choice is refused by. */
const rule = (chosen: PassTerms, change: Partial<PassPolicy> = {}) => {
  const answer = settled(chosen, change);
  return 'rule' in answer ? answer.rule : undefined;
};

describe('what a pass is for where nobody chooses', () => {
  for (const [what, policy, minutes] of [
    ['as long as the tenant’s passes usually last', { usual: 120 }, 120],
    ['an hour, where that is less', { shortest: 10, usual: 30 }, 60],
    ['as long as it may, where an hour is too long', { shortest: 10, usual: 20, longest: 45 }, 45],
    ['as short as it may, where an hour is too short', { shortest: 90, usual: 90 }, 90],
    ['no longer than it may, although it usually is', { usual: 600 }, 480],
  ] as const) {
    it(`${what}: ${minutes} minutes, for one sign-in`, () =>
      assert.deepEqual(settled(undefined, policy), { once: true, minutes }));
  }

  it('an hour where the requester may not read what the tenant says', () => {
    for (const findings of [undefined, {}, { present: 'none' }] as const)
      assert.deepEqual(settledTerms(undefined, findings, NOW), { once: true, minutes: 60 });
  });
});

describe('how long a pass may last', () => {
  it('from the shortest to the longest of the tenant, both included', () => {
    for (const minutes of [60, 61, 479, 480])
      assert.deepEqual(settled({ once: true, minutes }), { once: true, minutes });
    for (const minutes of [59, 481, 0, -60, 60.5, Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(rule({ once: true, minutes }), 'pass-lifetime', String(minutes));
  });

  it('and the refusal says both', () =>
    assert.deepEqual(settled({ once: true, minutes: 5 }), {
      rule: 'pass-lifetime',
      values: { from: '60', to: '480' },
    }));

  it('from ten minutes to thirty days, where that can’t be read', () => {
    for (const minutes of [10, 43_200])
      assert.deepEqual(settledTerms({ once: false, minutes }, {}, NOW), { once: false, minutes });
    for (const minutes of [9, 43_201]) assert.ok('rule' in settledTerms({ once: false, minutes }, {}, NOW));
  });
});

describe('how often a pass may be used', () => {
  it('once or more often, as chosen', () => {
    for (const once of [true, false]) assert.deepEqual(settled({ once, minutes: 60 }), { once, minutes: 60 });
  });

  it('once alone, where the tenant says so', () => {
    assert.equal(rule({ once: false, minutes: 60 }, { onceOnly: true }), 'pass-once-only');
    assert.equal(rule({ once: true, minutes: 60 }, { onceOnly: true }), undefined);
  });
});

describe('when a pass begins', () => {
  const starting = (startsAt: number) => ({ once: true, minutes: 60, startsAt });

  it('at the chosen time, up to thirty days ahead', () => {
    for (const startsAt of [NOW + 1, NOW + HOUR, NOW + 30 * DAY])
      assert.deepEqual(settled(starting(startsAt)), starting(startsAt));
    assert.deepEqual(settled(starting(NOW + 30 * DAY + 1)), { rule: 'pass-start', values: { days: '30' } });
  });

  it('now, where that time is over by no more than a second person may have taken', () => {
    for (const startsAt of [NOW, NOW - 1, NOW - 2 * HOUR])
      assert.deepEqual(settled(starting(startsAt)), { once: true, minutes: 60 });
    for (const startsAt of [NOW - 2 * HOUR - 1, Number.NaN]) assert.equal(rule(starting(startsAt)), 'pass-start');
  });
});

describe('whatever a tenant says', () => {
  const policies = fc
    .tuple(fc.integer({ min: 10, max: 43_200 }), fc.integer({ min: 10, max: 43_200 }), fc.integer(), fc.boolean())
    .map(([one, other, usual, onceOnly]) =>
      by({ shortest: Math.min(one, other), longest: Math.max(one, other), usual, onceOnly }),
    );
  const chosen = fc.option(
    fc.record(
      {
        once: fc.boolean(),
        minutes: fc.oneof(fc.integer({ min: -10, max: 50_000 }), fc.double()),
        startsAt: fc.integer({ min: NOW - DAY, max: NOW + 60 * DAY }),
      },
      { requiredKeys: ['once', 'minutes'], noNullPrototype: true },
    ),
    { nil: undefined },
  );

  it('what is settled is within it, and what is refused was not', () => {
    fc.assert(
      fc.property(policies, chosen, (findings, terms) => {
        const { shortest, longest, onceOnly } = findings.policy;
        const isWithin = ({ once, minutes, startsAt = NOW }: PassTerms) =>
          Number.isInteger(minutes) &&
          minutes >= shortest &&
          minutes <= longest &&
          (once || !onceOnly) &&
          startsAt >= NOW - 2 * HOUR &&
          startsAt <= NOW + 30 * DAY;
        const answer = settledTerms(terms, findings, NOW);
        if ('rule' in answer) return assert.ok(terms && !isWithin(terms), JSON.stringify(answer));
        assert.ok(isWithin(answer) && (answer.startsAt ?? NOW + 1) > NOW, JSON.stringify(answer));
        assert.ok(!terms || isWithin(terms), 'settled, although it was outside');
        if (terms) assert.deepEqual([answer.once, answer.minutes], [terms.once, terms.minutes], 'not what was chosen');
      }),
      { seed: 20_261_130, numRuns: runs(20_000) },
    );
  });

  it('what the card offers can be chosen, its usual length first of all', () => {
    fc.assert(
      fc.property(policies, findings => {
        const { shortest, longest, usual, onceOnly, startsWithin } = choicesOfPass(findings, NOW);
        for (const minutes of [shortest, longest, usual])
          for (const startsAt of [undefined, startsWithin.from, startsWithin.to])
            assert.ok(!('rule' in settledTerms({ once: onceOnly, minutes, startsAt }, findings, NOW)));
        assert.equal(usual, usualTerms(findings).minutes);
      }),
      { seed: 20_261_130, numRuns: runs(2_000) },
    );
  });
});
