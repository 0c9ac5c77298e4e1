import type { Role } from './roles.ts';

/** Single words that the grammar asks for by themselves. They count as what they are where they stand, whatever roles they have. */
export const MARKS = [
  /** begins what else is to be done: "and set it to" */
  'and',
  /** begins what stands against what was said: but */
  'but',
  /** stands before a second person: or, then, plus */
  'another',
  /** the password, named before: "set it to" */
  'it',
  /** before a verb that says what for: "to let her in" */
  'to',
  /** is sure to stand before a typed password when it follows "it" */
  'to-be',
  /** before the old password */
  'from',
  /** begins a polite question when "I" follows; a name elsewhere */
  'modal',
  /** is a name as the first word: "can I see the history" */
  'see',
  /** within a name: "van den Berg" */
  'particle',
  /** a pronoun in small letters, a name with a capital: "hans", "Hans" */
  'pronoun-or-name',
] as const;
export type Mark = (typeof MARKS)[number];

/** The endings that make an owner of a name. */
interface Genitive {
  /** No word has them of itself, so they are taken off wherever they stand, off an address and a number as well: "Anna's". */
  readonly always: readonly string[];
  /** Taken off a word that is known to name the owner: "Anna:s". */
  readonly ofOwner: readonly string[];
  /** Directly behind a mention. */
  readonly afterMention: readonly string[];
  /** Letters that may be such an ending or a part of the name: "Annas". */
  readonly bare: readonly string[];
  /** Names in these take no ending: "Max", "Ross". */
  readonly unmarked: readonly string[];
  /** What is never followed by such letters as a part of the name: "Svenssons". */
  readonly sure: readonly string[];
}

/** What the grammar has to know of single words of a language. */
export interface Grammar {
  readonly marks: Readonly<Record<Mark, readonly string[]>>;
  readonly genitive: Genitive;
  /** Written with a dot that ends no sentence. */
  readonly abbreviations: readonly string[];
  /** How words end that say what somebody is: "undersköterskan". */
  readonly titleEndings: readonly string[];
  /** Titles that are also names, so that they are titles only before two names: "Captain Alan Moretti". */
  readonly titlesBeforeNames: readonly string[];
  /** Names with a capital that are other words in small letters. */
  readonly namesLikeWords: readonly string[];
  /** Capitals that are a word by themselves, and no initial of a name: "I". */
  readonly wordsLikeInitials: readonly string[];
  /** Names that end in -s, so that a final -s is not taken for a genitive. */
  readonly namesInS: readonly string[];
}

/** Words and phrases of one language by role, as people write them; case and accents do not matter. */
export type Phrases = Readonly<Record<Role, readonly string[]>>;

/** What is written where a request has one of the reasons on the card, whatever else is written there. */
export type Reasons = Readonly<Record<'forgot' | 'locked-out' | 'never-got-one' | 'no-method', readonly string[]>>;

/** Words for reading a password out on the phone. */
export interface Alphabet {
  /** a to z */
  readonly letters: readonly string[];
  /** 0 to 9 */
  readonly digits: readonly string[];
  readonly symbols: Readonly<Record<string, string>>;
  /** Said before the word of a capital letter. */
  readonly capital: string;
  /** Said before the code point of a character without a name. */
  readonly character: string;
}
