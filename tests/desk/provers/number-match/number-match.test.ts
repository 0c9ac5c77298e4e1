import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberMatch } from '../../../../src/desk/provers/number-match/number-match.ts';
import type { Asking } from '../../../../src/desk/provers/prover.ts';
import { ASK } from '../../support/requests.ts';
import { asking } from '../support/asking.ts';

const HOUR = 3_600_000;

describe('a number that the caller presses in their own Teams', () => {
  const whom = (changes: Partial<Asking> = {}) => numberMatch.whom(asking(changes));
  const rule = async (changes: Partial<Asking>) => {
    const of = await whom(changes);
    return 'rule' in of ? of.rule : of.id;
  };

  it('is asked of the person whose account it is about, and of nobody else', async () => {
    const { target } = asking();
    assert.deepEqual(await whom(), { id: target.account.id, name: target.account.displayName });
  });

  it('is not asked of a blocked account: somebody else may have what is left of its session', async () => {
    const { target } = asking();
    const blocked = { ...target, account: { ...target.account, accountEnabled: false } };
    assert.equal(await rule({ target: blocked }), 'proof-blocked');
  });

  it('is not asked within an hour after the person was signed out everywhere', async () => {
    const { now } = asking();
    assert.equal(await rule({ signedOutAt: now }), 'proof-signed-out');
    assert.equal(await rule({ signedOutAt: now - HOUR + 1 }), 'proof-signed-out');
    assert.notEqual(await rule({ signedOutAt: now - HOUR }), 'proof-signed-out');
  });

  it('shows three numbers of two digits, one of which is read out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(89), { minLength: 3, maxLength: 40 }), drawn => {
        // Whatever is drawn: in the end each number comes up.
        let [at, more] = [0, 0];
        const random = (below: number) => (drawn[at++] ?? more++) % below;
        const { numbers } = numberMatch.begin(random);
        assert.ok(numbers);
        assert.equal(new Set(numbers.shown).size, 3);
        assert.ok(numbers.shown.every(each => each >= 10 && each <= 99));
        assert.ok(numbers.shown.includes(numbers.right));
      }),
    );
  });

  it('is shown by that number alone', () => {
    const numbers = { shown: [42, 17, 88], right: 17 };
    const judged = (answer: number | 'yes' | 'cannot-tell') => numberMatch.judge({ ...ASK, numbers }, answer);
    assert.equal(judged(17), 'proved');
    for (const wrong of [42, 88]) assert.equal(judged(wrong), 'wrong');
    // No button of the card says this.
    for (const other of [18, 0, -17, 1.7, Number.NaN, 'yes', 'cannot-tell'] as const)
      assert.equal(judged(other), undefined, String(other));
    assert.equal(numberMatch.judge({ ...ASK, numbers: undefined }, 17), undefined);
  });
});
