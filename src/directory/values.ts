import { z } from 'zod';
import { isPathSegment } from './endpoint.ts';

/** Microsoft Graph, user: no text that we read is longer, and a sign-in name has at most 1,024 characters. */
const LONGEST = 1_024;

/** What can be seen: no control or format character, no blank, no mark alone, and none of those that draw nothing. */
const VISIBLE = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Entra is younger, and no password outlives it by so much: dates of 1601, of year 1 or of 9999 stand for "never". */
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(3000, 0, 1);

/** A date and time of Graph, which are in UTC and may have any offset by their type (Microsoft Graph, DateTimeOffset). */
export const DATE_TIME = z.iso.datetime({ offset: true });

/** An id of an account, in lower case: whether two accounts are one must not depend on how each answer spells it. */
export const OBJECT_ID = z.string().min(1).toLowerCase();

/** The id of an account that calls are made about. */
export const USER_ID = OBJECT_ID.refine(isPathSegment);

// What is only shown may be anything. What an account is judged by may be null or missing, and of no wrong type: "false" as a text must not pass for "not synced".
export const TEXT = z.string().nullish().transform(given);
export const FLAG = z.boolean().nullish().transform(given);

/** A text that is only shown: what is none, or can't be seen, is as good as missing. Never longer than any of the directory. */
export const SHOWN_TEXT = z
  .unknown()
  .optional()
  .transform(value => {
    if (typeof value !== 'string') return undefined;
    const text = Array.from(value.slice(0, 2 * LONGEST))
      .slice(0, LONGEST)
      .join('');
    return VISIBLE.test(text) ? text.toWellFormed() : undefined;
  });

/** An employee ID: empty where the account has none, and unknown (undefined) where Graph did not tell or it is no text. */
export const EMPLOYEE_ID = z
  .string()
  .max(LONGEST)
  .nullable()
  .transform(value => value?.trim() ?? '')
  .optional()
  .catch(undefined);

/** A sign-in name, which tells where an account belongs: all of it, or it is none. */
export const SIGN_IN_NAME = z
  .string()
  .max(LONGEST)
  .refine(name => VISIBLE.test(name) && name.isWellFormed());

/** When something happened last, in ISO 8601; undefined where it never did, and for what is no date. */
export const HAPPENED_AT = z
  .unknown()
  .optional()
  .transform(value => {
    const date = DATE_TIME.safeParse(value);
    const time = date.success ? Date.parse(date.data) : Number.NaN;
    return time >= FIRST && time < LAST ? date.data : undefined;
  });

function given<T>(value: T): NonNullable<T> | undefined {
  return value ?? undefined;
}
