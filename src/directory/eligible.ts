import type { RoleHolding } from '../desk/judging/people-as-read.ts';
import { protectingHoldings, readSomeAssignments, rolesOfItem } from './assignments.ts';
import type { BatchItem } from './batch.ts';
import { type GraphAnswer, refused } from './graph-answer.ts';
import { errorCodes } from './graph-errors.ts';
import type { TenantUnits } from './units.ts';

/** What Graph says where the tenant has no Privileged Identity Management, so that nobody can be eligible for a role. */
const NO_LICENSE = 'AadPremiumLicenseRequired';

/**
 * The read of the roles that a user may activate, built-in and custom, at every scope (Microsoft Graph, "List
 * roleEligibilityScheduleInstances"). Graph shows them to a few roles only, such as Global Reader and Security Reader. Those
 * that come through a group stand under the group, which is role-assignable then and protects by itself.
 */
export function eligibleItem(id: string, principalId: string): BatchItem {
  return { ...rolesOfItem(id, 'roleEligibilityScheduleInstances', principalId), mayBeDenied: true };
}

/**
 * Whether the tenant has no license for eligible roles, so that there are none: it takes them with it when it ends (Microsoft
 * Entra, "License requirements to use Privileged Identity Management").
 */
export function nobodyIsEligible(answer: GraphAnswer): boolean {
  return refused(answer) && errorCodes(answer.body).includes(NO_LICENSE);
}

/**
 * The roles that somebody may activate, as far as they can be made out: each protects, whatever else is not known. `complete`:
 * there are no others.
 * @throws DirectoryError (sign-in-again)
 */
export function readEligible(answer: GraphAnswer, units: TenantUnits): { roles: RoleHolding[]; complete: boolean } {
  if (nobodyIsEligible(answer)) return { roles: [], complete: true };
  const { known, complete } = readSomeAssignments(answer);
  const holdings = known.map(assignment => protectingHoldings([assignment], units));
  const roles = holdings.flatMap(each => each ?? []).map(holding => ({ ...holding, eligible: true }));
  return { roles, complete: complete && !holdings.includes(undefined) };
}
