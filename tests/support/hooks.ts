import { stopAll } from './at-the-end.ts';

/** Runs once after all suites of the run. It knows only what those have started, so that a small test loads nothing large. */
export const mochaHooks = { afterAll: stopAll };
