import { signOutEverywhere } from '../../src/desk/sign-out.ts';
import { SIGN_OUT_WITHIN } from '../../src/desk/times.ts';
import { asks, confirms, handsOver } from './support/deeds.ts';
import { graph, handoverArrives, signsOut } from './support/happenings.ts';
import { given } from './support/spec.ts';

const WANTED = [asks('anna'), confirms({ signOut: true })];

describe('signing out everywhere, in the desk alone', () => {
  it('follows a reset where the requester wanted it', () =>
    given(...WANTED)
      .when(signsOut())
      .thenSee({ said: 'done', record: ['sessions-revoked by erik'] }));

  it('follows it even when the password has been handed over already', () =>
    given(...WANTED, handoverArrives(), handsOver())
      .when(signsOut())
      .thenSee({ said: 'done', record: ['sessions-revoked by erik'] }));

  it('puts on record that it did not work, and the reset stands', () =>
    given(...WANTED, graph([], 'revoke-fails'))
      .when(signsOut())
      .thenSee({ said: 'failed', record: ['sessions-not-revoked by erik'], sealed: true }));

  it('happens once', () =>
    given(...WANTED, signsOut())
      .when(signsOut())
      .thenSee({ said: 'done' }));

  it('stays done, where a process that took it up as well can do it no longer', () =>
    given(...WANTED)
      .when(async scene => {
        const asOwed = await scene.request();
        await signsOut()(scene);
        scene.now += SIGN_OUT_WITHIN;
        await signOutEverywhere(scene.desk, undefined, asOwed);
        return signsOut()(scene);
      })
      .thenSee({ said: 'done', record: ['sessions-revoked by erik'] }));

  it('is not done where nobody wanted it', () =>
    given(asks('anna'), confirms()).when(signsOut()).thenSee({ said: 'not wanted' }));

  it('is not done before it is known that the password was set', () =>
    given(asks('anna'), graph(['lost-before']), confirms({ signOut: true }))
      .when(signsOut())
      .thenSee({ said: 'wanted', sealed: true }));

  it('is not done where the reset was refused', () =>
    given(asks('anna'), graph(['busy']), confirms({ signOut: true }))
      .when(signsOut())
      .thenSee({ said: 'wanted', sealed: false }));
});
