import Mocha from 'mocha';

const REASONS = new WeakMap<object, string>();

/**
 * Skips the running test, or from a hook all tests of its suite, and says why in the report.
 * @throws always: mocha's own sign that the test is pending
 */
export function skipBecause(context: Mocha.Context, reason: string): never {
  const runnable = context.runnable();
  REASONS.set((runnable instanceof Mocha.Hook ? runnable.parent : runnable) ?? runnable, reason);
  return context.skip();
}

/** Why this pending test was skipped, as far as anybody said so. */
export function skipReason(test: Mocha.Test): string {
  const own = REASONS.get(test);
  if (own) return own;
  if (!test.fn) return 'marked with skip, or has no body';
  for (let suite = test.parent; suite; suite = suite.parent) {
    const reason = REASONS.get(suite);
    if (reason) return reason;
  }
  return 'skipped by the test itself, no reason given';
}
