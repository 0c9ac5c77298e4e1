import { z } from 'zod';
import type { Because } from '../../request.ts';
import type { ApprovalRule } from '../circumstances.ts';
import { objectId } from './object-id.ts';

export const schema = z
  .strictObject({
    when: z.literal('target-in-group'),
    groups: z.array(objectId).min(1, 'name at least one group').describe('Object ids of the groups.'),
    name: z.string().trim().min(1).max(60).describe('What the card calls the groups.').optional(),
  })
  .describe('The target is in one of these groups, directly or through others, or its groups could not be read.');

/** The target is in one of the groups; who has groups that could not be read counts as in each: unknown is never no. */
export function rule({ groups, name: group = '' }: z.output<typeof schema>): ApprovalRule {
  return ({ targetName: target, targetGroupIds }) => {
    if (!targetGroupIds) return because({ target, group, known: 'no' });
    return targetGroupIds.some(id => groups.includes(id.toLowerCase())) ? because({ target, group }) : undefined;
  };
}

function because(values: Because['values']): Because {
  return { rule: 'target-in-group', values };
}
