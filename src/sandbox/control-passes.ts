import { z } from 'zod';
import { graphDateTime } from './tenant/identifiers.ts';
import type { DirectoryUser, Tenant } from './tenant/model.ts';
import type { Pass, PassPolicy, PassTarget, Usability } from './tenant/pass-model.ts';
import { named } from './tenant/patch.ts';

/** Groups and users by id or name. */
const targets = z.array(z.strictObject({ targetType: z.enum(['user', 'group']), id: z.string() }));
/** What Microsoft takes at all (Microsoft Graph, temporaryAccessPassAuthenticationMethodConfiguration). */
const minutes = z.int().min(10).max(43_200);

/** Changes of the tenant's policy for passes. */
export const passPolicyChange = z
  .strictObject({
    state: z.enum(['enabled', 'disabled']),
    includeTargets: targets,
    excludeTargets: targets,
    defaultLifetimeInMinutes: minutes,
    defaultLength: z.int().min(8).max(48),
    minimumLifetimeInMinutes: minutes,
    maximumLifetimeInMinutes: minutes,
    isUsableOnce: z.boolean(),
  })
  .partial();

/** Changes the policy. Throws when a group or a user is unknown, or no lifetime could be chosen; nothing is changed then. */
export function changePassPolicy(tenant: Tenant, change: z.infer<typeof passPolicyChange>): void {
  const policy: PassPolicy = { ...tenant.passes.policy, ...change };
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = policy;
  if (minimumLifetimeInMinutes > defaultLifetimeInMinutes || defaultLifetimeInMinutes > maximumLifetimeInMinutes) {
    throw new Error('The default lifetime of a pass must be between the minimum and the maximum.');
  }
  const resolved = (list: readonly PassTarget[]) => list.map(target => resolvedTarget(tenant, target));
  tenant.passes.policy = {
    ...policy,
    includeTargets: resolved(policy.includeTargets),
    excludeTargets: resolved(policy.excludeTargets),
  };
}

function resolvedTarget(tenant: Tenant, { targetType, id }: PassTarget): PassTarget {
  if (targetType === 'group') return { targetType, id: id === 'all_users' ? id : named(tenant.groups, id, 'group').id };
  const user = tenant.users.find(id);
  if (!user) throw new Error(`The sample tenant has no user "${id}".`);
  return { targetType, id: user.id };
}

const STATES: Readonly<Record<Usability, string>> = {
  EnabledByPolicy: 'usable',
  DisabledByPolicy: 'disabled',
  Expired: 'expired',
  NotYetValid: 'not-yet',
  OneTimeUsed: 'used',
};

/** Every pass that was ever made for a user, with its secret, oldest first. */
export function passViews(tenant: Tenant, user: DirectoryUser) {
  return { passes: tenant.passes.history(user.id).map(pass => passView(tenant, pass)) };
}

function passView({ passes }: Tenant, pass: Pass) {
  const { id, secret, createdAt, startsAt, lifetimeInMinutes, isUsableOnce, uses, gone } = pass;
  return {
    id,
    temporaryAccessPass: secret,
    createdDateTime: graphDateTime(createdAt),
    startDateTime: graphDateTime(startsAt),
    lifetimeInMinutes,
    isUsableOnce,
    uses,
    state: gone ?? STATES[passes.usabilityOf(pass)],
  };
}
