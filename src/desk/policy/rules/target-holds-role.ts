import { z } from 'zod';
import type { RoleHolding } from '../../judging/people-as-read.ts';
import type { Match } from '../../request/match.ts';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';
import { objectId } from './object-id.ts';

export const schema = z
  .strictObject({
    when: z.literal('target-holds-role'),
    ...FOR_ACTION,
    roles: z
      .array(objectId)
      .min(1, 'name at least one role, or leave "roles" out to mean every role')
      .describe('Template ids of the roles that count; for a custom role its own id. Without it every role counts.')
      .optional(),
    eligible: z
      .enum(['always', 'where-readable'])
      .describe('Whether not knowing for which roles the target is eligible counts too; always is the default.')
      .optional(),
  })
  .describe(
    'The target holds a directory role, is eligible for one, could get one through a group, or it is not known whether so.',
  );

/**
 * The target holds a role or may activate it, or one of `roles` where they are listed. Who is in a role-assignable group, or
 * has roles or groups that could not be read, counts as holding each role: unknown is never no. Only where the policy says so
 * itself, eligible roles that this requester may not read are left out.
 */
export function rule({ roles: listed, eligible = 'always' }: z.output<typeof schema>): MatchRule<'target-holds-role'> {
  return ({ targetName: target, targetRoles, targetGuardsRoles, targetEligibilityUnknown }) => {
    const counting = targetRoles?.filter(role => !listed || listed.includes(role.templateId.toLowerCase()));
    if (!counting) return because({ target, roles: '' });
    const [active, activable] = [namesOf(counting, false), namesOf(counting, true)];
    if (active) return because({ target, roles: active });
    if (activable) return because({ target, roles: activable, held: 'eligible' });
    if (targetGuardsRoles === undefined) return because({ target, roles: '' });
    if (targetGuardsRoles) return because({ target, roles: '', through: 'group' });
    if (!targetEligibilityUnknown || eligible !== 'always') return undefined;
    const why = { target, roles: '', held: 'eligible' };
    return because(targetEligibilityUnknown === 'outage' ? { ...why, outage: 'eligible' } : why);
  };
}

function namesOf(roles: readonly RoleHolding[], eligible: boolean): string {
  const names = roles.filter(role => (role.eligible ?? false) === eligible).map(role => role.name);
  return [...new Set(names)].join(', ');
}

function because(values: Match<'target-holds-role'>['values']): Match<'target-holds-role'> {
  return { rule: 'target-holds-role', values };
}
