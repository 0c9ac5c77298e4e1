import { activeAssignments } from '../tenant/memberships.ts';
import type { DirectoryUser } from '../tenant/model.ts';
import { notFound, requestDenied } from './graph-error.ts';
import type { GraphCall } from './route.ts';

/** The user that the path names, by object id, sign-in name or `/me`. Throws a 404. */
export function targetOf(call: GraphCall): DirectoryUser {
  const name = call.parameters.user ?? '';
  const user = call.tenant.users.find(name);
  if (!user) throw notFound(name);
  return user;
}

/**
 * Guests see themselves alone, unless a directory role lets them see more. Throws a 403.
 * Source: Microsoft Entra, default user permissions, guest users.
 */
export function refuseGuests(call: GraphCall): void {
  const user = call.callingUser;
  if (user?.userType !== 'Guest') return;
  if (call.parameters.user !== undefined && call.tenant.users.find(call.parameters.user)?.id === user.id) return;
  const hasRole = activeAssignments(call.tenant, user.id).some(assignment => assignment.directoryScopeId === '/');
  if (!hasRole) throw requestDenied();
}
