import assert from 'node:assert/strict';
import { readDomains } from '../../src/directory/domains.ts';
import { assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';

const MANAGED = { id: 'Fjallvind.Example', authenticationType: 'Managed', isVerified: true };

describe('directory: domains', () => {
  it('are the verified ones, in lower case, managed or federated', () => {
    const federated = { id: 'lappmark.example', authenticationType: 'Federated', isVerified: true };
    const foreign = { id: 'contoso.com', authenticationType: 'Managed', isVerified: false };
    assert.deepEqual(readDomains(list(MANAGED, federated, foreign)), [
      { name: 'fjallvind.example', federated: false },
      { name: 'lappmark.example', federated: true },
    ]);
  });

  it('count as federated for any type that we do not know', () => {
    assert.equal(readDomains(list({ ...MANAGED, authenticationType: 'Delegated' }))?.[0]?.federated, true);
    assert.equal(readDomains(list({ ...MANAGED, authenticationType: 'managed' }))?.[0]?.federated, false);
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['there is another page', firstPage(MANAGED)],
    ['a type is null', list({ ...MANAGED, authenticationType: null })],
    ['it is not said whether one is verified', list({ ...MANAGED, isVerified: null })],
  ] as const) {
    it(`are unknown when ${name}`, () => assert.equal(readDomains(given), undefined));
  }

  it('ask for a new sign-in where the token is not accepted', () => assertAsksToSignIn(readDomains));
});
