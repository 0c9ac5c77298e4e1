import { asks, confirms, graph, looksAgain, passes, picks, signInEnds, stands } from './support/deeds.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;

describe('asking, in the desk alone', () => {
  it('opens a request with a confirm card, and puts it on record', () =>
    given()
      .when(asks('anna'))
      .thenSee({ said: 'confirm', record: ['request-opened by erik'] }));

  it('shows the card for a target whose role will need a second person too', () =>
    given()
      .when(asks('rolf'))
      .thenSee({ said: 'confirm', record: ['request-opened by erik'] }));

  it('offers a choice where several people have the name', () =>
    given()
      .when(asks('somebody'))
      .thenSee({ said: 'choose', record: ['request-choosing by erik'] }));

  it('says that nobody was found, and puts on record who looked', () =>
    given()
      .when(asks('nobody'))
      .thenSee({ said: 'not-found', record: ['request-refused (target-not-found) by erik'] }));

  for (const [target, standing, rule] of [
    ['anna', 'none', 'requester-has-no-role'],
    ['anna', 'readers', 'requester-has-no-role'],
    ['ulla', 'helpdesk', 'requester-role-does-not-cover'],
    ['erik', 'helpdesk', 'own-account'],
    ['erik', 'global', 'own-account'],
    ['gunnar', 'user', 'requester-role-does-not-cover'],
    ['nils', 'unit', 'target-outside-unit'],
  ] as const) {
    it(`refuses ${target} to somebody who is ${standing}: ${rule}`, () =>
      given(stands('erik', standing))
        .when(asks(target))
        .thenSee({ said: `refused: ${rule}`, record: [`request-refused (${rule}) by erik`] }));
  }

  it('tells somebody who may act on nobody nothing of the people of that name', () =>
    given(stands('erik', 'none'))
      .when(asks('somebody'))
      .thenSee({
        said: 'refused: requester-has-no-role',
        record: ['request-refused (requester-has-no-role) by erik'],
      }));

  it('nor whether there is such a person', () =>
    given(stands('erik', 'none'))
      .when(asks('nobody'))
      .thenSee({
        said: 'refused: requester-has-no-role',
        record: ['request-refused (requester-has-no-role) by erik'],
      }));

  it('refuses a target that another request holds', () =>
    given(asks('anna'), confirms())
      .when(asks('anna', { by: 'ulla' }))
      .thenSee({ said: 'refused: target-already-open', record: ['request-refused (target-already-open) by ulla'] }));

  it('opens nothing with a sign-in that no longer holds', () =>
    given(signInEnds('erik')).when(asks('anna')).thenSee({ said: 'fails: sign-in-again' }));
});

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

  it('is not shown to somebody who has lost the role', () =>
    given(asks('anna'), passes(MINUTE), stands('erik', 'none')).when(looksAgain()).thenSee({ said: 'stale' }));
});
