import { asks, confirms, looksAgain, picks } from './support/deeds.ts';
import { graph, passes, stands } from './support/happenings.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;

describe('picking one of several people, in the desk alone', () => {
  it('leads to the confirm card', () =>
    given(asks('somebody'))
      .when(picks(0))
      .thenSee({ said: 'confirm', record: ['request-picked by erik'] }));

  it('ends with a refusal where the one who was picked can’t be reset by this requester', () =>
    given(asks('somebody'))
      .when(picks(3))
      .thenSee({
        said: 'refused: requester-role-does-not-cover',
        record: ['request-refused (requester-role-does-not-cover) by erik'],
      }));

  it('ends with a refusal where the requester has lost the role', () =>
    given(asks('somebody'), stands('erik', 'none'))
      .when(picks(0))
      .thenSee({
        said: 'refused: requester-has-no-role',
        record: ['request-refused (requester-has-no-role) by erik'],
      }));

  for (const [what, choice] of [
    ['a number that is on no card', 99],
    ['a number below the first', -1],
    ['half a number', 0.5],
  ] as const) {
    it(`does nothing for ${what}`, () => given(asks('somebody')).when(picks(choice)).thenSee({ said: 'stale' }));
  }

  it('happens once', () => given(asks('somebody'), picks(0)).when(picks(1)).thenSee({ said: 'stale' }));

  it('changes nothing while Graph is down', () =>
    given(asks('somebody'), graph([], 'examine-down')).when(picks(0)).thenSee({ said: 'fails: unavailable' }));
});

describe('the confirm card once more, in the desk alone', () => {
  it('is shown while the request waits for it', () =>
    given(asks('anna')).when(looksAgain()).thenSee({ said: 'confirm' }));

  it('is not shown for a request that has gone on', () =>
    given(asks('anna'), confirms()).when(looksAgain()).thenSee({ said: 'stale' }));

  it('is not shown for a choice', () => given(asks('somebody')).when(looksAgain()).thenSee({ said: 'stale' }));

  it('is not shown to somebody who has lost the role, who is told why', () =>
    given(asks('anna'), passes(MINUTE), stands('erik', 'none'))
      .when(looksAgain())
      .thenSee({ said: 'refused: requester-has-no-role' }));
});
