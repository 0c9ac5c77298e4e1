import { z } from 'zod';
import { ACTION_KINDS } from '../../../action-kinds.ts';
import type { MatchRule } from '../circumstances.ts';

export const schema = z
  .strictObject({
    when: z.literal('action'),
    action: z.enum(ACTION_KINDS).describe('What is to be done.'),
  })
  .describe('This is to be done, whatever else is known.');

/** It is what is to be done: whether so is judged as for every rule that names an action. */
export function rule(): MatchRule<'action'> {
  return () => ({ rule: 'action', values: {} });
}
