import { z } from 'zod';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, troubleOf } from './graph-errors.ts';

/** What was read of a list, row by row. */
interface Rows<T> {
  /** The rows that are what Microsoft documents. */
  items: readonly T[];
  /** There are others, which can't be made out. */
  odd: boolean;
  /** There is more than these rows, by a next page or by Graph's own count. */
  more: boolean;
}

/** A count is a number, or the same as text where somebody asked for it (OData, "IEEE754Compatible"). */
const COUNT = z.union([z.number().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]).nullish();
const LIST = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
  '@odata.count': COUNT,
});

/**
 * The rows of a list, each for itself; undefined where it could not be read, or there are rows and none that can be made out:
 * that is unknown, and never the same as an empty list. `what` names the read for operators.
 * @throws DirectoryError (sign-in-again)
 */
export function readRows<T>(answer: GraphAnswer, row: z.ZodType<T>, what: string): Rows<T> | undefined {
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, what);
    return undefined;
  }
  const list = LIST.safeParse(answer.body);
  if (!list.success) return undefined;
  const { value, '@odata.nextLink': next, '@odata.count': count } = list.data;
  const items = value.flatMap(each => {
    const read = row.safeParse(each);
    return read.success ? [read.data] : [];
  });
  if (items.length === 0 && value.length > 0) return undefined;
  const more = typeof next === 'string' || (count ?? value.length) > value.length;
  return { items, odd: items.length < value.length, more };
}

/**
 * The rows of a list that is known as a whole; undefined where it could not be read, goes on, or has a row that can't be made out.
 * @throws DirectoryError (sign-in-again)
 */
export function readWhole<T>(answer: GraphAnswer, row: z.ZodType<T>, what: string): readonly T[] | undefined {
  const rows = readRows(answer, row, what);
  return rows?.odd ? undefined : endOf(rows);
}

/**
 * What can be made out of a list to its end: for what gives somebody a right, of which a row that can't be made out gives none,
 * and takes none from the others.
 * @throws DirectoryError (sign-in-again)
 */
export function readKnown<T>(answer: GraphAnswer, row: z.ZodType<T>, what: string): readonly T[] | undefined {
  return endOf(readRows(answer, row, what));
}

function endOf<T>(rows: Rows<T> | undefined): readonly T[] | undefined {
  return rows?.more ? undefined : rows?.items;
}
