import { asks, confirms } from './support/deeds.ts';
import { graph, outside, passes, signInEnds, stands } from './support/happenings.ts';
import { asksForPass, confirmsPass, wantsInstead } from './support/pass-deeds.ts';
import { given, givenUnder, TWO_AN_HOUR } from './support/spec.ts';

const MINUTE = 60_000;
const RESET = 'reset-password';
const PASS = 'temporary-access-pass';
const ASKED = asks('anna', { by: 'johanna' });

describe('another action for the same person instead, in the desk alone', () => {
  it('opens a request for it, and then cancels the first', async () => {
    const record = ['request-opened by johanna', 'request-cancelled by johanna'];
    await given(ASKED).when(wantsInstead(PASS)).thenSee({ said: 'confirm', record });
    await given(asksForPass()).when(wantsInstead(RESET)).thenSee({ said: 'confirm', record });
  });

  it('goes on with the other one', async () => {
    await given(ASKED, wantsInstead(PASS))
      .when(confirmsPass())
      .thenSee({
        said: 'carried out',
        record: ['pass-started by johanna', 'pass-made by johanna'],
        calls: ['pass: johanna for anna'],
        sealed: true,
        by: 'johanna',
      });
    await given(asksForPass(), wantsInstead(RESET))
      .when(confirms({ by: 'johanna' }))
      .thenSee({
        said: 'carried out',
        record: ['reset-started by johanna', 'reset-accepted by johanna'],
        calls: ['johanna for anna'],
        sealed: true,
        by: 'johanna',
      });
  });

  it('can be wanted back', () =>
    given(ASKED, wantsInstead(PASS))
      .when(wantsInstead(RESET))
      .thenSee({ said: 'confirm', record: ['request-opened by johanna', 'request-cancelled by johanna'] }));

  it('changes nothing where it is refused', async () => {
    await given(asks('anna'))
      .when(wantsInstead(PASS, { by: 'erik' }))
      .thenSee({
        said: 'refused: requester-has-no-role',
        record: ['request-refused (requester-has-no-role) by erik'],
      });
    await given(asks('anna'), wantsInstead(PASS, { by: 'erik' }))
      .when(confirms())
      .thenSee({
        said: 'carried out',
        record: ['reset-started by erik', 'reset-accepted by erik'],
        calls: ['erik for anna'],
      });
  });

  it('is refused where the role was lost meanwhile', () =>
    given(ASKED, stands('johanna', 'helpdesk'))
      .when(wantsInstead(PASS))
      .thenSee({
        said: 'refused: requester-has-no-role',
        record: ['request-refused (requester-has-no-role) by johanna'],
      }));

  it('is refused above the limit, which counts both', () =>
    givenUnder(
      TWO_AN_HOUR,
      ASKED,
      asksForPass('rolf'),
      confirmsPass(),
      asks('nils', { by: 'johanna' }),
      confirms({ by: 'johanna' }),
    )
      .when(wantsInstead(PASS, { back: 2 }))
      .thenSee({ said: 'refused: limit-requester', record: ['request-refused (limit-requester) by johanna'] }));

  it('is its requester’s alone', () =>
    given(ASKED)
      .when(wantsInstead(PASS, { pressedBy: 'gunnar' }))
      .thenSee({ said: 'not-theirs' }));

  it('comes too late once it was confirmed, or its time is over', async () => {
    await given(ASKED, confirms({ by: 'johanna' }))
      .when(wantsInstead(PASS))
      .thenSee({ said: 'stale' });
    await given(asksForPass(), outside('anna', 'pass-made'), passes(MINUTE), confirmsPass())
      .when(wantsInstead(RESET))
      .thenSee({ said: 'stale' });
  });

  it('changes nothing with a sign-in that no longer holds', () =>
    given(ASKED, signInEnds('johanna')).when(wantsInstead(PASS)).thenSee({ said: 'fails: sign-in-again' }));

  it('reads anew what a pass needs to know', () =>
    given(ASKED, outside('anna', 'pass-made'), wantsInstead(PASS), graph([]))
      .when(confirmsPass())
      .thenSee({
        said: 'carried out',
        record: ['pass-started by johanna', 'pass-made by johanna'],
        calls: ['pass: johanna for anna'],
      }));
});
