import { asks, confirms, handsOver, shows } from './support/deeds.ts';
import {
  graph,
  handoverArrives,
  handoverFails,
  isBlocked,
  passes,
  signInEnds,
  stands,
  sweeps,
} from './support/happenings.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const RESET = [asks('anna'), confirms(), handoverArrives()];

describe('showing the password, in the desk alone', () => {
  it('shows the one that is in force, and puts on record that it was seen', () =>
    given(...RESET)
      .when(shows())
      .thenSee({ said: 'the password in force', record: ['password-shown by erik'], sealed: true }));

  it('shows it again to who presses again', () =>
    given(...RESET, shows())
      .when(shows())
      .thenSee({ said: 'the password in force', record: ['password-shown by erik'] }));

  it('is not for a requester who has lost the role', () =>
    given(...RESET, stands('erik', 'none'))
      .when(shows())
      .thenSee({
        said: 'not allowed: show-without-role',
        record: ['not-allowed (show-without-role) by erik'],
        sealed: true,
      }));

  it('is not for a requester whose account is blocked', () =>
    given(...RESET, isBlocked('erik'))
      .when(shows())
      .thenSee({ said: 'not allowed: requester-blocked', record: ['not-allowed (requester-blocked) by erik'] }));

  it('shows nothing once its fifteen minutes are over, even before anything has erased it', () =>
    given(...RESET, passes(15 * MINUTE))
      .when(shows())
      .thenSee({ said: 'stale' }));

  it('shows nothing of what was handed over, or never set', async () => {
    await given(...RESET, handsOver())
      .when(shows())
      .thenSee({ said: 'stale', sealed: false });
    await given(asks('anna')).when(shows()).thenSee({ said: 'stale', sealed: false });
    await given(asks('anna'), graph(['denied']), confirms())
      .when(shows())
      .thenSee({ said: 'stale', sealed: false });
  });

  it('shows nothing that may not be in force', () =>
    given(asks('anna'), graph(['lost-before']), confirms())
      .when(shows())
      .thenSee({ said: 'stale', sealed: true }));

  it('shows nothing while Graph is down, nor with a sign-in that no longer holds', async () => {
    await given(...RESET, graph([], 'examine-down'))
      .when(shows())
      .thenSee({ said: 'fails: unavailable' });
    await given(...RESET, signInEnds('erik'))
      .when(shows())
      .thenSee({ said: 'fails: sign-in-again' });
  });
});

describe('handing over, in the desk alone', () => {
  it('keeps nothing of the password', () =>
    given(...RESET)
      .when(handsOver())
      .thenSee({ said: 'done', record: ['password-handed-over by erik'], sealed: false }));

  it('happens once', () =>
    given(...RESET, handsOver())
      .when(handsOver())
      .thenSee({ said: 'stale' }));

  it('is nothing before there is a password', async () => {
    await given(asks('anna')).when(handsOver()).thenSee({ said: 'stale' });
    await given(asks('anna'), graph(['lost-before']), confirms())
      .when(handsOver())
      .thenSee({ said: 'stale' });
  });

  it('comes too late for a password that was erased', () =>
    given(...RESET, passes(15 * MINUTE), sweeps())
      .when(handsOver())
      .thenSee({ said: 'stale', sealed: false }));
});

describe('the card that leads to the password, in the desk alone', () => {
  it('is on record when it has arrived', () =>
    given(asks('anna'), confirms())
      .when(handoverArrives())
      .thenSee({ said: 'carried out', record: ['handover-delivered by erik'], sealed: true }));

  it('is on record, once, when it can’t be sent, and the password waits', async () => {
    await given(asks('anna'), confirms())
      .when(handoverFails())
      .thenSee({ said: 'carried out', record: ['handover-waiting by erik'], sealed: true });
    await given(asks('anna'), confirms(), handoverFails())
      .when(handoverFails())
      .thenSee({ said: 'carried out', sealed: true });
  });

  it('is nothing once the password is handed over', () =>
    given(...RESET, handsOver())
      .when(handoverArrives())
      .thenSee({ said: 'stale' }));
});
