import assert from 'node:assert/strict';
import { alarmFor } from '../../../src/desk/alarms.ts';
import * as always from '../../../src/desk/policy/rules/always.ts';
import type { Actor } from '../../../src/desk/request/actor.ts';
import type { AlarmAbout, RaisedAlarm } from '../../../src/desk/settings.ts';
import { KEYS, NOW, sampleEntry } from '../../store/samples.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { answersAsk, asksProof, endsAlarm, raisesAlarm } from '../support/caller-deeds.ts';
import { approves, asks, confirms, retries, runs, shows } from '../support/deeds.ts';
import { atNext, graph, passes, policyIs } from '../support/happenings.ts';
import { givenUnder, type Step, WORD } from '../support/spec.ts';

const DAY = 24 * 3_600_000;
const SAID = { word: 'voice' } as const;
const BY_TWO = policyIs({ approval: [always.rule()] });

/** Johanna asks for Anna, who says that she never called, and Gunnar that this was a mistake. */
const ANNA_ASKED = [asks('anna', { by: 'johanna' }), asksProof('number-match', { of: 'johanna' })];
const ENDED: readonly Step[] = [raisesAlarm({ of: 'johanna' }), endsAlarm('gunnar')];

function lacking(by: string) {
  return { said: 'not allowed: proof-missing', record: [`not-allowed (proof-missing) by ${by}`] };
}
function keptBack(by: string) {
  return { said: 'not allowed: alarm-in-force', record: [`not-allowed (alarm-in-force) by ${by}`], sealed: true, by };
}
function carriedOut(by: string) {
  const record = [`reset-started by ${by}`, `reset-accepted by ${by}`];
  return { said: 'carried out', record, calls: [`${by} for anna`] };
}

describe('an alarm that somebody has ended', () => {
  it('is over for everybody else', async () => {
    for (const by of ['erik', 'johanna', 'ulla'])
      await givenUnder(WORD, ...ANNA_ASKED, ...ENDED, asks('anna', { by }))
        .when(confirms({ by, ...SAID }))
        .thenSee(carriedOut(by));
  });

  it('is in force for them: their word is not enough, nor what whoever raised it shows', async () => {
    const theirs = [...ANNA_ASKED, ...ENDED, asks('anna', { by: 'gunnar' })];
    await givenUnder(WORD, ...theirs)
      .when(confirms({ by: 'gunnar', ...SAID }))
      .thenSee(lacking('gunnar'));
    await givenUnder(WORD, ...theirs)
      .when(asksProof('number-match', { of: 'gunnar' }))
      .thenSee({ said: 'stale' });
  });

  it('is in force for their requests about that person alone', () =>
    givenUnder(WORD, ...ANNA_ASKED, ...ENDED, asks('nils', { by: 'gunnar' }))
      .when(confirms({ by: 'gunnar', ...SAID }))
      .thenSee({ ...carriedOut('gunnar'), calls: ['gunnar for nils'] }));

  it('lets them go on with what somebody else shows, or with a second person who is told', async () => {
    const theirs = [...ANNA_ASKED, ...ENDED, asks('anna', { by: 'gunnar' })];
    await givenUnder(WORD, ...theirs, asksProof('manager', { of: 'gunnar' }), answersAsk('yes', { of: 'gunnar' }))
      .when(confirms({ by: 'gunnar' }))
      .thenSee(carriedOut('gunnar'));
    await givenUnder(
      WORD,
      ...theirs,
      confirms({ by: 'gunnar', withoutProof: true }),
      approves('ulla', { of: 'gunnar' }),
    )
      .when(runs({ by: 'gunnar' }))
      .thenSee(carriedOut('gunnar'));
  });

  it('is in force for what they had had approved before', () =>
    givenUnder(
      WORD,
      ...[...ANNA_ASKED, BY_TWO, asks('anna', { by: 'gunnar' }), confirms({ by: 'gunnar', ...SAID })],
      ...[approves('ulla', { of: 'gunnar' }), ...ENDED],
    )
      .when(runs({ by: 'gunnar', ...SAID }))
      .thenSee(lacking('gunnar')));

  for (const [by, seen] of [
    ['gunnar', keptBack('gunnar')],
    ['erik', { said: 'the password in force', record: ['password-shown by erik'] }],
  ] as const) {
    it(`is ${by === 'gunnar' ? 'in force' : 'over'} for the password that waits for ${by}`, () =>
      givenUnder(WORD, ...ANNA_ASKED, asks('anna', { by }), confirms({ by, ...SAID }), ...ENDED)
        .when(shows(by))
        .thenSee(seen));
  }

  for (const [by, seen] of [
    ['gunnar', keptBack('gunnar')],
    ['erik', carriedOut('erik')],
  ] as const) {
    it(`is ${by === 'gunnar' ? 'in force' : 'over'} for the lost call of ${by}`, () =>
      givenUnder(WORD, ...ANNA_ASKED, graph(['lost-before']), asks('anna', { by }), confirms({ by, ...SAID }), ...ENDED)
        .when(retries(by))
        .thenSee(seen));
  }

  it('while they were about to call: nothing is called for', async () => {
    const said = ['reset-started', 'request-refused (caller-denied)', 'alarm-raised', 'alarm-ended'];
    for (const [by, end] of [
      ['gunnar', { said: 'stale', last: ['reset-not-called by gunnar'], calls: [] }],
      ['erik', { said: 'carried out', last: ['reset-accepted by erik'], calls: ['erik for anna'] }],
    ] as const) {
      const [started = '', refused = '', raised = '', ended = ''] = said;
      await givenUnder(WORD, ...ANNA_ASKED, asks('anna', { by }), atNext('replace', 'after', ...ENDED))
        .when(confirms({ by, ...SAID }))
        .thenSee({
          said: end.said,
          record: [`${started} by ${by}`, `${refused} by anna`, `${raised} by anna`, `${ended} by gunnar`, ...end.last],
          calls: end.calls,
        });
    }
  });

  it('is over for them too after its day', async () => {
    const theirs = (later: number) => [...ANNA_ASKED, ...ENDED, passes(later), asks('anna', { by: 'gunnar' })];
    await givenUnder(WORD, ...theirs(DAY - 2))
      .when(confirms({ by: 'gunnar', ...SAID }))
      .thenSee(lacking('gunnar'));
    await givenUnder(WORD, ...theirs(DAY - 1))
      .when(confirms({ by: 'gunnar', ...SAID }))
      .thenSee(carriedOut('gunnar'));
  });

  it('is in force for each who has ended one of several, for as long as that one lasts', async () => {
    const second = [asks('anna'), asksProof('manager'), raisesAlarm(), endsAlarm('ulla')];
    const both = [...ANNA_ASKED, ...ENDED, passes(DAY / 2), ...second];
    const asked = (by: string, later = 0) => [...both, passes(later), asks('anna', { by })];
    for (const by of ['gunnar', 'ulla'])
      await givenUnder(WORD, ...asked(by))
        .when(confirms({ by, ...SAID }))
        .thenSee(lacking(by));
    await givenUnder(WORD, ...asked('gunnar', DAY / 2))
      .when(confirms({ by: 'gunnar', ...SAID }))
      .thenSee(carriedOut('gunnar'));
    await givenUnder(WORD, ...asked('ulla', DAY / 2))
      .when(confirms({ by: 'ulla', ...SAID }))
      .thenSee(lacking('ulla'));
    // Whose word does not count is told by the alarm that is in force.
    for (const [by, kind, said] of [
      ['gunnar', 'manager', 'open, maria: is asked'],
      ['gunnar', 'number-match', 'stale'],
      ['ulla', 'manager', 'stale'],
      ['ulla', 'number-match', 'open, anna: is asked'],
    ] as const)
      await givenUnder(WORD, ...asked(by))
        .when(asksProof(kind, { of: by }))
        .thenSee({ said, record: said === 'stale' ? [] : [`proof-asked by ${by}`] });
  });
});

describe('who counts as whoever has ended an alarm', () => {
  const ANNA = { id: 'anna', name: 'Anna' };
  const RAISED: RaisedAlarm = { by: ANNA, as: 'number-match', at: NOW, requestId: 'r-1', requester: { id: 'erik' } };

  async function isInForce(by: NonNullable<RaisedAlarm['ended']>['by'], requester: Actor): Promise<boolean> {
    const store = new MemoryStore(KEYS.current);
    const after: AlarmAbout = { ...RAISED, id: 'a-1', target: ANNA, ended: { by, at: NOW } };
    await store.replaceSetting('alarm:anna', { before: undefined, after }, sampleEntry({ id: 'r-1' }));
    return (await alarmFor({ store, now: () => NOW }, 'anna', requester)) !== undefined;
  }
  const gunnar = { id: 'gunnar', name: 'Gunnar' };
  const withAdmin = { ...gunnar, acting: { id: 'gunnar-adm', name: 'gunnar-adm@x.example' } };

  for (const [what, by, requester, expected] of [
    ['the account', gunnar, { accounts: ['gunnar'] }, true],
    ['another account', gunnar, { accounts: ['erik'] }, false],
    ['the account that they acted with', withAdmin, { accounts: ['gunnar-adm'] }, true],
    ['another account of the pair', gunnar, { accounts: ['gunnar-adm', 'gunnar'] }, true],
    [
      'an account with their employee ID',
      { ...gunnar, employeeIds: ['7'] },
      { accounts: ['g2'], employeeIds: ['7'] },
      true,
    ],
    ['one with another', { ...gunnar, employeeIds: ['7'] }, { accounts: ['g2'], employeeIds: ['8'] }, false],
    ['one, where theirs was not read', gunnar, { accounts: ['g2'], employeeIds: ['7'] }, true],
  ] as const) {
    it(`${what}: ${expected ? 'they do' : 'they do not'}`, async () =>
      assert.equal(await isInForce(by, requester), expected));
  }

  it('what is kept of them tells all of their accounts', async () => {
    const pairs = [{ person: 'ulla', account: 'gunnar' }];
    const scene = await givenUnder(
      WORD,
      policyIs({ adminAccounts: { pairs, sharedAttribute: 'none' } }),
      ...ANNA_ASKED,
      raisesAlarm({ of: 'johanna' }),
    )
      .when(endsAlarm('ulla', { as: 'gunnar' }))
      .thenSee({ said: 'ended for anna', record: ['alarm-ended by ulla'] });
    const alarm = await scene.store.setting('alarm:anna');
    assert.deepEqual(alarm?.ended?.by, {
      id: 'ulla',
      name: 'ulla',
      acting: { id: 'gunnar', name: 'gunnar' },
    });
  });
});
