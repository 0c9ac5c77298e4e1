import { z } from 'zod';
import { type Answer, succeeded } from './answer.ts';
import { directoryError, troubleOf } from './errors.ts';

/** The first page of a list; `more`: there is another, which was not read. */
export interface Page<T> {
  items: readonly T[];
  more: boolean;
}

/**
 * The rows of a list, or undefined where it could not be read or any row is not what Microsoft documents: that is unknown,
 * and never the same as an empty list. `what` names the read for operators.
 * @throws DirectoryError (sign-in-again)
 */
export function readPage<T>(answer: Answer, row: z.ZodType<T>, what: string): Page<T> | undefined {
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, what);
    return undefined;
  }
  const list = z.object({ value: z.array(row), '@odata.nextLink': z.string().nullish() }).safeParse(answer.body);
  if (!list.success) return undefined;
  return { items: list.data.value, more: typeof list.data['@odata.nextLink'] === 'string' };
}

/**
 * The rows of a list that is known as a whole; undefined where it could not be read or goes on.
 * @throws DirectoryError (sign-in-again)
 */
export function readWhole<T>(answer: Answer, row: z.ZodType<T>, what: string): readonly T[] | undefined {
  const page = readPage(answer, row, what);
  return page?.more ? undefined : page?.items;
}
