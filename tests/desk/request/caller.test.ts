import assert from 'node:assert/strict';
import {
  askOf,
  isCallerShown,
  isSpent,
  knownCaller,
  openAskOf,
  provedUntil,
  raisedAlarm,
} from '../../../src/desk/request/caller.ts';
import type { Caller, Demand, Proof, ProofAsk } from '../../../src/desk/request/proof.ts';
import { ASK, EVENTS, MANAGER, NOW, requestIn, TARGET } from '../support/requests.ts';

const MINUTE = 60_000;
const LATER: ProofAsk = { ...ASK, id: 'k-2', kind: 'manager', of: MANAGER, until: NOW + 15 * MINUTE };
const WORD: Demand = { atLeast: 1, rules: [{ because: { rule: 'always', values: {} } }] };
const MORE: Demand = { ...WORD, atLeast: 2 };
const SHOWN: Proof = { kind: 'number-match', by: ASK.of, at: NOW, action: 'reset-password', targetId: TARGET.id };

function about(caller: Partial<Caller> = {}) {
  return requestIn('open', { caller: { proofs: [], asks: [], ...caller } });
}

describe('what is known of who calls', () => {
  it('is nothing where nothing was asked or shown', () => {
    const nothing = requestIn('open');
    assert.deepEqual(knownCaller(nothing), { proofs: [], asks: [] });
    assert.equal(openAskOf(nothing, NOW), undefined);
    assert.equal(askOf(nothing, ASK.id), undefined);
    assert.equal(raisedAlarm(nothing), undefined);
    assert.equal(isSpent(nothing, 'number-match'), false);
    assert.equal(provedUntil(nothing), 0);
  });

  it('is which ask can still be answered: the latest one, in its time, where it has not ended', () => {
    assert.equal(openAskOf(about({ asks: [ASK] }), ASK.until - 1), ASK);
    assert.equal(openAskOf(about({ asks: [ASK] }), ASK.until), undefined);
    assert.equal(openAskOf(about({ asks: [ASK, LATER] }), NOW), LATER);
    for (const ended of ['proved', 'wrong', 'cannot-tell', 'alarm', 'over'] as const)
      assert.equal(openAskOf(about({ asks: [{ ...ASK, ended }] }), NOW), undefined, ended);
    assert.equal(askOf(about({ asks: [ASK, LATER] }), ASK.id), ASK);
    assert.equal(askOf(about({ asks: [ASK, LATER] }), 'another'), undefined);
  });

  it('is what is spent: what was answered and not shown, of that kind', () => {
    for (const [ended, spent] of [
      ['wrong', true],
      ['cannot-tell', true],
      ['proved', false],
      ['over', false],
      ['alarm', false],
      [undefined, false],
    ] as const) {
      const request = about({ asks: [{ ...ASK, ...(ended && { ended }) }, LATER] });
      assert.equal(isSpent(request, 'number-match'), spent, String(ended));
      assert.equal(isSpent(request, 'manager'), false, String(ended));
    }
  });

  it('is who has raised the alarm', () => {
    const { alarm } = EVENTS['alarm-raised'];
    assert.equal(raisedAlarm(about({ alarm })), alarm);
  });

  it('is whether what is wanted has been shown, with this word or without', () => {
    assert.equal(isCallerShown(about(), WORD, undefined, NOW), false);
    assert.equal(isCallerShown(about(), WORD, 'voice', NOW), true);
    assert.equal(isCallerShown(about(), MORE, 'voice', NOW), false);
    assert.equal(isCallerShown(about({ proofs: [SHOWN] }), MORE, undefined, NOW), true);
    assert.equal(isCallerShown(about({ proofs: [SHOWN] }), MORE, 'voice', NOW + 10 * MINUTE), false);
    const forPass = { ...about({ proofs: [SHOWN] }), action: 'temporary-access-pass' } as const;
    assert.equal(isCallerShown(forPass, MORE, undefined, NOW), false);
  });

  it('counts for as long as the proof that counts longest', () => {
    const proofs = [SHOWN, { ...SHOWN, at: NOW + 5 * MINUTE }, { ...SHOWN, at: NOW + MINUTE }];
    assert.equal(provedUntil(about({ proofs })), NOW + 15 * MINUTE);
  });
});
