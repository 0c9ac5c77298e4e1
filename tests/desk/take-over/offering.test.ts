import { approves, asks, confirms, confirmsInVain, handsOver, looksAgain, picks, runs } from '../support/deeds.ts';
import { stands } from '../support/happenings.ts';
import { ALWAYS_TWO_PEOPLE, given, givenUnder, TWO_AN_HOUR } from '../support/spec.ts';

const OPEN = 'target-already-open';

describe('offering to take a held target over', () => {
  it('is done to whoever reaches everybody, where the holder does not, and ends nothing', () =>
    given(asks('anna'), confirms())
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: 'held', record: ['request-opened by gunnar'], sealed: true }));

  it('is done after a choice among several people, and at a press on the card that was left behind', async () => {
    const mine = [stands('ulla', 'helpdesk'), asks('anna', { by: 'ulla' }), confirms({ by: 'ulla' })];
    await given(...mine, stands('erik', 'global'), asks('somebody'))
      .when(picks(0))
      .thenSee({ said: 'held', record: ['request-picked by erik'] });
    await given(...mine, stands('erik', 'global'), asks('somebody'), picks(0))
      .when(looksAgain())
      .thenSee({ said: 'held' });
  });

  it('is done at Confirm, where the other one was quicker', () =>
    given(asks('anna', { by: 'gunnar' }), asks('anna'), confirms())
      .when(confirms({ by: 'gunnar' }))
      .thenSee({ said: 'held', sealed: true }));

  it('is done while a call is under way', () =>
    given(asks('anna'), confirmsInVain())
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: 'held', record: ['request-opened by gunnar'], sealed: true }));

  for (const [what, by, standing] of [
    ['a weaker one', 'pia', 'unit'],
    ['an equal', 'ulla', 'helpdesk'],
    ['a stronger one that does not reach everybody', 'ulla', 'user'],
  ] as const) {
    it(`is not done to ${what}: when they ask, and when they confirm`, async () => {
      const refused = { said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by ${by}`], sealed: true };
      await given(stands(by, standing), asks('anna'), confirms()).when(asks('anna', { by })).thenSee(refused);
      await given(stands(by, standing), asks('anna', { by }), asks('anna'), confirms())
        .when(confirms({ by }))
        .thenSee(refused);
    });
  }

  it('is not done to one who reaches everybody, from another one who does', () =>
    given(stands('erik', 'global'), asks('anna'), confirms())
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by gunnar`], sealed: true }));

  it('goes by the role that the holder began with, whatever they have lost or got since', async () => {
    await given(asks('anna'), confirms(), stands('erik', 'global'))
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: 'held', record: ['request-opened by gunnar'] });
    await given(stands('erik', 'global'), asks('anna'), confirms(), stands('erik', 'none'))
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by gunnar`] });
  });

  it('is not done to the holder, whatever role they have got since', () =>
    given(asks('anna'), confirms(), stands('erik', 'global'))
      .when(asks('anna'))
      .thenSee({ said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by erik`] }));

  it('is not done for somebody’s own account', () =>
    given(stands('ulla', 'none'), asks('ulla'), confirms(), stands('ulla', 'global'))
      .when(asks('ulla', { by: 'ulla' }))
      .thenSee({ said: 'refused: own-account', record: ['request-refused (own-account) by ulla'] }));

  it('is not done where the policy would refuse what comes next', () =>
    givenUnder(TWO_AN_HOUR, asks('anna'), confirms(), handsOver(), asks('anna'), confirms())
      .when(asks('anna', { by: 'gunnar' }))
      .thenSee({ said: 'refused: limit-target', record: ['request-refused (limit-target) by gunnar'] }));

  it('is not done for what was approved: that ends, and is asked for anew', () =>
    givenUnder(
      ALWAYS_TWO_PEOPLE,
      stands('erik', 'global'),
      asks('anna'),
      confirms(),
      approves('gunnar'),
      asks('anna', { by: 'ulla' }),
      confirms({ by: 'ulla' }),
      approves('gunnar', { of: 'ulla' }),
      runs({ by: 'ulla' }),
    )
      .when(runs())
      .thenSee({ said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by erik`] }));
});
