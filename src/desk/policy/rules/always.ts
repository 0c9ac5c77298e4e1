import { z } from 'zod';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z.strictObject({ when: z.literal('always'), ...FOR_ACTION }).describe('Every request.');

/** Every request, whatever is known. */
export function rule(): MatchRule<'always'> {
  return () => ({ rule: 'always', values: {} });
}
