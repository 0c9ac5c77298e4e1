import type { Turn } from '../../desk/desk.ts';
import type { Refusal } from '../../desk/request/refusal.ts';
import { DirectoryError } from '../../errors.ts';
import type { Services } from '../services.ts';

/** Graph does not take the token: the person has to sign in again. */
export function isSignInAgain(error: unknown): error is DirectoryError {
  return error instanceof DirectoryError && error.trouble === 'sign-in-again';
}

/** How it stands on record. */
export function lapsedRule({ challenged, outdated }: DirectoryError): string {
  if (outdated) return 'sign-in-outdated';
  return challenged ? 'sign-in-not-enough' : 'sign-in-lapsed';
}

/**
 * Graph does not take a sign-in that was made for this very turn. Another one would end here again, for ever: it goes into the
 * log, and the person is told what is wrong, with the number that leads there.
 */
export function signInNotAccepted({ log }: Services, { correlationId }: Turn, error: DirectoryError): Refusal {
  const rule = error.challenged ? 'sign-in-not-enough' : 'sign-in-not-accepted';
  log.error({ code: error.code, correlationId, rule, err: error }, 'a sign-in that was just made is not accepted');
  return { rule, values: { number: correlationId } };
}
