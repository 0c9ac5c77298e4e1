import { asks, confirms, handsOver } from './support/deeds.ts';
import { graph, handoverArrives, isBlocked, outside, passes, signInEnds, stands } from './support/happenings.ts';
import { asksForPass, confirmsPass, READY, readsAllReceipts, readsReceipt, withdraws } from './support/pass-deeds.ts';
import { given, type Step } from './support/spec.ts';

const MINUTE = 60_000;
const HANDED_OVER = [...READY, handsOver('johanna')];
const READ = ['pass-receipt by johanna'];

/** Johanna hands over a pass for this person, with these terms or the usual ones. */
function handedOver(target: string, terms?: Parameters<typeof confirmsPass>[0]): Step[] {
  return [asksForPass(target), confirmsPass(terms), handoverArrives('johanna'), handsOver('johanna')];
}

describe('asking what has become of a pass, in the desk alone', () => {
  for (const [what, happens, status] of [
    ['not used yet', [], 'not-used'],
    ['used', [outside('anna', 'pass-used')], 'used'],
    ['over', [passes(60 * MINUTE)], 'expired'],
    ['deleted by somebody else', [outside('anna', 'pass-deleted')], 'withdrawn'],
    ['replaced by somebody else', [outside('anna', 'pass-made')], 'withdrawn'],
  ] as const) {
    it(`tells that it is ${what}, and puts it on record once`, async () => {
      await given(...HANDED_OVER, ...happens)
        .when(readsReceipt())
        .thenSee({ said: `done, ${status}`, record: READ });
      await given(...HANDED_OVER, ...happens, readsReceipt())
        .when(readsReceipt())
        .thenSee({ said: `done, ${status}` });
    });
  }

  it('puts each change on record', () =>
    given(...HANDED_OVER, readsReceipt(), outside('anna', 'pass-used'))
      .when(readsReceipt())
      .thenSee({ said: 'done, used', record: READ }));

  it('can’t tell whether one for several sign-ins was used', () =>
    given(...handedOver('anna', { once: false, minutes: 60 }), outside('anna', 'pass-used'))
      .when(readsReceipt())
      .thenSee({ said: 'done, not-known', record: READ }));

  it('tells that one that was withdrawn here is', () =>
    given(...HANDED_OVER, withdraws())
      .when(readsReceipt())
      .thenSee({ said: 'done, withdrawn', record: READ }));

  it('says so where the list can’t be read, and can be asked again', async () => {
    const record = ['not-allowed (pass-not-read) by johanna'];
    await given(...HANDED_OVER, graph([], 'passes-unreadable'))
      .when(readsReceipt())
      .thenSee({ said: 'not allowed: pass-not-read', record });
    await given(...HANDED_OVER, graph([], 'passes-unreadable'), readsReceipt(), graph([]))
      .when(readsReceipt())
      .thenSee({ said: 'done, not-used', record: READ });
  });

  for (const [what, happens, said, rule] of [
    ['has lost the role', stands('johanna', 'none'), 'not allowed: show-without-role', 'show-without-role'],
    ['is blocked', isBlocked('johanna'), 'not allowed: requester-blocked', 'requester-blocked'],
    ['is signed out', signInEnds('johanna'), 'fails: sign-in-again', undefined],
  ] as const) {
    it(`is refused where its requester ${what}`, () =>
      given(...HANDED_OVER, happens)
        .when(readsReceipt())
        .thenSee({ said, record: rule ? [`not-allowed (${rule}) by johanna`] : [] }));
  }

  it('is its requester’s alone', () =>
    given(...HANDED_OVER)
      .when(readsReceipt('gunnar'))
      .thenSee({ said: 'not-theirs' }));

  it('is nothing before it was handed over, and nothing for a password', async () => {
    await given(...READY)
      .when(readsReceipt())
      .thenSee({ said: 'stale' });
    const reset = [asks('anna', { by: 'johanna' }), confirms({ by: 'johanna' }), handoverArrives('johanna')];
    await given(...reset, handsOver('johanna'))
      .when(readsReceipt())
      .thenSee({ said: 'stale' });
  });
});

describe('reading receipts when their requester next writes, in the desk alone', () => {
  it('tells what is new of each, and puts it on record', () =>
    given(...handedOver('anna'), ...handedOver('rolf'), outside('rolf', 'pass-used'))
      .when(readsAllReceipts())
      .thenSee({ said: 'anna: not-used', record: READ }));

  it('tells nothing twice, and asks no more about what can change no more', async () => {
    const used = [...HANDED_OVER, outside('anna', 'pass-used'), readsAllReceipts()];
    await given(...used)
      .when(readsAllReceipts())
      .thenSee({ said: 'nothing new' });
    await given(...used, passes(61 * MINUTE))
      .when(readsAllReceipts())
      .thenSee({ said: 'nothing new' });
    await given(...HANDED_OVER, readsAllReceipts())
      .when(readsAllReceipts())
      .thenSee({ said: 'nothing new' });
  });

  it('asks again about one that was not used yet, or has not begun', async () => {
    await given(...HANDED_OVER, readsAllReceipts(), passes(61 * MINUTE))
      .when(readsAllReceipts())
      .thenSee({ said: 'anna: expired', record: READ });
    const startsAt = Date.UTC(2026, 2, 2, 12);
    await given(
      ...handedOver('anna', { once: true, minutes: 60, startsAt }),
      readsAllReceipts(),
      passes(4 * 60 * MINUTE),
    )
      .when(readsAllReceipts())
      .thenSee({ said: 'anna: not-used', record: READ });
  });

  it('does not ask about what was not handed over, was withdrawn, or is somebody else’s', async () => {
    for (const before of [READY, [...HANDED_OVER, withdraws()], [...READY, passes(15 * MINUTE)]])
      await given(...before)
        .when(readsAllReceipts())
        .thenSee({ said: 'nothing new' });
    await given(...HANDED_OVER)
      .when(readsAllReceipts('gunnar'))
      .thenSee({ said: 'nothing new' });
  });
});
