import type { Term } from './term.ts';

/** The words that name one person, as one part of a sentence. */
export interface PersonChunk {
  readonly kind: 'person';
  /** In the order they were written, without a nickname in quotes. */
  readonly terms: readonly Term[];
  /** Shows, or takes no, ending of an owner, and what is owned may follow: "Anna's", "Lars". */
  readonly owner: boolean;
  /** What stands before: "user", "employee no.", "for". */
  readonly introducedBy?: Term;
  /** Where the person belongs: "in Sales", "(Ekonomi)". */
  readonly place?: string;
  /** The place stands behind a comma, so that it may also be the first name: "Rosas Uribe, Elvira". */
  readonly orFirstName?: true;
  /** The first word of a sentence, which need not be a name. */
  readonly doubtful?: true;
  /** It may be more than one person: "Tello Gil, Juan Manuel". */
  readonly unsure?: true;
}

/** A part of a sentence: a word, a mark between words, or somebody named. */
export type Chunk = Term | PersonChunk;
