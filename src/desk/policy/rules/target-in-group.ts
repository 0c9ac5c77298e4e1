import { z } from 'zod';
import type { Match } from '../../request/match.ts';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';
import { objectId } from './object-id.ts';

export const schema = z
  .strictObject({
    when: z.literal('target-in-group'),
    ...FOR_ACTION,
    groups: z.array(objectId).min(1, 'name at least one group').describe('Object ids of the groups.'),
    name: z.string().trim().min(1).max(60).describe('What the card calls the groups.').optional(),
  })
  .describe('The target is in one of these groups, directly or through others, or it is not known whether it is.');

/**
 * The target is in one of the groups; who has groups that could not be read counts as in each, and everybody as in a group
 * that hides its members or could not be read: unknown is never no.
 */
export function rule({ groups, name: group = '' }: z.output<typeof schema>): MatchRule<'target-in-group'> {
  const among = (ids: readonly string[]) => ids.some(id => groups.includes(id.toLowerCase()));
  return ({ targetName: target, targetGroupIds, targetUnseenGroupIds }) => {
    if (!targetGroupIds) return because({ target, group, known: 'no' });
    if (among(targetGroupIds)) return because({ target, group });
    return among(targetUnseenGroupIds) ? because({ target, group, known: 'hidden' }) : undefined;
  };
}

function because(values: Match<'target-in-group'>['values']): Match<'target-in-group'> {
  return { rule: 'target-in-group', values };
}
