import { z } from 'zod';
import { ACTION_KINDS } from '../../../action-kinds.ts';

/** Every rule may be for one action alone. */
export const FOR_ACTION = {
  action: z
    .enum(ACTION_KINDS)
    .describe('The rule counts for this action alone; without it for every action.')
    .optional(),
};
