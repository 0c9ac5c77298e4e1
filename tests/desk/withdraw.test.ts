import { asks, confirms, handsOver } from './support/deeds.ts';
import { graph, handoverArrives, isBlocked, outside, passes, signInEnds, stands } from './support/happenings.ts';
import { asksForPass, confirmsPass, READY, withdraws } from './support/pass-deeds.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const HANDED_OVER = [...READY, handsOver('johanna')];

describe('withdrawing a pass, in the desk alone', () => {
  it('before it was handed over: its secret is erased, and it is deleted', () =>
    given(...READY)
      .when(withdraws())
      .thenSee({
        said: 'done',
        record: ['pass-erased by johanna', 'pass-withdrawn by johanna'],
        calls: ['deleted: pass-1'],
        sealed: false,
        by: 'johanna',
      }));

  it('after it was handed over: it is deleted', () =>
    given(...HANDED_OVER)
      .when(withdraws())
      .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'], calls: ['deleted: pass-1'] }));

  it('once: there is nothing left to withdraw', async () => {
    for (const before of [READY, HANDED_OVER])
      await given(...before, withdraws())
        .when(withdraws())
        .thenSee({ said: 'stale' });
  });

  for (const [what, happens] of [
    ['is gone by now', outside('anna', 'pass-deleted')],
    ['has another in its place, which is left where it is', outside('anna', 'pass-made')],
  ] as const) {
    it(`of one that ${what}`, async () => {
      await given(...READY, happens)
        .when(withdraws())
        .thenSee({
          said: 'done',
          record: ['pass-erased by johanna', 'pass-withdrawn by johanna'],
          sealed: false,
          by: 'johanna',
        });
      await given(...HANDED_OVER, happens)
        .when(withdraws())
        .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'] });
    });
  }

  it('of one that was used or is over, of which nothing lives any more', async () => {
    for (const happens of [outside('anna', 'pass-used'), passes(61 * MINUTE)])
      await given(...HANDED_OVER, happens)
        .when(withdraws())
        .thenSee({ said: 'done', record: ['pass-withdrawn by johanna'] });
  });

  for (const trouble of ['withdraw-fails', 'withdraw-lost'] as const) {
    it(`can be tried again where Graph does not say that it is done (${trouble})`, async () => {
      const said = 'not allowed: pass-not-withdrawn';
      const record = ['not-allowed (pass-not-withdrawn) by johanna'];
      const calls = trouble === 'withdraw-lost' ? ['deleted: pass-1'] : [];
      await given(...READY, graph([], trouble))
        .when(withdraws())
        .thenSee({ said, record, calls, sealed: true, by: 'johanna' });
      await given(...HANDED_OVER, graph([], trouble), withdraws(), graph([]))
        .when(withdraws())
        .thenSee({
          said: 'done',
          record: ['pass-withdrawn by johanna'],
          calls: trouble === 'withdraw-lost' ? [] : ['deleted: pass-1'],
        });
    });
  }

  for (const [what, happens, said, record] of [
    ['has lost the role', stands('johanna', 'none'), 'not allowed: show-without-role', 'show-without-role'],
    [
      'holds one that gives no passes',
      stands('johanna', 'user'),
      'not allowed: show-without-role',
      'show-without-role',
    ],
    ['is blocked', isBlocked('johanna'), 'not allowed: requester-blocked', 'requester-blocked'],
    ['is signed out', signInEnds('johanna'), 'fails: sign-in-again', undefined],
  ] as const) {
    it(`is refused where its requester ${what}, and nothing is deleted`, async () => {
      for (const before of [READY, HANDED_OVER])
        await given(...before, happens)
          .when(withdraws())
          .thenSee({ said, record: record ? [`not-allowed (${record}) by johanna`] : [] });
    });
  }

  it('changes nothing while Graph is down', () =>
    given(...HANDED_OVER, graph([], 'examine-down'))
      .when(withdraws())
      .thenSee({ said: 'fails: unavailable' }));

  it('is its requester’s alone', async () => {
    for (const before of [READY, HANDED_OVER])
      await given(...before)
        .when(withdraws('gunnar'))
        .thenSee({ said: 'not-theirs' });
  });

  it('is nothing before there is one', async () => {
    await given(asksForPass()).when(withdraws()).thenSee({ said: 'stale' });
    await given(asksForPass(), graph(['lost-after'], 'passes-unreadable'), confirmsPass(), graph([]))
      .when(withdraws())
      .thenSee({ said: 'stale' });
  });

  it('is nothing for a password', () =>
    given(
      asks('anna', { by: 'johanna' }),
      confirms({ by: 'johanna' }),
      handoverArrives('johanna'),
      handsOver('johanna'),
    )
      .when(withdraws())
      .thenSee({ said: 'stale' }));
});
