import { approves, asks, cancels, confirms } from './support/deeds.ts';
import { graph, passes, sweeps } from './support/happenings.ts';
import { given } from './support/spec.ts';

const CANCELLED = { said: 'cancelled', record: ['request-cancelled by erik'], sealed: false };

describe('cancelling, in the desk alone', () => {
  for (const [what, before] of [
    ['a choice', [asks('somebody')]],
    ['a confirm card', [asks('anna')]],
    ['a question to a second person', [asks('rolf'), confirms()]],
    ['what was approved', [asks('rolf'), confirms(), approves('gunnar')]],
  ] as const) {
    it(`ends ${what}`, () =>
      given(...before)
        .when(cancels())
        .thenSee(CANCELLED));
  }

  for (const [what, before] of [
    ['a reset', [asks('anna'), confirms()]],
    ['a reset whose answer was lost', [asks('anna'), graph(['lost-before']), confirms()]],
    ['what was cancelled already', [asks('anna'), cancels()]],
    ['what has expired', [asks('anna'), passes(10 * 60_000), sweeps()]],
    ['what has failed', [asks('anna'), graph(['busy']), confirms()]],
  ] as const) {
    it(`does nothing to ${what}`, () =>
      given(...before)
        .when(cancels())
        .thenSee({ said: 'stale' }));
  }
});
