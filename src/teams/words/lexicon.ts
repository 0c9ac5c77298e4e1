import type { LanguagePack } from '../../locales/pack.ts';
import { ROLES, type Role } from '../../locales/roles.ts';
import { type Grammar, MARKS, type Mark } from '../../locales/words.ts';
import { fold, foldKeepingAccents } from './fold.ts';

/** The endings that make an owner of a name, as patterns. */
interface Endings {
  /** No word has it of itself: "'s". */
  readonly always: RegExp;
  /** A word that names an owner shows it openly: "'s", ":s". */
  readonly explicit: RegExp;
  /** Such an ending, a letter that may be one, or the end of a name that takes none. */
  readonly possible: RegExp;
  readonly bare: RegExp;
  readonly unmarked: RegExp;
  readonly sure: RegExp;
  /** What may stand directly behind a mention, as the source of a pattern. */
  readonly afterMention: string;
}

/** The tables of languages that a message is read with at once. */
export interface Lexicon {
  /** By words as they are written. */
  readonly accented: ReadonlyMap<string, ReadonlySet<Role>>;
  /** By words without their accents, but for short ones, which are other words then: "lost" is no "löst". */
  readonly roles: ReadonlyMap<string, ReadonlySet<Role>>;
  /** In words. */
  readonly longestPhrase: number;
  /** How phrases of several words begin: "can", "can you". */
  readonly beginnings: ReadonlySet<string>;
  /** Every word that is in a phrase. */
  readonly known: ReadonlySet<string>;
  readonly marks: ReadonlyMap<string, ReadonlySet<Mark>>;
  readonly endings: Endings;
  readonly abbreviations: ReadonlySet<string>;
  readonly titleEndings: readonly string[];
  readonly titlesBeforeNames: ReadonlySet<string>;
  readonly namesLikeWords: ReadonlySet<string>;
  readonly wordsLikeInitials: ReadonlySet<string>;
  readonly namesInS: ReadonlySet<string>;
}

/** The tables of these languages as one. */
export function lexiconOf(packs: readonly Pick<LanguagePack, 'phrases' | 'grammar'>[]): Lexicon {
  const phrases = packs.map(pack => pack.phrases);
  const roles = byWord(ROLES, phrases, phrase => (keepsItsAccents(phrase) ? foldKeepingAccents(phrase) : fold(phrase)));
  const grammars = packs.map(({ grammar }) => grammar);
  const accented = byWord(ROLES, phrases, foldKeepingAccents);
  return {
    accented,
    roles,
    beginnings: new Set([...roles.keys(), ...accented.keys()].flatMap(beginningsOf)),
    known: new Set([...roles.keys(), ...accented.keys()].flatMap(phrase => phrase.split(' '))),
    longestPhrase: Math.max(...[...roles.keys()].map(phrase => phrase.split(' ').length)),
    marks: byWord(
      MARKS,
      grammars.map(({ marks }) => marks),
      fold,
    ),
    endings: endingsOf(grammars.map(({ genitive }) => genitive)),
    abbreviations: new Set(grammars.flatMap(({ abbreviations }) => abbreviations).map(fold)),
    titleEndings: grammars.flatMap(grammar => grammar.titleEndings).map(fold),
    titlesBeforeNames: new Set(grammars.flatMap(grammar => grammar.titlesBeforeNames).map(fold)),
    namesLikeWords: new Set(grammars.flatMap(({ namesLikeWords }) => namesLikeWords)),
    wordsLikeInitials: new Set(grammars.flatMap(({ wordsLikeInitials }) => wordsLikeInitials)),
    namesInS: new Set(grammars.flatMap(({ namesInS }) => namesInS).map(fold)),
  };
}

/** A shorter word with an accent is another word without it. */
const SHORTEST_UNACCENTED = 5;

function keepsItsAccents(phrase: string): boolean {
  return phrase.split(' ').some(word => word.length < SHORTEST_UNACCENTED && fold(word) !== foldKeepingAccents(word));
}

/** "can you please" begins with "can" and with "can you". */
function beginningsOf(phrase: string): string[] {
  const words = phrase.split(' ');
  return words.slice(1).map((_, at) => words.slice(0, at + 1).join(' '));
}

/** Which of the lists a word is in, for every word of them. */
function byWord<List extends string>(
  lists: readonly List[],
  tables: readonly Readonly<Record<List, readonly string[]>>[],
  spell: (word: string) => string,
): Map<string, Set<List>> {
  const found = new Map<string, Set<List>>();
  for (const list of lists) {
    for (const word of tables.flatMap(table => table[list]).map(spell)) {
      found.set(word, (found.get(word) ?? new Set()).add(list));
    }
  }
  return found;
}

function endingsOf(genitives: readonly Grammar['genitive'][]): Endings {
  const all = (list: keyof Grammar['genitive']) => genitives.flatMap(genitive => genitive[list]);
  const ends = (endings: readonly string[]) => new RegExp(`(?:${oneOf(endings)})$`, 'i');
  return {
    always: ends(all('always')),
    // Behind the quotation marks and the emphasis around a name.
    explicit: new RegExp(`["*_]{0,4}(?:${oneOf([...all('always'), ...all('ofOwner')])})$`, 'i'),
    possible: ends([...all('bare'), ...all('unmarked')]),
    bare: ends(all('bare')),
    unmarked: ends(all('unmarked')),
    sure: ends(all('sure')),
    afterMention: oneOf(all('afterMention')),
  };
}

/** The source of a pattern that matches one of these texts, or nothing where there is none. */
function oneOf(texts: readonly string[]): string {
  return texts.length === 0 ? '(?!)' : texts.map(text => RegExp.escape(text)).join('|');
}
