import { handsOver, retries, takesOver } from './support/deeds.ts';
import { arrivesLate, graph, lapses, outside, passes, signInEnds, signsIn, sweeps } from './support/happenings.ts';
import { asksForPass, confirmsPass, looksWhatIsOwed, READY } from './support/pass-deeds.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const ERASED = 'pass-erased by nyckel';
const LONG = { once: true, minutes: 1_440 };
/** A call has made one, and nobody knows: the list could not be read. */
const ARRIVED = [asksForPass(), graph(['lost-after'], 'passes-unreadable'), confirmsPass(), graph([])];
const GIVEN_UP = 'pass-erased (answer-lost) by nyckel';

describe('taking back a pass that nobody was given, in the desk alone', () => {
  it('once its time to be shown is over', () =>
    given(...READY, passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({
        said: 'done',
        record: [ERASED, 'pass-withdrawn by johanna'],
        calls: ['deleted: pass-1'],
        sealed: false,
        by: 'johanna',
      }));

  it('not before that', () =>
    given(...READY, passes(15 * MINUTE - 1))
      .when(sweeps())
      .thenSee({ said: 'carried out', sealed: true, by: 'johanna' }));

  it('not where it was handed over', () =>
    given(...READY, handsOver('johanna'), passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done' }));

  it('waits for the requester’s sign-in, and is done once that holds again', async () => {
    const erased = [...READY, signInEnds('johanna'), passes(15 * MINUTE), sweeps()];
    await given(...erased, passes(10 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done' });
    await given(...erased, signsIn('johanna'), passes(10 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'], calls: ['deleted: pass-1'] });
  });

  it('waits no longer than the pass lives by itself', async () => {
    const erased = [...READY, signInEnds('johanna'), passes(15 * MINUTE), sweeps()];
    await given(...erased, passes(44 * MINUTE), sweeps())
      .when(looksWhatIsOwed())
      .thenSee({ said: 'to be taken back' });
    await given(...erased, passes(45 * MINUTE), sweeps())
      .when(looksWhatIsOwed())
      .thenSee({ said: 'nothing owed' });
  });

  it('is tried again where Graph does not say that it is done', async () => {
    const failing = [...READY, graph([], 'withdraw-fails'), passes(15 * MINUTE)];
    await given(...failing)
      .when(sweeps())
      .thenSee({ said: 'done', record: [ERASED] });
    await given(...failing, sweeps(), graph([]), passes(2 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'], calls: ['deleted: pass-1'] });
  });

  it('has nothing to delete where somebody was faster', () =>
    given(...READY, outside('anna', 'pass-deleted'), passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done', record: [ERASED, 'pass-withdrawn by johanna'] }));

  it('leaves one where it is that somebody has put in its place', () =>
    given(...READY, outside('anna', 'pass-made'), passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done', record: [ERASED, 'pass-withdrawn by johanna'] }));
});

describe('taking back what a lost call may have made, in the desk alone', () => {
  it('deletes it when the request is given up', () =>
    given(...ARRIVED, signInEnds('johanna'), passes(15 * MINUTE), lapses('johanna'), signsIn('johanna'), passes(MINUTE))
      .when(sweeps())
      .thenSee({
        said: 'failed: answer-lost',
        record: ['pass-withdrawn (answer-lost) by johanna'],
        calls: ['deleted: pass-1'],
      }));

  it('says so where there is none', () =>
    given(asksForPass(), graph(['lost-before'], 'passes-unreadable'), confirmsPass(), graph([]), passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'failed: answer-lost', record: [GIVEN_UP, 'pass-withdrawn (answer-lost) by johanna'] }));

  it('waits while the list can’t be read', () =>
    given(...ARRIVED, graph([], 'passes-unreadable'), passes(15 * MINUTE))
      .when(sweeps())
      .thenSee({ said: 'failed: answer-lost', record: [GIVEN_UP] }));

  it('waits for as long as the latest repeat may have made one', async () => {
    const repeated = [
      passes(14 * MINUTE),
      graph(['lost-late']),
      retries('johanna'),
      arrivesLate(),
      signInEnds('johanna'),
    ];
    const lost = [asksForPass(), graph(['lost-before']), confirmsPass(), ...repeated, passes(MINUTE), sweeps()];
    // An hour after the first call, and less than one after the second.
    await given(...lost, passes(50 * MINUTE), signsIn('johanna'))
      .when(sweeps())
      .thenSee({
        said: 'failed: answer-lost',
        record: ['pass-withdrawn (answer-lost) by johanna'],
        calls: ['deleted: pass-1'],
      });
    await given(...lost, passes(62 * MINUTE), sweeps())
      .when(looksWhatIsOwed())
      .thenSee({ said: 'nothing owed' });
  });

  it('leaves one where it is that somebody else has made, with other terms', () =>
    given(
      asksForPass(),
      graph(['lost-before'], 'passes-unreadable'),
      confirmsPass(),
      outside('anna', 'pass-made'),
      graph([]),
      passes(15 * MINUTE),
    )
      .when(sweeps())
      .thenSee({ said: 'failed: answer-lost', record: [GIVEN_UP, 'pass-withdrawn (answer-lost) by johanna'] }));

  it('leaves the pass of whoever has taken the account over, made a moment after the lost call with the same terms', () =>
    given(
      asksForPass(),
      graph(['lost-before'], 'passes-unreadable'),
      confirmsPass(LONG),
      signInEnds('johanna'),
      graph([]),
      asksForPass('anna', 'gunnar'),
      takesOver('gunnar'),
      confirmsPass(LONG, 'gunnar'),
      signsIn('johanna'),
      passes(2 * MINUTE),
    )
      .when(sweeps())
      .thenSee({ said: 'failed: answer-lost, carried out', record: ['pass-withdrawn (answer-lost) by johanna'] }));

  it('deletes a late one that has taken the place of what the repeat had made, and erases the secret of that', () =>
    given(
      asksForPass(),
      graph(['lost-late']),
      confirmsPass(),
      graph([]),
      retries('johanna'),
      arrivesLate(),
      passes(2 * MINUTE),
    )
      .when(sweeps())
      .thenSee({
        said: 'done',
        record: ['pass-erased by johanna', 'pass-withdrawn by johanna'],
        calls: ['deleted: pass-2'],
        sealed: false,
        by: 'johanna',
      }));

  it('the same after it was handed over', () =>
    given(
      asksForPass(),
      graph(['lost-late']),
      confirmsPass(),
      graph([]),
      retries('johanna'),
      handsOver('johanna'),
      arrivesLate(),
      passes(2 * MINUTE),
    )
      .when(sweeps())
      .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'], calls: ['deleted: pass-2'] }));

  it('leaves what the repeat has made where nothing came late', () =>
    given(
      asksForPass(),
      graph(['lost-before']),
      confirmsPass(),
      graph([]),
      retries('johanna'),
      passes(2 * MINUTE),
      sweeps(),
    )
      .when(looksWhatIsOwed())
      .thenSee({ said: 'nothing owed', sealed: true, by: 'johanna' }));
});
