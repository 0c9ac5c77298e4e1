import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/namesake-exists.ts';
import { ORDINARY } from '../support/circumstances.ts';

const among = (targetNamesakes: readonly string[] | undefined) => rule()({ ...ORDINARY, targetNamesakes });
const matches = (values: object) => ({ rule: 'namesake-exists', values: { target: 'Anna Svensson', ...values } });

describe('the rule namesake-exists', () => {
  it('matches whom another one is easily taken for, and names the first of them', () => {
    assert.deepEqual(among(['Anna Svenson']), matches({ other: 'Anna Svenson' }));
    assert.deepEqual(among(['Anna Svensson', 'Hanna Svensson']), matches({ other: 'Anna Svensson' }));
  });

  it('does not match whose name nobody else has', () => assert.equal(among([]), undefined));

  it('matches where nobody knows, and says so', () => assert.deepEqual(among(undefined), matches({ known: 'no' })));

  it('has nothing to set', () => {
    assert.ok(schema.safeParse({ when: 'namesake-exists' }).success);
    assert.ok(!schema.safeParse({ when: 'namesake-exists', name: 'Anna' }).success);
  });
});
