import { asks, confirms, signInEnds, stands } from './support/deeds.ts';
import { given } from './support/spec.ts';

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
