/**
 * What may be owed to people, or is still to be found out, in the order in which it is done: the card of whoever is to show who
 * calls, that nobody answers it any more, the question to a second person,
 * what became of a lost call, the way to the secret, signing out, the cards, the card to run it, a word to the requester, a word
 * to the approvals conversation, how
 * it ended, a word to whose account it is and to their manager, and taking back what was made and nobody got.
 */
export const DUTIES = [
  'proof',
  'ask-over',
  'question',
  'find-out',
  'handover',
  'sign-out',
  'cards',
  'run-card',
  'notice',
  'alert',
  'verify',
  'tell',
  'withdraw',
] as const;

export type DutyKind = (typeof DUTIES)[number];

const ROWS = { handover: 'handover-delivered' } as const satisfies Readonly<Partial<Record<DutyKind, string>>>;

/** A name on the record that says that a duty was done. The names never change: exports hold them. */
export type DoneRow = (typeof ROWS)[keyof typeof ROWS];

/** As what each kind stands on record once it was done; of the others nothing does, or what came of them. */
export const ROWS_OF_DONE: Readonly<Partial<Record<DutyKind, DoneRow>>> = ROWS;

/** The cards of a request: in its conversation, to the secret, the question to a second person, to run it, to whoever shows who calls, to whoever is told afterwards. */
export const CARDS = ['conversation', 'handover', 'question', 'run', 'proof', 'told'] as const;

export type CardKind = (typeof CARDS)[number];

/** Something that is still to be done for a request. Any process may do it. */
export interface Duty {
  what: DutyKind;
  /** When it is taken up by whoever looks, in milliseconds since the epoch: the process that caused it does it at once. */
  at: number;
  /** How often it has failed in a row. */
  tries: number;
  /** Of the cards, those that are not up to date; all of them where it is missing. */
  left?: readonly CardKind[];
  /** Of the conversations that are alerted, those that know it already, by their ids. */
  reached?: readonly string[];
}
