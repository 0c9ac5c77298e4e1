import type { TextKey } from './text-key.ts';
import type { Alphabet, Grammar, Phrases, Reasons } from './words.ts';

/** All that Nyckel has of a language: what it says, what it understands, how it spells and how it writes a time. */
export interface LanguagePack {
  /** BCP 47 tag of how days and times are written. */
  readonly dates: string;
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly phrases: Phrases;
  readonly grammar: Grammar;
  readonly reasons: Reasons;
  readonly spelling: Alphabet;
  /**
   * Tags of the languages whose words its people mix in; a message is read with all of them at once. A language that is
   * named here by none, and names none, changes nothing in how the others are read.
   */
  readonly readWith: readonly string[];
}
