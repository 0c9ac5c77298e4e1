import assert from 'node:assert/strict';
import { proofSchema } from '../../src/desk/policy/proof-rules.ts';
import { knownCaller } from '../../src/desk/request/caller.ts';
import { answersAsk, asksProof, looksAtAsk } from './support/caller-deeds.ts';
import { approves, asks, cancels, confirms, confirmsInVain, handsOver, runs, takesOver } from './support/deeds.ts';
import { graph, isBlocked, passes, policyIs, signsOut, stands } from './support/happenings.ts';
import { BY_ROLE, givenUnder, type Scene, SOMEBODY_ELSE, type Step, WORD } from './support/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ASKED = ['proof-asked by erik'];
const ANNA_IS_ASKED = { said: 'open, anna: is asked', record: ASKED };
const MARIA_IS_ASKED = { said: 'open, maria: is asked', record: ASKED };
const STALE = { said: 'stale' };

function denied(rule: string, by = 'erik') {
  return { said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by ${by}`] };
}

function wanting(...rules: readonly object[]): Step {
  return policyIs({ proof: proofSchema.parse(rules).map(({ rule }) => rule) });
}

async function lastAsk(scene: Scene) {
  return knownCaller(await scene.request()).asks.at(-1) ?? assert.fail('nobody was asked');
}

describe('asking somebody else who calls, in the desk alone', () => {
  it('asks the caller for one of three numbers, for three minutes', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, asks('anna')).when(asksProof()).thenSee(ANNA_IS_ASKED);
    const { id, kind, of, askedAt, until, numbers } = await lastAsk(scene);
    assert.deepEqual([kind, of, askedAt], ['number-match', { id: 'anna', name: 'anna' }, scene.now]);
    assert.equal(until, scene.now + 3 * MINUTE);
    assert.equal(numbers?.shown.length, 3);
    assert.ok(numbers.shown.includes(numbers.right));
    assert.match(id, /^id-/);
    const row = (await scene.store.auditTrail()).at(-1);
    assert.deepEqual([row?.event, row?.proof, row?.detail], ['proof-asked', 'number-match', 'anna']);
    assert.deepEqual(await scene.store.setting('asks:number-match:anna'), [scene.now]);
  });

  it('asks the manager for their word, for fifteen minutes, for which the request waits', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, asks('anna')).when(asksProof('manager')).thenSee(MARIA_IS_ASKED);
    const { until, numbers } = await lastAsk(scene);
    assert.equal(until, scene.now + 15 * MINUTE);
    assert.equal(numbers, undefined);
    const request = await scene.request();
    assert.equal('dueAt' in request && request.dueAt, until);
  });

  it('is for its requester alone', () =>
    givenUnder(SOMEBODY_ELSE, asks('anna'))
      .when(asksProof('number-match', { by: 'johanna' }))
      .thenSee({ said: 'not-theirs' }));

  it('is done before it is confirmed, and once it is approved, and at no other time', async () => {
    const confirmed = [asks('rolf'), asksProof('manager'), answersAsk('yes'), confirms()];
    await givenUnder(SOMEBODY_ELSE, ...confirmed, approves('ulla'))
      .when(asksProof())
      .thenSee({ said: 'approved, rolf: is asked, manager', record: ASKED });
    for (const before of [
      confirmed,
      [...confirmed, approves('ulla'), runs()],
      [asks('anna'), cancels()],
      [asks('somebody')],
    ])
      await givenUnder(SOMEBODY_ELSE, ...before)
        .when(asksProof())
        .thenSee(STALE);
    await givenUnder(WORD, policyIs({ proof: [] }), asks('anna'), confirmsInVain())
      .when(asksProof())
      .thenSee(STALE);
  });

  it('asks nobody a second time while they are asked, and again once their time is up', async () => {
    const asked = [asks('anna'), asksProof()];
    await givenUnder(SOMEBODY_ELSE, ...asked)
      .when(asksProof())
      .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...asked, passes(3 * MINUTE - 1))
      .when(asksProof())
      .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...asked, passes(3 * MINUTE))
      .when(asksProof())
      .thenSee(ANNA_IS_ASKED);
  });

  it('asks one after the other: whoever was asked before can answer no more', async () => {
    const both = [asks('anna'), asksProof(), asksProof('manager')];
    await givenUnder(SOMEBODY_ELSE, ...both.slice(0, 2))
      .when(asksProof('manager'))
      .thenSee(MARIA_IS_ASKED);
    await givenUnder(SOMEBODY_ELSE, ...both)
      .when(answersAsk('right', { earlier: 1 }))
      .thenSee(STALE);
  });

  for (const [kind, answer, other] of [
    ['number-match', 'wrong', 'manager'],
    ['manager', 'cannot-tell', 'number-match'],
  ] as const) {
    it(`is spent for this request by "${answer}" of ${kind}, and for no other, and the other kind is not`, async () => {
      const spent = [asks('anna'), asksProof(kind), answersAsk(answer)];
      await givenUnder(SOMEBODY_ELSE, ...spent)
        .when(asksProof(kind))
        .thenSee(denied('proof-spent'));
      const shown = kind === 'number-match' ? MARIA_IS_ASKED : ANNA_IS_ASKED;
      await givenUnder(SOMEBODY_ELSE, ...spent)
        .when(asksProof(other))
        .thenSee(shown);
      await givenUnder(SOMEBODY_ELSE, ...spent, asks('anna'))
        .when(asksProof(kind))
        .thenSee(kind === 'manager' ? MARIA_IS_ASKED : ANNA_IS_ASKED);
    });
  }

  it('is not spent by no answer', () =>
    givenUnder(SOMEBODY_ELSE, asks('anna'), asksProof('manager'), passes(15 * MINUTE), looksAtAsk())
      .when(asksProof('manager'))
      .thenSee(MARIA_IS_ASKED));
});

describe('asking somebody else who calls: as requester and target are now', () => {
  it('is for whoever still may', () =>
    givenUnder(SOMEBODY_ELSE, asks('anna'), stands('erik', 'none'))
      .when(asksProof())
      .thenSee(denied('requester-roles-changed')));

  it('is not for a target that another request holds, whether that gives way or not', async () => {
    const held = [asks('anna'), asks('anna', { by: 'gunnar' })];
    await givenUnder(WORD, ...held, confirms({ by: 'gunnar', word: 'voice' }))
      .when(asksProof())
      .thenSee(denied('target-already-open'));
    await givenUnder(WORD, ...held, confirms({ word: 'voice' }))
      .when(asksProof('number-match', { of: 'gunnar' }))
      .thenSee(denied('target-already-open', 'gunnar'));
    await givenUnder(WORD, ...held, confirms({ word: 'voice' }), confirms({ by: 'gunnar' }), takesOver('gunnar'))
      .when(asksProof('number-match', { of: 'gunnar' }))
      .thenSee({ said: 'open, anna: is asked', record: ['proof-asked by gunnar'] });
  });

  it('bothers nobody where that would show nothing that is wanted', async () => {
    await givenUnder(BY_ROLE, asks('anna')).when(asksProof()).thenSee(STALE);
    const byManager = wanting({ when: 'always', atLeast: 2, of: ['manager'] });
    await givenUnder(WORD, byManager, asks('anna')).when(asksProof()).thenSee(STALE);
    await givenUnder(WORD, byManager, asks('anna')).when(asksProof('manager')).thenSee(MARIA_IS_ASKED);
    for (const kind of ['number-match', 'manager'] as const)
      await givenUnder(WORD, wanting({ when: 'always', atLeast: 3 }), asks('anna'))
        .when(asksProof(kind))
        .thenSee(STALE);
  });

  it('asks no blocked account, and no manager who is none or can not be read', async () => {
    await givenUnder(SOMEBODY_ELSE, asks('anna'), isBlocked('anna')).when(asksProof()).thenSee(denied('proof-blocked'));
    await givenUnder(SOMEBODY_ELSE, asks('johanna', { by: 'gunnar' }))
      .when(asksProof('manager', { of: 'gunnar' }))
      .thenSee(denied('proof-no-manager', 'gunnar'));
    await givenUnder(SOMEBODY_ELSE, asks('nils', { by: 'gunnar' }))
      .when(asksProof('manager', { of: 'gunnar' }))
      .thenSee(denied('proof-manager-unfit', 'gunnar'));
    await givenUnder(SOMEBODY_ELSE, asks('anna'), graph([], 'manager-unreadable'))
      .when(asksProof('manager'))
      .thenSee(denied('proof-not-checked'));
  });

  it('asks for no number within an hour after they were signed out everywhere here, whichever request did that last', async () => {
    const signedOut = [
      ...[asks('anna'), confirms({ signOut: true, word: 'voice' }), signsOut(), handsOver()],
      ...[passes(10 * MINUTE), asks('anna'), confirms({ word: 'voice' }), signsOut(), handsOver()],
    ];
    // To ask takes a moment.
    await givenUnder(WORD, ...signedOut, passes(50 * MINUTE - 3), asks('anna'))
      .when(asksProof())
      .thenSee(denied('proof-signed-out'));
    await givenUnder(WORD, ...signedOut, passes(50 * MINUTE - 2), asks('anna'))
      .when(asksProof())
      .thenSee(ANNA_IS_ASKED);
    await givenUnder(WORD, ...signedOut, asks('anna'))
      .when(asksProof('manager'))
      .thenSee(MARIA_IS_ASKED);
    await givenUnder(WORD, ...signedOut, asks('nils'))
      .when(asksProof())
      .thenSee({ said: 'open, nils: is asked', record: ASKED });
    const inVain = [confirms({ signOut: true, word: 'voice' }), graph([], 'revoke-fails'), signsOut(), handsOver()];
    await givenUnder(WORD, asks('anna'), ...inVain, asks('anna'))
      .when(asksProof())
      .thenSee(ANNA_IS_ASKED);
  });

  it('counts the latest of several times', async () => {
    const signOut = [asks('anna'), confirms({ signOut: true, word: 'voice' }), signsOut(), handsOver()];
    await givenUnder(WORD, ...signOut, passes(HOUR), ...signOut, passes(HOUR - 3), asks('anna'))
      .when(asksProof())
      .thenSee(denied('proof-signed-out'));
  });
});
