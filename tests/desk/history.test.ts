import { asks, asksHistoryOf, asksWhatWaits, cancels, confirms, declines, handsOver } from './support/deeds.ts';
import { graph, handoverArrives, signInEnds, stands } from './support/happenings.ts';
import { given } from './support/spec.ts';

describe('the history of a person, in the desk alone', () => {
  it('tells the latest requests first, no more than asked for, and puts on record who looked', () =>
    given(asks('anna'), cancels(), asks('anna'), confirms(), handoverArrives(), handsOver(), asks('anna'))
      .when(asksHistoryOf('anna', 'gunnar'))
      .thenSee({ said: 'open, done', record: ['history-shown by gunnar'] }));

  it('tells that there is nothing yet', () =>
    given(asks('nils'))
      .when(asksHistoryOf('anna'))
      .thenSee({ said: 'nothing yet', record: ['history-shown by erik'] }));

  for (const [who, standing, target, rule] of [
    ['erik', 'none', 'anna', 'requester-has-no-role'],
    ['erik', 'readers', 'anna', 'requester-has-no-role'],
    ['erik', 'helpdesk', 'gunnar', 'requester-role-does-not-cover'],
  ] as const) {
    it(`of ${target} is not for somebody who is ${standing}: ${rule}`, () =>
      given(asks('anna'), stands(who, standing))
        .when(asksHistoryOf(target, who))
        .thenSee({ said: `refused: ${rule}`, record: [`not-allowed (${rule}) by ${who}`] }));
  }

  it('asks which of several people is meant, and says where nobody was found', async () => {
    await given()
      .when(asksHistoryOf('somebody'))
      .thenSee({ said: 'several', record: ['not-allowed (several-found) by erik'] });
    await given()
      .when(asksHistoryOf('nobody'))
      .thenSee({ said: 'not-found', record: ['not-allowed (target-not-found) by erik'] });
  });

  it('is not for a sign-in that no longer holds', () =>
    given(signInEnds('erik')).when(asksHistoryOf('anna')).thenSee({ said: 'fails: sign-in-again' }));
});

describe('what waits for a second person, in the desk alone', () => {
  const WAITING = [asks('rolf'), confirms()];

  it('is told to other administrators', () =>
    given(...WAITING)
      .when(asksWhatWaits('gunnar'))
      .thenSee({ said: 'awaiting-approval' }));

  it('is nothing where it was decided, or never asked', async () => {
    await given(...WAITING, declines('gunnar'))
      .when(asksWhatWaits('ulla'))
      .thenSee({ said: 'nothing waits' });
    await given(asks('rolf')).when(asksWhatWaits('ulla')).thenSee({ said: 'nothing waits' });
  });

  it('is not the requester’s own', () =>
    given(...WAITING)
      .when(asksWhatWaits('erik'))
      .thenSee({ said: 'nothing waits' }));

  for (const who of ['anna', 'rolf', 'pia']) {
    it(`is not told to ${who}, who holds no role for the whole tenant`, () =>
      given(...WAITING)
        .when(asksWhatWaits(who))
        .thenSee({ said: 'not told' }));
  }

  it('is not told while Graph is down', () =>
    given(...WAITING, graph([], 'examine-down'))
      .when(asksWhatWaits('gunnar'))
      .thenSee({ said: 'fails: unavailable' }));
});
