import { z } from 'zod';
import type { ApprovalRule } from '../circumstances.ts';

export const schema = z
  .strictObject({ when: z.literal('always') })
  .describe('Every reset needs a second person. Only as the last rule.');

/** Every reset needs a second person. */
export function rule(): ApprovalRule {
  return () => ({ rule: 'always', values: {} });
}
