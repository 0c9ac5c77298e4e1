import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../../../src/action-kinds.ts';
import { type Demand, isProved, PROOF_KINDS, PROOF_LEVELS, type Proof } from '../../../../src/desk/request/proof.ts';
import { runs } from '../../../support/runs.ts';

const NOW = 1_800_000_000_000;
const people = ['anna', 'maria', 'erik', 'nils'] as const;
const kinds = fc.subarray([...PROOF_KINDS], { minLength: 1 });
const proofs: fc.Arbitrary<Proof[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...PROOF_KINDS),
    by: fc.constantFrom(...people).map(id => ({ id, name: id })),
    at: fc.oneof(fc.integer({ min: NOW - 900_000, max: NOW }), fc.constantFrom(NOW - 600_000, NOW - 599_999)),
    action: fc.constantFrom(...ACTION_KINDS),
    targetId: fc.constantFrom('anna', 'anna', 'anna', 'nils'),
  }),
  { maxLength: 4 },
);
const demands: fc.Arbitrary<Demand> = fc.record({
  atLeast: fc.constantFrom(...PROOF_LEVELS),
  managerId: fc.constantFrom(undefined, 'maria', 'nils'),
  rules: fc.array(
    fc.record({
      because: fc.constant({ rule: 'always' as const, values: {} }),
      of: fc.option(kinds, { nil: undefined }),
      notBy: fc.option(fc.subarray([...people]), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Written down once more: one after the other, why a proof does not count. */
function isGood(proof: Proof, { atLeast, managerId }: Demand, action: string): boolean {
  if (atLeast === 3) return false;
  if (atLeast === 2 && proof.kind !== 'number-match' && proof.kind !== 'manager') return false;
  if (proof.kind === 'manager' && proof.by.id !== managerId) return false;
  if (proof.at + 10 * 60 * 1_000 <= NOW) return false;
  return proof.targetId === 'anna' && proof.action === action;
}

describe('whether what was shown is what is wanted', () => {
  it('is told as it is written down once more, of whatever was shown and whatever is wanted', () => {
    let shown = 0;
    fc.assert(
      fc.property(proofs, demands, fc.constantFrom(...ACTION_KINDS), (given, demand, action) => {
        const good = given.filter(proof => isGood(proof, demand, action));
        const expected =
          demand.atLeast === 0 ||
          demand.rules.every(rule =>
            good.some(({ kind, by }) => (rule.of ?? PROOF_KINDS).includes(kind) && !rule.notBy?.includes(by.id)),
          );
        assert.equal(isProved(given, demand, { action, targetId: 'anna' }, NOW), expected);
        if (expected && demand.atLeast > 0) shown += 1;
      }),
      { numRuns: runs(100_000), seed: 1414 },
    );
    assert.ok(runs(100_000) < 100_000 || shown > 2_000, `${shown} were shown`);
  });

  it('is never told with less, and never for longer', () => {
    fc.assert(
      fc.property(proofs, demands, fc.nat(900_000), (given, demand, later) => {
        const of = { action: 'reset-password', targetId: 'anna' } as const;
        const before = isProved(given, demand, of, NOW);
        if (isProved(given.slice(1), demand, of, NOW)) assert.ok(before);
        if (isProved(given, demand, of, NOW + later)) assert.ok(before);
      }),
      { numRuns: runs(10_000), seed: 1415 },
    );
  });
});
