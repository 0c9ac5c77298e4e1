import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../errors.ts';
import { asTableError, isConflict, mayHaveLanded, saysConflict } from './table-errors.ts';

/** One try of a write, made from what is stored now; or the result, where an earlier try turns out to have been made. */
export type Attempt<T> =
  | { kind: 'landed'; result: T }
  | { kind: 'write'; basis: string; commit: () => Promise<void>; result: T };

/** How often others may be faster. */
const MOST_CONFLICTS = 60;
/** How often a write may be refused although nothing that it depends on has changed. */
const MOST_UNEXPLAINED = 2;
const SHORTEST_PAUSE = 5;
const LONGEST_PAUSE = 100;

/**
 * Tries a write until it is made or refused for good. A write whose answer was lost is looked up, never taken for
 * somebody else's: the client repeats a call by itself, and the second one is refused where the first was made.
 * @param prepare judges what is stored now, anew before each try. `basis` names the versions that it judged.
 * @param pause waits so many milliseconds between two tries: so long by chance, and longer with each conflict, up to 100.
 * @throws what `prepare` throws; StoreError when the service refuses, does not answer, or others are always faster.
 */
export async function writeUntilSettled<T>(
  host: string,
  prepare: () => Promise<Attempt<T>>,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<T> {
  let unanswered = 0;
  let unexplained = 0;
  let basis: string | undefined;
  for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
    const attempt = await prepare();
    if (attempt.kind === 'landed') return attempt.result;
    try {
      await attempt.commit();
      return attempt.result;
    } catch (error) {
      if (mayHaveLanded(error) && unanswered === 0) unanswered += 1;
      else if (!isConflict(error)) throw asTableError(host, error);
      else if (attempt.basis !== basis) unexplained = 0;
      else if (++unexplained > MOST_UNEXPLAINED) throw unexplainedRefusal(host, error);
    }
    basis = attempt.basis;
    await pause(Math.random() * Math.min(SHORTEST_PAUSE * 2 ** conflicts, LONGEST_PAUSE));
  }
  throw new StoreError(`The store ${host} is written by too many at once. Try again; run fewer instances of Nyckel.`);
}

function unexplainedRefusal(host: string, cause: unknown): Error {
  if (!saysConflict(cause)) return asTableError(host, cause);
  return new StoreError(
    `The rows of the store ${host} do not belong together: something else than Nyckel has changed them. Nothing was ` +
      'written. Keep a copy of the table, run npm run audit -- verify, and restore the table as it was.',
    { cause },
  );
}
