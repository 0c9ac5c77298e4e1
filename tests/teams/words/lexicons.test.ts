import assert from 'node:assert/strict';
import { nodesOf } from '../../../scripts/house/modules.ts';
import { LANGUAGES, LOCALES } from '../../../src/locales/locale.ts';
import { ROLES } from '../../../src/locales/roles.ts';
import { MARKS } from '../../../src/locales/words.ts';
import { fold } from '../../../src/teams/words/fold.ts';
import { lexiconOf } from '../../../src/teams/words/lexicon.ts';
import { lexiconsFor } from '../../../src/teams/words/lexicons.ts';
import { read } from '../../../src/teams/words/read.ts';
import { SRC } from '../../support/source.ts';
import { name, reset } from './expected.ts';

/** Every single word that a pack has. */
const WORDS = new Set(
  LOCALES.map(locale => LANGUAGES[locale])
    .flatMap(({ phrases, grammar }) => [
      ...ROLES.flatMap(role => phrases[role]),
      ...MARKS.flatMap(mark => grammar.marks[mark]),
      ...grammar.abbreviations,
    ])
    .flatMap(phrase => fold(phrase).split(' ')),
);

/** A tag that Teams sends, and prefixes of ticket systems: they are the same in every language. */
const OF_NO_LANGUAGE = ['at', 'case', 'code', 'objectid', 'sr', 'strong', 'task', 'userid', 'users'];

describe('The rules of the parser', () => {
  const modules = SRC.filter(({ file }) => file.startsWith('src/teams/words/'));
  const patterns: string[] = [];
  const compared: string[] = [];
  for (const node of modules.flatMap(nodesOf)) {
    if (node.type === 'RegExpLiteral') patterns.push(node.pattern);
    if (node.type !== 'BinaryExpression' || node.right.type !== 'StringLiteral') continue;
    const { left, right } = node;
    const isWritten = left.type === 'MemberExpression' || left.type === 'OptionalMemberExpression';
    const name = isWritten && left.property.type === 'Identifier' ? left.property.name : '';
    if (name === 'fold' || name === 'text') compared.push(right.value);
  }

  it('hold no word of a language in a pattern', () => {
    assert.ok(patterns.length > 20 && WORDS.size > 500);
    const plain = patterns.map(pattern => pattern.replaceAll(/\\(?:[pP]\{\w+\}|u[0-9A-F]{4}|[a-zA-Z])/g, ' '));
    const words = plain.flatMap(pattern => pattern.match(/\p{L}{2,}/gu) ?? []).map(fold);
    const found = new Set(words.filter(word => WORDS.has(word)));
    assert.deepEqual([...found].sort(), OF_NO_LANGUAGE);
  });

  it('compare what was written with nothing but punctuation', () => {
    assert.ok(compared.length > 0);
    for (const text of compared) assert.doesNotMatch(text, /[\p{L}\p{N}]/u);
  });
});

describe('A language that is read apart', () => {
  const { phrases, grammar, ...rest } = LANGUAGES.en;
  const none = <Key extends string>(keys: readonly Key[]) => Object.fromEntries(keys.map(key => [key, []]));
  /** Its words are English names and words of a command. */
  const further = lexiconOf([
    {
      ...rest,
      phrases: { ...phrases, ...none(ROLES), noun: ['kennwort'], reset: ['anna'], 'target-preposition': ['von'] },
      grammar: { ...grammar, namesInS: [] },
    },
  ]);

  it('is understood by its own table', () => {
    const command = reset(name('Erik'));
    assert.deepEqual(read('anna kennwort von Erik', further), command);
    assert.equal(read('reset password for Erik', further), undefined);
  });

  it('changes nothing in the tables of the others', () => {
    for (const lexicon of lexiconsFor('en').slice(0, 1)) {
      const { target } = { target: undefined, ...read('reset password for Anna', lexicon) };
      assert.deepEqual(target, { by: 'name', value: 'Anna' });
      assert.equal(read('anna kennwort von Erik', lexicon), undefined);
    }
  });
});

describe('What one language refuses', () => {
  for (const text of [
    'do not reset the password of Anna',
    'återställ inte lösenordet för Anna',
    'no: reset password for Anna',
    'stop. kennwort von Anna',
  ]) {
    it(`is not asked of another one: ${text}`, () => {
      const [first] = lexiconsFor('en');
      assert.deepEqual(first && read(text, first), { kind: 'negated' });
    });
  }
});

describe('The tables for a reader', () => {
  it('are one for languages that people mix, whoever reads', () => {
    for (const reader of [undefined, 'en', 'sv'] as const) {
      const [first] = lexiconsFor(reader);
      for (const noun of ['password', 'losenord']) assert.ok(first?.roles.has(noun), `${reader}: ${noun}`);
    }
  });

  it('are each there once', () => {
    for (const reader of LOCALES) assert.equal(new Set(lexiconsFor(reader)).size, lexiconsFor(reader).length);
    assert.deepEqual(new Set(lexiconsFor('sv')), new Set(lexiconsFor(undefined)));
  });
});
