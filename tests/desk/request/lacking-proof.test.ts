import assert from 'node:assert/strict';
import { lackingProof } from '../../../src/desk/request/lacking-proof.ts';
import type { Demand, ProofKind, ProofLevel } from '../../../src/desk/request/proof.ts';
import { TARGET } from '../support/requests.ts';

const BECAUSE = { rule: 'always', values: {} } as const;

function demand(atLeast: ProofLevel, ...of: (readonly ProofKind[] | undefined)[]): Demand {
  return { atLeast, rules: of.map(each => ({ because: BECAUSE, ...(each && { of: each }) })) };
}

describe('what is said of a proof that is missing', () => {
  for (const [what, wanted, rule] of [
    ['any word would do', demand(1, undefined), 'proof-word-missing'],
    ['one of the words would do', demand(1, ['in-person']), 'proof-word-missing'],
    ['a word would do for one of two rules', demand(1, ['manager'], ['voice']), 'proof-word-missing'],
    ['no word would do', demand(1, ['manager', 'number-match']), 'proof-missing'],
    ['more than a word is wanted', demand(2, undefined), 'proof-missing'],
    ['more than a word is wanted, whatever is named', demand(2, ['voice', 'manager']), 'proof-missing'],
    ['nothing shows as much yet', demand(3, undefined), 'proof-missing'],
  ] as const) {
    it(`${what}: ${rule}`, () =>
      assert.deepEqual(lackingProof(TARGET, wanted), { rule, values: { target: TARGET.displayName } }));
  }
});
