import { retries, shows } from '../support/deeds.ts';
import {
  arrivesLate,
  graph,
  handoverArrives,
  lapses,
  outside,
  passes,
  refusesSecondPass,
  signInEnds,
  stands,
  storeFails,
  sweeps,
} from '../support/happenings.ts';
import { asksForPass, confirmsPass, looksWhatIsOwed } from '../support/pass-deeds.ts';
import { given, inVain } from '../support/spec.ts';

const MINUTE = 60_000;
const STARTED = 'pass-started by johanna';
const MADE = 'pass-made by johanna';
const UNKNOWN = 'pass-unknown by johanna';
const TAKEN_BACK = 'pass-withdrawn by johanna';
const CALL = 'pass: johanna for anna';
const CARRIED_OUT = { said: 'carried out', sealed: true, by: 'johanna' };
const LOST = { said: 'unknown', sealed: false, by: 'johanna' };
/** A call has made one, and nobody knows: the list could not be read. */
const ARRIVED = [asksForPass(), graph(['lost-after'], 'passes-unreadable'), confirmsPass(), graph([])];
/** A call has made nothing, and nobody knows. */
const NOT_ARRIVED = [asksForPass(), graph(['lost-before']), confirmsPass(), graph([])];

describe('a pass whose answer is lost, in the desk alone', () => {
  it('before it was made: not known, and nothing is called for again', () =>
    given(asksForPass(), graph(['lost-before']))
      .when(confirmsPass())
      .thenSee({ ...LOST, record: [STARTED, UNKNOWN], calls: [CALL] }));

  it('after it was made: ours is deleted, and another one is made', async () => {
    const found = [asksForPass(), graph(['lost-after'])];
    await given(...found)
      .when(confirmsPass())
      .thenSee({
        ...CARRIED_OUT,
        record: [STARTED, TAKEN_BACK, STARTED, MADE],
        calls: [CALL, 'deleted: pass-1', CALL],
      });
    await given(...found, confirmsPass(), handoverArrives('johanna'))
      .when(shows('johanna'))
      .thenSee({ said: 'the pass that works', record: ['pass-shown by johanna'] });
  });

  it('the same where a second one would be refused', () =>
    given(asksForPass(), refusesSecondPass(), graph(['lost-after']))
      .when(confirmsPass())
      .thenSee({
        ...CARRIED_OUT,
        record: [STARTED, TAKEN_BACK, STARTED, MADE],
        calls: [CALL, 'deleted: pass-1', CALL],
      }));

  it('twice: the second is deleted as well, and it is asked before a third', () =>
    given(asksForPass(), graph(['lost-after', 'lost-after']))
      .when(confirmsPass())
      .thenSee({
        ...LOST,
        record: [STARTED, TAKEN_BACK, STARTED, TAKEN_BACK, UNKNOWN],
        calls: [CALL, 'deleted: pass-1', CALL, 'deleted: pass-2'],
      }));

  it('and the list can’t be read: no further pass is made', () =>
    given(asksForPass(), graph(['lost-after'], 'passes-unreadable'))
      .when(confirmsPass())
      .thenSee({ ...LOST, record: [STARTED, UNKNOWN], calls: [CALL] }));

  it('and ours can’t be deleted: no further pass is made', async () => {
    for (const trouble of ['withdraw-fails', 'withdraw-lost'] as const) {
      const calls = trouble === 'withdraw-lost' ? [CALL, 'deleted: pass-1'] : [CALL];
      await given(asksForPass(), graph(['lost-after'], trouble))
        .when(confirmsPass())
        .thenSee({ ...LOST, record: [STARTED, UNKNOWN], calls });
    }
  });

  it('and the one in its place is not ours: it is left where it is', () =>
    given(outside('anna', 'pass-made'), asksForPass(), graph(['lost-before']))
      .when(confirmsPass())
      .thenSee({ ...LOST, record: [STARTED, UNKNOWN], calls: [CALL] }));
});

describe('trying again after the answer about a pass was lost, in the desk alone', () => {
  it('makes one where none was made', () =>
    given(...NOT_ARRIVED)
      .when(retries('johanna'))
      .thenSee({ ...CARRIED_OUT, record: [STARTED, MADE], calls: [CALL] }));

  it('deletes ours first, and is not kept from it by the pass that it finds', () =>
    given(...ARRIVED)
      .when(retries('johanna'))
      .thenSee({ ...CARRIED_OUT, record: [TAKEN_BACK, STARTED, MADE], calls: ['deleted: pass-1', CALL] }));

  it('deletes one that came late first', () =>
    given(asksForPass(), graph(['lost-late']), confirmsPass(), graph([]), arrivesLate())
      .when(retries('johanna'))
      .thenSee({ ...CARRIED_OUT, record: [TAKEN_BACK, STARTED, MADE], calls: ['deleted: pass-1', CALL] }));

  it('makes none while the list can’t be read', () =>
    given(...ARRIVED, graph([], 'passes-unreadable'))
      .when(retries('johanna'))
      .thenSee({ said: 'fails: unavailable', sealed: false, by: 'johanna' }));

  it('makes none while ours can’t be deleted: that would be a second one', () =>
    given(...ARRIVED, graph([], 'withdraw-fails'))
      .when(retries('johanna'))
      .thenSee({ said: 'fails: unavailable', sealed: false, by: 'johanna' }));

  it('is refused where somebody else has made one meanwhile, which no card has named', () =>
    given(...NOT_ARRIVED, outside('anna', 'pass-made'))
      .when(retries('johanna'))
      .thenSee({
        said: 'not allowed: pass-appeared',
        record: ['not-allowed (pass-appeared) by johanna'],
        by: 'johanna',
      }));

  it('is refused without the role, and what may have been made stays to be taken back', async () => {
    const refused = [...ARRIVED, stands('johanna', 'helpdesk')];
    const rule = 'requester-roles-changed';
    await given(...refused)
      .when(retries('johanna'))
      .thenSee({ said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by johanna`] });
    await given(...refused, retries('johanna'), passes(15 * MINUTE), lapses('johanna'))
      .when(looksWhatIsOwed())
      .thenSee({ said: 'to be taken back' });
  });

  it('is over where Graph refuses the repeat, and nothing of ours is there', () =>
    given(...NOT_ARRIVED, graph(['busy']))
      .when(retries('johanna'))
      .thenSee({
        said: 'failed: busy',
        record: [STARTED, 'pass-failed (busy) by johanna'],
        calls: [CALL],
        sealed: false,
        by: 'johanna',
      }));

  it('stays unknown where the repeat is refused and the list can’t be read any more', () =>
    given(...NOT_ARRIVED, graph(['busy'], 'passes-unreadable'))
      .when(retries('johanna'))
      .thenSee({ said: 'fails: unavailable' }));

  it('stays unknown where its answer is lost too', () =>
    given(...NOT_ARRIVED, graph(['lost-before']))
      .when(retries('johanna'))
      .thenSee({ ...LOST, record: [STARTED, UNKNOWN], calls: [CALL] }));

  it('asks to sign in again, and what may have been made stays to be looked for', () =>
    given(...NOT_ARRIVED, graph(['sign-in-again']))
      .when(retries('johanna'))
      .thenSee({
        said: 'fails: sign-in-again',
        record: [STARTED, UNKNOWN],
        calls: [CALL],
        sealed: false,
        by: 'johanna',
      }));
});

describe('a pass that was lost and that nobody tries again, in the desk alone', () => {
  it('is deleted at the next look', async () => {
    await given(...ARRIVED, passes(MINUTE))
      .when(sweeps())
      .thenSee({ ...LOST, record: [TAKEN_BACK], calls: ['deleted: pass-1'] });
    await given(...NOT_ARRIVED, passes(MINUTE))
      .when(sweeps())
      .thenSee(LOST);
  });

  it('is looked for again where the list can’t be read, or the requester is signed out', async () => {
    await given(...ARRIVED, graph([], 'passes-unreadable'), passes(MINUTE), sweeps(), graph([]), passes(2 * MINUTE))
      .when(sweeps())
      .thenSee({ ...LOST, record: [TAKEN_BACK], calls: ['deleted: pass-1'] });
    await given(...ARRIVED, signInEnds('johanna'), passes(MINUTE))
      .when(sweeps())
      .thenSee(LOST);
  });
});

describe('a pass that was made and can’t be put on record, in the desk alone', () => {
  const UNRECORDED = [asksForPass(), storeFails('pass-made'), inVain(confirmsPass()), storeFails()];

  it('is not given to anybody', () =>
    given(asksForPass(), storeFails('pass-made'))
      .when(confirmsPass())
      .thenSee({ said: 'fails: not on record', record: [STARTED], calls: [CALL], sealed: false, by: 'johanna' }));

  it('is found and deleted by whoever looks next', () =>
    given(...UNRECORDED, passes(MINUTE), lapses('johanna'), passes(MINUTE))
      .when(sweeps())
      .thenSee({ ...LOST, record: [TAKEN_BACK], calls: ['deleted: pass-1'] }));

  it('is deleted before another one is made', () =>
    given(...UNRECORDED, passes(MINUTE), lapses('johanna'))
      .when(retries('johanna'))
      .thenSee({ ...CARRIED_OUT, record: [TAKEN_BACK, STARTED, MADE], calls: ['deleted: pass-1', CALL] }));

  it('is not known either where even that can’t be written', () =>
    given(asksForPass(), graph(['lost-after'], 'passes-unreadable'), storeFails('pass-unknown'))
      .when(confirmsPass())
      .thenSee({ said: 'fails: not on record', record: [STARTED], calls: [CALL] }));

  it('is deleted all the same where that can’t be written, and stays to be looked for', () =>
    given(...ARRIVED, storeFails('pass-withdrawn'), passes(MINUTE))
      .when(sweeps())
      .thenSee({ ...LOST, calls: ['deleted: pass-1'] }));
});
