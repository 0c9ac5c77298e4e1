import { z } from 'zod';
import type { Match } from '../../request/match.ts';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({ when: z.literal('namesake-exists'), ...FOR_ACTION })
  .describe('Somebody else in the tenant has the same name or one that is close to it, or it is not known whether so.');

/** Somebody else is easily taken for the target. */
export function rule(): MatchRule<'namesake-exists'> {
  return ({ targetName: target, targetNamesakes: names }) => {
    if (names === undefined) return because({ target, known: 'no' });
    const [other] = names;
    return other === undefined ? undefined : because({ target, other });
  };
}

function because(values: Match<'namesake-exists'>['values']): Match<'namesake-exists'> {
  return { rule: 'namesake-exists', values };
}
