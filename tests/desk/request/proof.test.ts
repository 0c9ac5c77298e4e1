import assert from 'node:assert/strict';
import { ACTION_KINDS, type ActionKind } from '../../../src/action-kinds.ts';
import {
  canSatisfy,
  type Demand,
  isAlive,
  isProved,
  LEVEL_OF,
  PROOF_KINDS,
  PROOF_LEVELS,
  type Proof,
  type ProofKind,
  type ProofLevel,
} from '../../../src/desk/request/proof.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;
const ANNA = { id: 'anna', name: 'Anna' };
const MANAGER = { id: 'maria', name: 'Maria' };
const AGENT = { id: 'erik', name: 'Erik' };
const OF = { action: 'reset-password', targetId: 'anna' } as const;
const BECAUSE = { rule: 'always', values: {} } as const;

/** What shows what, written down once more from what was decided about them. */
const SHOWS: Readonly<Record<ProofLevel, readonly ProofKind[]>> = {
  0: ['called-back', 'in-person', 'voice', 'number-match', 'manager'],
  1: ['called-back', 'in-person', 'voice', 'number-match', 'manager'],
  2: ['number-match', 'manager'],
  3: [],
};
const BY: Readonly<Record<ProofKind, typeof ANNA>> = {
  'called-back': AGENT,
  'in-person': AGENT,
  voice: AGENT,
  'number-match': ANNA,
  manager: MANAGER,
};

function proof(kind: ProofKind, changes: Partial<Proof> = {}): Proof {
  return { kind, by: BY[kind], at: NOW, ...OF, ...changes };
}

function demand(atLeast: ProofLevel, ...rules: Partial<Demand['rules'][number]>[]): Demand {
  const all = rules.length > 0 ? rules : [{}];
  return { atLeast, rules: all.map(rule => ({ because: BECAUSE, ...rule })), managerId: MANAGER.id };
}

describe('what shows who calls', () => {
  for (const atLeast of PROOF_LEVELS) {
    for (const kind of PROOF_KINDS) {
      for (const action of ACTION_KINDS) {
        it(`level ${atLeast} of ${action}, by ${kind}`, () => {
          const shown = isProved([proof(kind, { action })], demand(atLeast), { ...OF, action }, NOW);
          assert.equal(shown, SHOWS[atLeast].includes(kind));
          assert.equal(canSatisfy(kind, demand(atLeast), ANNA.id), SHOWS[atLeast].includes(kind));
        });
      }
    }
    it(`level ${atLeast}, by nothing`, () => assert.equal(isProved([], demand(atLeast), OF, NOW), atLeast === 0));
  }

  it('each kind has a level of its own, from the word of whoever asks to what others do', () => {
    for (const kind of PROOF_KINDS) assert.equal(LEVEL_OF[kind], SHOWS[2].includes(kind) ? 2 : 1, kind);
  });

  it('counts for ten minutes, and not a moment longer', () => {
    for (const kind of PROOF_KINDS) {
      for (const [later, counts] of [
        [0, true],
        [10 * MINUTE - 1, true],
        [10 * MINUTE, false],
        [60 * MINUTE, false],
      ] as const) {
        assert.equal(isAlive(proof(kind), OF, NOW + later), counts, `${kind} ${later} ms later`);
        assert.equal(isProved([proof(kind)], demand(1), OF, NOW + later), counts, `${kind} ${later} ms later`);
      }
    }
  });

  it('is for one action and one person: that of a password opens no pass, that of one person nobody else’s account', () => {
    const others: [ActionKind, string][] = [
      ['temporary-access-pass', 'anna'],
      ['reset-password', 'nils'],
    ];
    for (const kind of PROOF_KINDS) {
      for (const [action, targetId] of others) {
        assert.equal(isProved([proof(kind)], demand(1), { action, targetId }, NOW), false, `${kind} ${action}`);
        assert.equal(isProved([proof(kind, { action, targetId })], demand(1), OF, NOW), false, `${kind} ${targetId}`);
      }
    }
  });

  it('is no manager’s word but that of the one who manages the person now', () => {
    const word = proof('manager');
    assert.equal(isProved([word], demand(2), OF, NOW), true);
    assert.equal(isProved([word], { ...demand(2), managerId: 'somebody else' }, OF, NOW), false);
    assert.equal(isProved([word], { ...demand(2), managerId: undefined }, OF, NOW), false, 'nobody knows who that is');
    assert.equal(isProved([word], { ...demand(1), managerId: undefined }, OF, NOW), false, 'nor as anything less');
  });

  it('is of the kinds that each rule names, one for each of them where they differ', () => {
    const both = demand(2, { of: ['manager'] }, { of: ['number-match'] });
    assert.equal(isProved([proof('manager')], both, OF, NOW), false);
    assert.equal(isProved([proof('number-match')], both, OF, NOW), false);
    assert.equal(isProved([proof('number-match'), proof('manager')], both, OF, NOW), true);
    for (const kind of ['number-match', 'manager'] as const) assert.equal(canSatisfy(kind, both, ANNA.id), true, kind);
    const alone = demand(1, { of: ['in-person'] });
    assert.equal(isProved([proof('in-person')], alone, OF, NOW), true);
    for (const kind of PROOF_KINDS.filter(each => each !== 'in-person')) {
      assert.equal(isProved([proof(kind)], alone, OF, NOW), false, kind);
      assert.equal(canSatisfy(kind, alone, ANNA.id), false, kind);
    }
  });

  it('is not what somebody shows who has raised the alarm', () => {
    const alarmed = demand(2, { notBy: [ANNA.id] });
    assert.equal(isProved([proof('number-match')], alarmed, OF, NOW), false);
    assert.equal(canSatisfy('number-match', alarmed, ANNA.id), false);
    assert.equal(isProved([proof('manager')], alarmed, OF, NOW), true);
    assert.equal(canSatisfy('manager', alarmed, ANNA.id), true);
    const byBoth = demand(2, { notBy: [ANNA.id, MANAGER.id] });
    assert.equal(isProved([proof('number-match'), proof('manager')], byBoth, OF, NOW), false);
    for (const kind of PROOF_KINDS) assert.equal(canSatisfy(kind, byBoth, ANNA.id), false, kind);
  });

  it('is nothing where something is wanted and no rule says why', () => {
    assert.equal(isProved([], { atLeast: 1, rules: [] }, OF, NOW), false);
  });
});
