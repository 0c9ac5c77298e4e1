import assert from 'node:assert/strict';
import { NOW } from '../../store/samples.ts';
import { approves, runs } from '../support/deeds.ts';
import { outside, passes } from '../support/happenings.ts';
import { asksForPass, confirmsPass } from '../support/pass-deeds.ts';
import { ALWAYS_TWO_PEOPLE, givenUnder } from '../support/spec.ts';

const MINUTE = 60_000;

describe('an approved request for a pass, in the desk alone', () => {
  /** Johanna's request with this start is approved, and runs after so many minutes. */
  async function runAfter(minutes: number, startsAt: number) {
    const scene = await givenUnder(
      ALWAYS_TWO_PEOPLE,
      asksForPass(),
      confirmsPass({ once: false, minutes: 90, startsAt }),
      approves('gunnar', { of: 'johanna' }),
      passes(minutes * MINUTE),
    )
      .when(runs({ by: 'johanna' }))
      .thenSee({
        said: 'carried out',
        record: ['pass-started by johanna', 'pass-made by johanna'],
        calls: ['pass: johanna for anna'],
        sealed: true,
        by: 'johanna',
      });
    const { once, startsAt: starts, endsAt } = scene.entra.passes.of('anna')?.what ?? assert.fail('there is none');
    return { once, starts, lasts: endsAt - starts };
  }

  it('is run with what was chosen before', async () =>
    assert.deepEqual(await runAfter(20, NOW + 60 * MINUTE), {
      once: false,
      starts: NOW + 60 * MINUTE,
      lasts: 90 * MINUTE,
    }));

  it('begins now where its start is over by then', async () =>
    assert.deepEqual(await runAfter(20, NOW + 10 * MINUTE), {
      once: false,
      starts: NOW + 20 * MINUTE,
      lasts: 90 * MINUTE,
    }));

  it('makes none where somebody has got one meanwhile that no card has named', () =>
    givenUnder(
      ALWAYS_TWO_PEOPLE,
      asksForPass(),
      confirmsPass(),
      approves('gunnar', { of: 'johanna' }),
      outside('anna', 'pass-made'),
    )
      .when(runs({ by: 'johanna' }))
      .thenSee({
        said: 'refused: pass-appeared',
        record: ['request-refused (pass-appeared) by johanna'],
        sealed: false,
        by: 'johanna',
      }));
});
