import { z } from 'zod';
import type { Match } from '../../request/match.ts';
import { DAY } from '../../times.ts';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({
    when: z.literal('account-younger-than'),
    ...FOR_ACTION,
    days: z.int().min(1).describe('Days since the account was made.'),
  })
  .describe('The account is younger than so many days, or it is not known when it was made.');

/** The account was made less than so many days ago. */
export function rule({ days }: z.output<typeof schema>): MatchRule<'account-younger-than'> {
  return ({ targetName: target, targetCreatedAt: at, now }) => {
    if (at === undefined) return because({ target, known: 'no' });
    return now - at < days * DAY ? because({ target, count: String(days) }) : undefined;
  };
}

function because(values: Match<'account-younger-than'>['values']): Match<'account-younger-than'> {
  return { rule: 'account-younger-than', values };
}
