/**
 * What may be owed to people, or is still to be found out, in the order in which it is done: the question to a second person,
 * what became of a lost call, the way to the secret, signing out, the cards, the card to run it, a word to the requester, how
 * it ended.
 */
export const DUTIES = [
  'question',
  'find-out',
  'handover',
  'sign-out',
  'cards',
  'run-card',
  'notice',
  'verify',
] as const;

export type DutyKind = (typeof DUTIES)[number];

/** Something that is still to be done for a request. Any process may do it. */
export interface Duty {
  what: DutyKind;
  /** When it is taken up by whoever looks, in milliseconds since the epoch: the process that caused it does it at once. */
  at: number;
  /** How often it has failed in a row. */
  tries: number;
}
