import { z } from 'zod';
import type { ApprovalRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({ when: z.literal('never'), ...FOR_ACTION })
  .describe('One person is enough where no rule before this one matched. Only as the last rule.');

/** One person is enough, whatever else is known. */
export function rule(): ApprovalRule {
  return () => 'one-person';
}
