import type { LanguagePack } from '../../locales/pack.ts';
import { type Grammar, MARKS, type Mark, ROLES, type Role } from '../../locales/words.ts';
import { fold } from './fold.ts';

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
  readonly roles: ReadonlyMap<string, ReadonlySet<Role>>;
  /** In words. */
  readonly longestPhrase: number;
  readonly marks: ReadonlyMap<string, ReadonlySet<Mark>>;
  readonly endings: Endings;
  readonly abbreviations: ReadonlySet<string>;
  readonly namesLikeWords: ReadonlySet<string>;
  readonly wordsLikeInitials: ReadonlySet<string>;
  readonly namesInS: ReadonlySet<string>;
}

/** The tables of these languages as one. */
export function lexiconOf(packs: readonly Pick<LanguagePack, 'phrases' | 'grammar'>[]): Lexicon {
  const roles = byWord(
    ROLES,
    packs.map(({ phrases }) => phrases),
  );
  const grammars = packs.map(({ grammar }) => grammar);
  return {
    roles,
    longestPhrase: Math.max(...[...roles.keys()].map(phrase => phrase.split(' ').length)),
    marks: byWord(
      MARKS,
      grammars.map(({ marks }) => marks),
    ),
    endings: endingsOf(grammars.map(({ genitive }) => genitive)),
    abbreviations: new Set(grammars.flatMap(({ abbreviations }) => abbreviations).map(fold)),
    namesLikeWords: new Set(grammars.flatMap(({ namesLikeWords }) => namesLikeWords)),
    wordsLikeInitials: new Set(grammars.flatMap(({ wordsLikeInitials }) => wordsLikeInitials)),
    namesInS: new Set(grammars.flatMap(({ namesInS }) => namesInS).map(fold)),
  };
}

/** Which of the lists a word is in, for every word of them. */
function byWord<List extends string>(
  lists: readonly List[],
  tables: readonly Readonly<Record<List, readonly string[]>>[],
): Map<string, Set<List>> {
  const found = new Map<string, Set<List>>();
  for (const list of lists) {
    for (const word of tables.flatMap(table => table[list]).map(fold)) {
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
