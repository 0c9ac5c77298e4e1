import type { Logger } from 'pino';
import { Bucket } from '../net/bucket.ts';
import { LOGGED_REFUSALS } from './times.ts';

interface Refusal {
  status: number;
  reason: string;
}

/**
 * Writes down who was refused, one short line for each. Where there are too many of them the others are counted, and the next
 * line says how many they were (`unlogged`): nobody fills the log from outside. `clock`: milliseconds that never go back.
 */
export function refusalLog(log: Logger, clock: () => number): (refusal: Refusal) => void {
  const lines = new Bucket(LOGGED_REFUSALS, clock());
  let unlogged = 0;
  return ({ status, reason }) => {
    if (!lines.take(clock())) {
      unlogged += 1;
      return;
    }
    const level = status === 500 ? 'error' : 'warn';
    log[level]({ status, reason, unlogged: unlogged || undefined }, 'refused at the door');
    unlogged = 0;
  };
}
