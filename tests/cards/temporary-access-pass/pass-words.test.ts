import assert from 'node:assert/strict';
import type { PassFateView, PassView } from '../../../src/cards/temporary-access-pass/pass-views.ts';
import { fate, leftOver, validity } from '../../../src/cards/temporary-access-pass/pass-words.ts';
import type { Inlines } from '../../../src/cards/text-runs.ts';
import { CREATED, LATER, ONCE, SEVERAL } from '../support/passes.ts';

const EN = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const SV = { locale: 'sv', timeZone: 'Europe/Stockholm' } as const;
const said = (inlines: Inlines) => inlines.map(({ text }) => text).join('');
const all = (lines: readonly Inlines[]) => lines.map(said);

describe('How a pass works', () => {
  it('is told with how often and until when', () => {
    assert.equal(said(validity(ONCE, EN)), 'It works for one sign-in, until Mar 12, 2026, 3:35 PM.');
    assert.equal(said(validity(ONCE, SV)), 'Det räcker till en inloggning och gäller till 12 mars 2026 15:35.');
  });

  it('is told with its start where that is later', () => {
    const expected = 'It works for any number of sign-ins, from Mar 13, 2026, 8:00 AM until Mar 13, 2026, 4:00 PM.';
    assert.equal(said(validity(SEVERAL, EN)), expected);
    assert.match(said(validity({ ...SEVERAL, once: true }, SV)), /gäller från 13 mars 2026 08:00 till/);
  });

  it('has no start of its own where the directory only took some seconds', () => {
    const startedAfter = (seconds: number): PassView => ({
      ...ONCE,
      startsAt: new Date(CREATED.getTime() + seconds * 1000),
    });
    assert.equal(said(validity(startedAfter(59), EN)), said(validity(ONCE, EN)));
    assert.match(said(validity(startedAfter(60), EN)), /from Mar 12, 2026, 2:36 PM until/);
  });
});

describe('What has become of a pass that was handed over', () => {
  const told = (status: PassFateView['status']) => all(fate({ made: ONCE, fate: { status, at: LATER } }, EN));
  const works = said(validity(ONCE, EN));

  it('is not told before it was read: only how the pass works', () => {
    assert.deepEqual(all(fate({ made: ONCE }, EN)), [works]);
  });

  for (const status of ['not-used', 'not-yet', 'not-known'] as const) {
    it(`is told with how it works while it may: ${status}`, () => {
      const [first, second = '', ...more] = told(status);
      assert.deepEqual([first, more], [works, []]);
      assert.match(second, /Checked Mar 13, 2026, 6:00 PM\.$/);
    });
  }

  for (const status of ['used', 'expired', 'disabled', 'withdrawn'] as const) {
    it(`does not say how it works once it does not: ${status}`, () => {
      const [only = '', ...more] = told(status);
      assert.deepEqual(more, []);
      assert.doesNotMatch(only, /It works/);
      assert.match(only, /Checked Mar 13, 2026, 6:00 PM\.$/);
    });
  }

  it('never claims that a pass of several was not used', () => {
    assert.match(told('not-known')[1] ?? '', /^Whether it has been used is not known/);
  });

  it('is that it was withdrawn, whatever was read before', () => {
    const withdrawn = all(fate({ made: ONCE, withdrawnAt: LATER, fate: { status: 'not-used', at: CREATED } }, EN));
    assert.deepEqual(withdrawn, [
      'Withdrawn: as of Mar 13, 2026, 6:00 PM it is deleted in Microsoft Entra ID, and nobody can use it.',
    ]);
  });
});

describe('What is left of a pass that nobody was given', () => {
  it('is said to be deleted only once it is', () => {
    const [left = ''] = all(leftOver({ made: ONCE }, EN));
    assert.match(left, /has not been deleted in Microsoft Entra ID yet\. By itself it ends Mar 12, 2026, 3:35 PM\.$/);
    const [gone = ''] = all(leftOver({ made: ONCE, withdrawnAt: LATER }, EN));
    assert.match(gone, /^As of Mar 13, 2026, 6:00 PM it is deleted/);
  });

  it('is not known of a lost call until it was looked for', () => {
    assert.match(all(leftOver({ maybeMade: true }, EN)).join(), /^If one was made, it has not been deleted yet/);
    const looked = all(leftOver({ maybeMade: true, withdrawnAt: LATER }, EN)).join();
    assert.match(looked, /^As of Mar 13, 2026, 6:00 PM there is no pass from this request/);
  });

  it('is nothing where none was made', () => {
    assert.deepEqual(leftOver({}, EN), []);
    assert.deepEqual(leftOver({ maybeMade: false, withdrawnAt: LATER }, EN), []);
  });
});
