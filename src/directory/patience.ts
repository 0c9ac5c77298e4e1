import { setTimeout as delay } from 'node:timers/promises';

const FIRST_WAIT_MS = 500;

/** How long one use case may wait in all before it tries a call again. */
export interface Patience {
  /**
   * Waits before the next attempt: as long as the service asks for, and longer with every attempt. Returns false at once
   * when that is more than what is left: then trying again is pointless.
   */
  wait(retryAfterSeconds: number | undefined): Promise<boolean>;
}

/** Patience for `budgetMs` milliseconds of waiting in all (Microsoft Graph, "Throttling": Retry-After, else back off). */
export function createPatience(budgetMs: number): Patience {
  let left = budgetMs;
  let step = FIRST_WAIT_MS;
  return {
    async wait(retryAfterSeconds) {
      const milliseconds = Math.max(step, (retryAfterSeconds ?? 0) * 1000);
      if (milliseconds > left) return false;
      left -= milliseconds;
      step *= 2;
      await delay(milliseconds);
      return true;
    },
  };
}
