import { approves, asks, cancels, confirms } from './support/deeds.ts';
import { graph, handoverArrives, lapses, operationEnds, passes, signInEnds, sweeps } from './support/happenings.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const RESET = [asks('anna'), confirms(), handoverArrives()];
const LOST = [asks('anna'), graph(['lost-late']), confirms()];

describe('what time does, in the desk alone', () => {
  for (const [what, before, lifetime] of [
    ['a choice', [asks('somebody')], 10],
    ['a confirm card', [asks('anna')], 10],
    ['a question to a second person', [asks('rolf'), confirms()], 60],
    ['what was approved', [asks('rolf'), confirms(), approves('gunnar')], 30],
  ] as const) {
    it(`ends ${what} after ${lifetime} minutes, and not before`, async () => {
      await given(...before, passes(lifetime * MINUTE - 2))
        .when(lapses())
        .thenSee({ said: 'stale' });
      await given(...before, passes(lifetime * MINUTE))
        .when(lapses())
        .thenSee({ said: 'expired', record: ['request-expired by nyckel'] });
    });
  }

  it('erases a password that nobody has handed over after 15 minutes', () =>
    given(...RESET, passes(15 * MINUTE))
      .when(lapses())
      .thenSee({ said: 'done', record: ['password-erased by nyckel'], sealed: false }));

  it('does not end what has ended', async () => {
    await given(asks('anna'), cancels(), passes(60 * MINUTE))
      .when(lapses())
      .thenSee({ said: 'stale' });
    await given(...RESET, passes(15 * MINUTE), lapses(), passes(60 * MINUTE))
      .when(lapses())
      .thenSee({ said: 'stale' });
  });

  it('ends what is due at the next look, once', async () => {
    await given(asks('anna'), passes(10 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'expired', record: ['request-expired by nyckel'] });
    await given(asks('anna')).when(sweeps()).thenSee({ said: 'nothing was due' });
  });
});

describe('finding out later what became of a lost answer, in the desk alone', () => {
  it('takes the reset for done where the account tells of it', () =>
    given(asks('anna'), graph(['lost-after'], 'change-unreadable'), confirms(), graph([]), passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'carried out', record: ['reset-accepted by erik'], sealed: true }));

  it('stays unknown where nothing tells, and keeps the password', () =>
    given(...LOST, passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'unknown', sealed: true }));

  it('stays unknown where the requester’s sign-in no longer holds', () =>
    given(...LOST, signInEnds('erik'), passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'unknown', sealed: true }));

  it('keeps a password that may be in force for 15 minutes and no longer', () =>
    given(...LOST, passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'failed: answer-lost', record: ['password-erased (answer-lost) by nyckel'], sealed: false }));

  it('follows a reset of a synced account to its end, good or bad', async () => {
    const synced = [asks('nils'), confirms(), handoverArrives()];
    await given(...synced, operationEnds('succeeded'), passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'carried out', record: ['reset-verified by erik'], sealed: true });
    await given(...synced, operationEnds('failed'), passes(MINUTE))
      .when(sweeps())
      .thenSee({
        said: 'failed: writeback-failed',
        record: ['reset-failed (writeback-failed) by erik'],
        sealed: false,
      });
  });
});
