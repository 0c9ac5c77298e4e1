import { setTimeout as delay } from 'node:timers/promises';

const FIRST_WAIT = 500;

/** How long one use case may wait in all before it tries a call again. */
export interface Patience {
  /**
   * Waits before the next attempt: as long as the service asks for, and longer with every attempt. Returns false at once
   * when that is more than what is left: then trying again is pointless.
   */
  wait(retryAfterSeconds: number | undefined): Promise<boolean>;
}

/**
 * Patience for `budget` milliseconds of waiting in all (Microsoft Graph, "Throttling": Retry-After, else back off); `pause` waits
 * so many milliseconds.
 */
export function createPatience(budget: number, pause: (milliseconds: number) => Promise<unknown> = delay): Patience {
  let left = budget;
  let step = FIRST_WAIT;
  return {
    async wait(retryAfterSeconds) {
      const milliseconds = Math.max(step, (retryAfterSeconds ?? 0) * 1000);
      if (milliseconds > left) return false;
      left -= milliseconds;
      step *= 2;
      await pause(milliseconds);
      return true;
    },
  };
}
