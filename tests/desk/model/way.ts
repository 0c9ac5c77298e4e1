import type { Act, Around } from './events.ts';
import type { Opening } from './openings.ts';

/** What leads to a place, where it is not left to chance. */
export interface Way {
  opening?: Opening;
  policy?: number;
  approvals?: boolean;
}

/** The way to the places whose names match. */
export type WayTo = readonly [RegExp, Way & { act?: Partial<Act>; around?: Partial<Around> }];

/** Places of policies.ts. */
export const TWO_PERSONS_BY_ROLE = 0;
export const TWO_PERSONS_ALWAYS = 3;
export const WORD_OR_TWO_PERSONS = 5;
export const SHOWN_OR_REFUSED = 6;
export const SHOWN_OR_TWO_PERSONS = 7;
