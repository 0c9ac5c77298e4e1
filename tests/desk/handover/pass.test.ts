import { handsOver, shows, takesOver } from '../support/deeds.ts';
import { lapses, passes, refusesSecondPass, stands, sweeps } from '../support/happenings.ts';
import { asksForPass, confirmsPass, READY, withdraws } from '../support/pass-deeds.ts';
import { given } from '../support/spec.ts';

const MINUTE = 60_000;
const TAKEN_BACK = 'pass-withdrawn by johanna';

describe('a pass that waits, in the desk alone', () => {
  it('is erased when its time to be shown is over', () =>
    given(...READY, passes(15 * MINUTE))
      .when(lapses('johanna'))
      .thenSee({ said: 'done', record: ['pass-erased by nyckel'], sealed: false, by: 'johanna' }));

  it('is shown no more after that', () =>
    given(...READY, passes(15 * MINUTE))
      .when(shows('johanna'))
      .thenSee({ said: 'stale' }));

  it('is not shown to whoever has lost the role', () =>
    given(...READY, stands('johanna', 'helpdesk'))
      .when(shows('johanna'))
      .thenSee({
        said: 'not allowed: show-without-role',
        record: ['not-allowed (show-without-role) by johanna'],
        sealed: true,
        by: 'johanna',
      }));

  it('gives way to somebody with a stronger role, whose card names it and whose pass takes its place', async () => {
    const taken = [...READY, asksForPass('anna', 'gunnar'), takesOver('gunnar')];
    await given(...taken)
      .when(confirmsPass(undefined, 'gunnar'))
      .thenSee({
        said: 'carried out',
        record: ['pass-started by gunnar', 'pass-made by gunnar'],
        calls: ['pass: gunnar for anna'],
        sealed: true,
        by: 'gunnar',
      });
    await given(...taken, refusesSecondPass())
      .when(confirmsPass(undefined, 'gunnar'))
      .thenSee({
        said: 'carried out',
        record: ['pass-started by gunnar', 'pass-withdrawn by gunnar', 'pass-made by gunnar'],
        calls: ['pass: gunnar for anna', 'deleted: pass-1', 'pass: gunnar for anna'],
        sealed: true,
        by: 'gunnar',
      });
  });

  it('is deleted where it gave way, and the new one is not', async () => {
    const taken = [...READY, asksForPass('anna', 'gunnar'), takesOver('gunnar')];
    await given(...taken, passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done', record: [TAKEN_BACK], calls: ['deleted: pass-1'] });
    await given(...taken, confirmsPass(undefined, 'gunnar'), passes(MINUTE))
      .when(sweeps())
      .thenSee({ said: 'done, carried out', record: [TAKEN_BACK] });
  });

  it('can be withdrawn', () =>
    given(...READY, handsOver('johanna'))
      .when(withdraws())
      .thenSee({ said: 'done', record: [TAKEN_BACK], calls: ['deleted: pass-1'] }));
});
