import { asks, confirms } from './support/deeds.ts';
import { graph, passes, signInEnds, stands } from './support/happenings.ts';
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

  it('refuses it to the last moment at which its password may be shown', () =>
    given(asks('anna'), confirms(), passes(15 * MINUTE - 1))
      .when(asks('anna', { by: 'ulla' }))
      .thenSee({ said: 'refused: target-already-open', record: ['request-refused (target-already-open) by ulla'] }));

  it('opens it from then on, and erases that password first, though nobody has looked yet', () =>
    given(asks('anna'), confirms(), passes(15 * MINUTE))
      .when(asks('anna', { by: 'ulla' }))
      .thenSee({ said: 'confirm', record: ['password-erased by nyckel', 'request-opened by ulla'] }));

  it('ends a request whose outcome nobody knows in the same way', () =>
    given(asks('anna'), graph(['lost-before']), confirms(), passes(15 * MINUTE))
      .when(asks('anna', { by: 'ulla' }))
      .thenSee({ said: 'confirm', record: ['password-erased (answer-lost) by nyckel', 'request-opened by ulla'] }));

  it('opens nothing with a sign-in that no longer holds', () =>
    given(signInEnds('erik')).when(asks('anna')).thenSee({ said: 'fails: sign-in-again' }));
});
