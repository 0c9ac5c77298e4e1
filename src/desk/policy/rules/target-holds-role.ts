import { z } from 'zod';
import type { Because } from '../../request.ts';
import type { ApprovalRule } from '../circumstances.ts';
import { objectId } from './object-id.ts';

export const schema = z
  .strictObject({
    when: z.literal('target-holds-role'),
    roles: z
      .array(objectId)
      .min(1, 'name at least one role, or leave "roles" out to mean every role')
      .describe('Template ids of the roles that count; for a custom role its own id. Without it every role counts.')
      .optional(),
  })
  .describe('The target holds a directory role, could get one through a group, or it is not known whether they do.');

/**
 * The target holds a role, or one of `roles` where they are listed. Who is in a role-assignable group, or has roles or groups
 * that could not be read, counts as holding each role: unknown is never no.
 */
export function rule({ roles: listed }: z.output<typeof schema>): ApprovalRule {
  return ({ targetName: target, targetRoles, targetGuardsRoles }) => {
    const held = targetRoles?.filter(role => !listed || listed.includes(role.templateId.toLowerCase()));
    const roles = [...new Set(held?.map(role => role.name))].join(', ');
    if (held && held.length > 0) return because({ target, roles });
    if (!held || targetGuardsRoles === undefined) return because({ target, roles: '' });
    return targetGuardsRoles ? because({ target, roles: '', through: 'group' }) : undefined;
  };
}

function because(values: Because['values']): Because {
  return { rule: 'target-holds-role', values };
}
