import { MINUTE } from '../../desk/times.ts';
import { MOST_WRONG_SIGN_INS, TOLD_AGAIN_AFTER, WRONG_SIGN_IN_SPAN } from '../times.ts';
import { Allowance } from './allowance.ts';

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
    codes: new Allowance({ times: MOST_WRONG_SIGN_INS, milliseconds: WRONG_SIGN_IN_SPAN }, clock),
    exchanges: new Allowance({ times: MOST_WRONG_SIGN_INS, milliseconds: WRONG_SIGN_IN_SPAN }, clock),
    told: new Allowance({ times: 1, milliseconds: TOLD_AGAIN_AFTER }, clock),
  };
}
