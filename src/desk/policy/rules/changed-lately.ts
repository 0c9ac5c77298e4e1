import { z } from 'zod';
import type { Match } from '../../request/match.ts';
import { DAY } from '../../times.ts';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({ when: z.literal('changed-lately'), ...FOR_ACTION })
  .describe('The password was changed within a day, or it is not known when it was.');

/** The password was changed within a day. */
export function rule(): MatchRule<'changed-lately'> {
  return ({ targetName: target, targetChangedAt: at, now }) => {
    if (at === undefined) return because({ target, known: 'no' });
    return now - at < DAY ? because({ target }) : undefined;
  };
}

function because(values: Match<'changed-lately'>['values']): Match<'changed-lately'> {
  return { rule: 'changed-lately', values };
}
