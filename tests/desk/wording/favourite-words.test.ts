import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isFavourite } from '../../../src/desk/wording/favourite-words.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../src/desk/wording');

/** The lists of words in a file, one after the other. */
function listsIn(value: unknown): string[][] {
  if (Array.isArray(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : [];
}

describe('The lists of what words look like', () => {
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.json'));

  it('are four', () => {
    assert.deepEqual(files.sort(), [
      'favourite-words.json',
      'ordinary-words.json',
      'pass-labels.json',
      'ticket-prefixes.json',
    ]);
  });

  for (const file of files) {
    it(`have one plain word a line, each once: ${file}`, () => {
      const text = readFileSync(path.join(FOLDER, file), 'utf8');
      for (const words of listsIn(JSON.parse(text))) {
        assert.equal(new Set(words).size, words.length);
        // They become the alternatives of a pattern.
        for (const word of words) assert.match(word, /^\p{L}+$/u);
      }
      assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    });
  }
});

describe('isFavourite', () => {
  for (const word of ['Sommar', 'PASSWORD', 'qwerty', 'höst'.normalize('NFC'), 'Midsommar']) {
    it(`knows ${word}`, () => assert.ok(isFavourite(word)));
  }

  for (const word of ['', 'Anna', 'sommarstuga', 'inc', 'pass word', 'toString']) {
    it(`does not know ${JSON.stringify(word)}`, () => assert.ok(!isFavourite(word)));
  }
});
