import { z } from 'zod';
import { ACTION_KINDS, type ActionKind } from '../../../action-kinds.ts';
import type { Circumstances } from '../circumstances.ts';

/** Every rule may be for one action alone. */
export const FOR_ACTION = {
  action: z
    .enum(ACTION_KINDS)
    .describe('The rule counts for this action alone; without it for every action.')
    .optional(),
};

/** The rule where it names no action, or the one that is to be done; otherwise it says nothing. */
export function forAction<Said>(
  named: ActionKind | undefined,
  rule: (circumstances: Circumstances) => Said | undefined,
): (circumstances: Circumstances) => Said | undefined {
  return circumstances => (named === undefined || named === circumstances.action ? rule(circumstances) : undefined);
}
