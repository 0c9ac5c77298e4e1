import assert from 'node:assert/strict';
import { partsOf } from '../../../src/teams/words/parts-of.ts';

/** The parts by word. */
function parts(text: string, locale?: 'en' | 'sv'): Record<string, readonly string[]> {
  return Object.fromEntries(partsOf(text, locale).map(({ text: word, parts: played }) => [word, played]));
}

describe('partsOf', () => {
  it('has each word of a message once, in its order', () => {
    const words = partsOf('Please reset the password for Karin Wallin, INC0012345!').map(({ text }) => text);
    assert.equal(words.join(' '), 'Please reset the password for Karin Wallin INC0012345');
  });

  it('names who is meant, and what stands beside the name', () => {
    const found = parts('reset password for Robert "Bob" Fairfax in Sales');
    assert.deepEqual(
      ['Robert', 'Bob', 'Fairfax', 'Sales'].map(word => found[word]),
      [['person'], ['beside a name'], ['person'], ['beside a name']],
    );
    assert.deepEqual(parts('\uE0000\uE001 forgot the password')['@{0}'], ['person']);
  });

  it('reads in the language in which the message is understood, whatever the reader’s', () => {
    for (const locale of ['en', 'sv', undefined] as const) {
      const found = parts('återställ lösenordet för Karin Wallin', locale);
      assert.ok(found.återställ?.includes('reset'), JSON.stringify(found));
      assert.ok(found.lösenordet?.includes('noun'));
      assert.deepEqual(found.Karin, ['person']);
    }
  });

  it('has none for what is no word of ours, and nothing for what is quoted or empty', () => {
    assert.deepEqual(parts('the quokka is out').quokka, []);
    assert.deepEqual(partsOf('> reset password for Karin Wallin'), []);
    assert.deepEqual(partsOf(''), []);
  });
});
