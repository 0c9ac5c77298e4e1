import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { VARIABLES } from '../../src/config/config.ts';
import { LANGUAGES, LOCALES } from '../../src/locales/locale.ts';
import { ROLES } from '../../src/locales/roles.ts';
import { MARKS } from '../../src/locales/words.ts';
import { fold } from '../../src/teams/words/fold.ts';
import { bicep } from '../infra/files.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKS = 'src/locales';
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const folders = readdirSync(path.join(ROOT, PACKS), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

describe('The languages', () => {
  it('are the folders of src/locales, in the order of packs.ts', () => {
    const [, list = ''] = /^export const packs = \{ (.*) \};$/m.exec(read('src/locales/packs.ts')) ?? [];
    assert.deepEqual(list.split(', '), LOCALES);
    assert.deepEqual(LOCALES.toSorted(), folders.toSorted());
  });

  it('are those that DEFAULT_LOCALE takes, in the code and on its page', () => {
    assert.deepEqual(VARIABLES.DEFAULT_LOCALE.unwrap().options, LOCALES);
    const [, , , meaning = ''] = /^\| `DEFAULT_LOCALE` .*$/m.exec(read('docs/configuration.md'))?.[0].split('|') ?? [];
    assert.deepEqual(
      [...meaning.matchAll(/`(.+?)`/g)].map(([, tag]) => tag),
      LOCALES,
    );
  });

  it('are those that the Bicep template offers', () => {
    const { params } = bicep('infra/main.bicep');
    const [, offered = ''] = /@allowed\(\[([^\]]*)\]/.exec(params.get('defaultLocale')?.decorators ?? '') ?? [];
    assert.deepEqual(
      [...offered.matchAll(/'(.+?)'/g)].map(([, tag]) => tag),
      LOCALES,
    );
  });

  it('are those that the app package speaks', () => {
    const { localizationInfo } = JSON.parse(read('appPackage/manifest.json'));
    const more: { languageTag: string; file: string }[] = localizationInfo.additionalLanguages;
    assert.deepEqual([localizationInfo.defaultLanguageTag, ...more.map(({ languageTag }) => languageTag)], LOCALES);
    for (const { languageTag, file } of more) assert.equal(file, `${languageTag}.json`);
  });

  it('are named nowhere else, but for the default', () => {
    const files = ['src', 'scripts'].flatMap(folder =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.ts') && !/^(?:locales|sandbox)\b/.test(file))
        .map(file => path.posix.join(folder, file)),
    );
    const tags = new RegExp(`['"\`](?:${LOCALES.join('|')})['"\`]`);
    assert.deepEqual(
      files.filter(file => tags.test(read(file))),
      ['src/config/config.ts'],
    );
  });
});

/** The lists of words in a pack, by a name that leads to them. */
function listsOf(tables: object, name: string): [string, readonly string[]][] {
  return Object.entries(tables).flatMap(([key, value]): [string, readonly string[]][] =>
    Array.isArray(value) ? [[`${name}.${key}`, value]] : listsOf(value, `${name}.${key}`),
  );
}

for (const locale of LOCALES) {
  describe(`The pack ${locale}`, () => {
    const { phrases, grammar, reasons, spelling, dates, readWith } = LANGUAGES[locale];

    it('has words for every role, and a list for every mark, and no other', () => {
      assert.deepEqual(Object.keys(phrases).sort(), [...ROLES].sort());
      assert.deepEqual(Object.keys(grammar.marks).sort(), [...MARKS].sort());
      for (const role of ROLES) assert.ok(phrases[role].length > 0, role);
    });

    it('says each word once in a list, by itself', () => {
      for (const [name, words] of [
        ...listsOf(phrases, 'phrases'),
        ...listsOf(grammar, 'grammar'),
        ...listsOf(reasons, 'reasons'),
      ]) {
        assert.equal(new Set(words).size, words.length, name);
        for (const word of words) assert.match(word, /^[^\s|]+(?: [^\s|]+)*$/, `${name}: ${word}`);
      }
    });

    it('marks single words, or phrases that have a role', () => {
      const known = new Set(ROLES.flatMap(role => phrases[role]).map(fold));
      for (const word of MARKS.flatMap(mark => grammar.marks[mark])) {
        assert.ok(!word.includes(' ') || known.has(fold(word)), word);
      }
    });

    for (const file of ['phrases', 'grammar', 'reasons', 'spelling', 'texts']) {
      it(`has one word or text a line in ${file}.json`, () => {
        const lines = read(`${PACKS}/${locale}/${file}.json`).split('\n');
        const crowded = lines.filter(
          line => !/^\s*(?:"(?:[^"\\]|\\.)*": )?(?:"(?:[^"\\]|\\.)*",?|[[{]|\[\],?|[\]}],?)?$/.test(line),
        );
        assert.deepEqual(crowded, []);
      });
    }

    it('spells every letter and digit', () => {
      assert.deepEqual([spelling.letters.length, spelling.digits.length], [26, 10]);
    });

    it('writes days in its own language, and is read with languages that there are', () => {
      assert.equal(new Intl.Locale(dates).language, new Intl.Locale(locale).language);
      for (const tag of readWith) assert.ok(folders.includes(tag) && tag !== locale, tag);
    });
  });
}
