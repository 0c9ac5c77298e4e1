import { z } from 'zod';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({ when: z.literal('always'), ...FOR_ACTION })
  .describe('Every request needs a second person. Only as the last rule, unless it is for one action.');

/** Every reset needs a second person. */
export function rule(): MatchRule<'always'> {
  return () => ({ rule: 'always', values: {} });
}
