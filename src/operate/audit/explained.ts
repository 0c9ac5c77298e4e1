import { NyckelError } from '../../errors.ts';

/** What an operator is told of an error: a sentence that was written for them, or where in the program it happened. */
export function explained(error: unknown): string {
  if (error instanceof NyckelError || (error instanceof Error && 'code' in error)) return error.message;
  return error instanceof Error ? `${error.stack}` : String(error);
}
