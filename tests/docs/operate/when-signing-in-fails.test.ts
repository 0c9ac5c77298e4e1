import assert from 'node:assert/strict';
import { ENTRA_NUMBERS } from '../../../src/entra-numbers.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { code, table } from '../../support/pages.ts';

describe('docs/operate.md: when signing in fails', () => {
  const rows = table('docs/operate.md', '### When signing in fails');

  it('has every number that is known, once, in its order', () => {
    assert.ok(ENTRA_NUMBERS.size > 40, `only ${ENTRA_NUMBERS.size}`);
    assert.deepEqual(rows.flatMap(([numbers]) => code(numbers)).sort(), [...ENTRA_NUMBERS.keys()].sort());
  });

  it('says of each what the card and the log say', () => {
    for (const [numbers, card, advice] of rows) {
      for (const number of code(numbers)) {
        const known = ENTRA_NUMBERS.get(number) ?? assert.fail(number);
        assert.equal(card, en[`refusal.sign-in-${known.obstacle}.title`], number);
        assert.equal(advice?.replaceAll('`', ''), known.advice, number);
      }
    }
  });
});
