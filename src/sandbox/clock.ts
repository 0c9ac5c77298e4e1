import type { Clock } from './types.ts';

export interface ResettableClock extends Clock {
  reset(): void;
}

/** The sandbox's own time: real time plus what the tests have moved it forward, in milliseconds. */
export function createClock(): ResettableClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(milliseconds) {
      ahead += milliseconds;
    },
    reset() {
      ahead = 0;
    },
  };
}
