import type { Account, Target } from '../../../src/desk/judging/people-as-read.ts';

/** A target of whom everything could be read: no role, no group and no unit, but for what is said otherwise. */
export function knownTarget(account: Account, otherwise: Partial<Target> = {}): Target {
  return {
    account,
    roles: [],
    rolesComplete: true,
    eligibilityUnknown: false,
    unseenGroupIds: [],
    guardsRoles: false,
    groupIds: [],
    units: [],
    domains: [],
    ...otherwise,
  };
}
