import { z } from 'zod';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, troubleOf } from './graph-errors.ts';

/** What was read of a list; `more`: there is more than these rows, by a next page or by Graph's own count. */
interface Page<T> {
  items: readonly T[];
  more: boolean;
}

/**
 * The rows of a list, or undefined where it could not be read or any row is not what Microsoft documents: that is unknown,
 * and never the same as an empty list. `what` names the read for operators.
 * @throws DirectoryError (sign-in-again)
 */
export function readPage<T>(answer: GraphAnswer, row: z.ZodType<T>, what: string): Page<T> | undefined {
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, what);
    return undefined;
  }
  const shape = { value: z.array(row), '@odata.nextLink': z.string().nullish(), '@odata.count': z.int().nullish() };
  const list = z.object(shape).safeParse(answer.body);
  if (!list.success) return undefined;
  const { value: items, '@odata.nextLink': next, '@odata.count': count } = list.data;
  return { items, more: typeof next === 'string' || (count ?? items.length) > items.length };
}

/**
 * The rows of a list that is known as a whole; undefined where it could not be read or goes on.
 * @throws DirectoryError (sign-in-again)
 */
export function readWhole<T>(answer: GraphAnswer, row: z.ZodType<T>, what: string): readonly T[] | undefined {
  const page = readPage(answer, row, what);
  return page?.more ? undefined : page?.items;
}
