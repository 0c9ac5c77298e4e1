import assert from 'node:assert/strict';
import type { Demand, ProofAsk } from '../../../src/desk/request/proof.ts';
import { callerView } from '../../../src/teams/showing/caller-views.ts';
import { ASK, NOW, requestIn } from '../../desk/support/requests.ts';

const MARIA = { id: 'm', displayName: 'Maria' };
const BY_MANAGER: ProofAsk = { ...ASK, id: 'k-2', kind: 'manager', of: { id: MARIA.id, name: MARIA.displayName } };
const DEMAND: Demand = { atLeast: 2, rules: [{ because: { rule: 'always', values: {} } }], managerId: MARIA.id };
/** Anna herself has raised an alarm: the number that she chooses shows only some of it. */
const ALARMED: Demand = {
  ...DEMAND,
  rules: [...DEMAND.rules, { because: { rule: 'alarm', values: { by: 'Anna', target: 'Anna' } }, notBy: [ASK.of.id] }],
};

describe('who can be asked, on the card of whoever asks', () => {
  function waysWith(asks: readonly ProofAsk[], { demand = DEMAND, now = NOW } = {}) {
    const request = requestIn('open', { caller: { proofs: [], asks } });
    const drawing = { wanted: { demand, standIn: false }, manager: MARIA, now };
    return callerView(request, drawing, { locale: 'en' })?.ways.map(({ kind }) => kind);
  }

  it('is everybody who can show it, while nobody is asked', () => {
    assert.deepEqual(waysWith([]), ['number-match', 'manager']);
    assert.deepEqual(waysWith([{ ...ASK, ended: 'over' }]), ['number-match', 'manager']);
  });

  it('is the other one while one is asked, and both again once the time of that is up', () => {
    for (const [ask, other] of [
      [ASK, 'manager'],
      [BY_MANAGER, 'number-match'],
    ] as const) {
      assert.deepEqual(waysWith([ask]), [other]);
      assert.deepEqual(waysWith([ask], { now: ask.until - 1 }), [other]);
      assert.deepEqual(waysWith([ask], { now: ask.until }), ['number-match', 'manager']);
    }
  });

  it('is nobody who shows only some of it while somebody is asked who shows it all', () => {
    assert.deepEqual(waysWith([], { demand: ALARMED }), ['manager']);
    assert.deepEqual(waysWith([BY_MANAGER], { demand: ALARMED }), []);
  });
});
