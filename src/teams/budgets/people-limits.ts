import { Allowance } from './allowance.ts';

const MINUTE = 60_000;

/** How often a wrong code, or a token that can't be exchanged, is taken to the token service, within `SIGN_IN_SPAN`. */
export const MOST_WRONG_SIGN_INS = 5;
/** Milliseconds. */
const SIGN_IN_SPAN = 10 * MINUTE;

/** What one person may cost. Each is counted in this process alone. */
export interface PeopleLimits {
  /** How many turns a minute one person may have. */
  turnsPerMinute: number;
  turns: Allowance;
  /** Codes of the sign-in page that were wrong. */
  codes: Allowance;
  /** Tokens of Teams that could not be exchanged. */
  exchanges: Allowance;
  /** How often somebody is told that something is too much, or that signing in does not work now. */
  told: Allowance;
}

/** @param clock milliseconds, never going back */
export function createPeopleLimits(turnsPerMinute: number, clock: () => number): PeopleLimits {
  return {
    turnsPerMinute,
    turns: new Allowance({ times: turnsPerMinute, milliseconds: MINUTE }, clock),
    codes: new Allowance({ times: MOST_WRONG_SIGN_INS, milliseconds: SIGN_IN_SPAN }, clock),
    exchanges: new Allowance({ times: MOST_WRONG_SIGN_INS, milliseconds: SIGN_IN_SPAN }, clock),
    told: new Allowance({ times: 1, milliseconds: MINUTE }, clock),
  };
}
