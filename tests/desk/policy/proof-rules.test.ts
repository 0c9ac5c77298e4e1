import assert from 'node:assert/strict';
import { ACTION_KINDS } from '../../../src/action-kinds.ts';
import { demandOf, proofSchema } from '../../../src/desk/policy/proof-rules.ts';
import { PROOF_LEVELS } from '../../../src/desk/request/proof.ts';
import { SITUATIONS } from './proof-rules/written-again.ts';
import { ORDINARY } from './support/circumstances.ts';

/** What is demanded by one rule in the file. */
function demanded(rule: object, known: object) {
  const [read] = proofSchema.parse([rule]).map(each => each.rule);
  assert.ok(read);
  return demandOf([read], { ...ORDINARY, ...known });
}

describe('a rule about who calls', () => {
  for (const [when, situations] of Object.entries(SITUATIONS)) {
    for (const { name, settings, known, matches } of situations) {
      for (const atLeast of PROOF_LEVELS) {
        for (const action of ACTION_KINDS) {
          const others = when === 'action' ? [action] : [undefined, action];
          for (const named of others) {
            it(`${when}, ${name}: level ${atLeast} of ${action}${named ? ', which it names' : ''}`, () => {
              const rule = { when, atLeast, ...settings, ...(named && { action: named }) };
              const { atLeast: level, rules } = demanded(rule, { ...known, action });
              assert.equal(level, matches ? atLeast : 0);
              assert.deepEqual(
                rules.map(({ because }) => because.rule),
                matches && atLeast > 0 ? [when] : [],
              );
            });
          }
        }
      }
    }
  }

  for (const [when, [situation]] of Object.entries(SITUATIONS)) {
    for (const action of ACTION_KINDS) {
      it(`${when} says nothing of another action than ${action}, where it names that`, () => {
        const [other] = ACTION_KINDS.filter(kind => kind !== action);
        const rule = { when, atLeast: 2, ...situation?.settings, action };
        assert.deepEqual(demanded(rule, { ...situation?.known, action: other }), { atLeast: 0, rules: [] });
      });
    }
  }
});
