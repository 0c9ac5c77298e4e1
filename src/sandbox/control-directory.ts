import { z } from 'zod';
import { changePassPolicy, passPolicyChange, passViews } from './control-passes.ts';
import { controlRoute, pathPart, readBody } from './control-routes.ts';
import { BadRequest, jsonObject, type Route } from './http.ts';
import type { DirectoryUser, Tenant } from './tenant/model.ts';

const passwordOf = z.strictObject({ userPrincipalName: z.string(), password: z.string() });
const signInAttempt = z.union([passwordOf, z.strictObject({ userPrincipalName: z.string(), pass: z.string() })]);
const passwordChange = z.strictObject({
  userPrincipalName: z.string(),
  oldPassword: z.string(),
  newPassword: z.string(),
});
const onOrOff = z.enum(['on', 'off']).optional();
const tenantChange = z.strictObject({
  passwordWriteback: onOrOff,
  privilegedIdentityManagement: onOrOff,
  /** Null: for good. */
  changeLagMs: z.number().nonnegative().nullish(),
  refusedRepeat: z
    .strictObject({ by: z.enum(['call', 'operation']), code: z.string().optional(), message: z.string() })
    .nullish(),
  temporaryAccessPass: passPolicyChange.optional(),
  secondPass: z.enum(['replaces', 'refused']).optional(),
});
const visibility = z.strictObject({ visibility: z.enum(['Public', 'Private', 'HiddenMembership']).nullable() });

/** Control of the tenant: its users, their roles and passwords. */
export function directoryRoutes(tenant: Tenant): readonly Route[] {
  return [
    controlRoute('GET', 'users', () => ({ users: [...tenant.users].map(user => userView(tenant, user)) })),
    controlRoute('GET', 'users/:id', request => userView(tenant, findUser(tenant, pathPart(request, 'id')))),
    controlRoute('PATCH', 'users/:id', request => {
      const { id } = findUser(tenant, pathPart(request, 'id'));
      const patch = jsonObject(request);
      return userView(
        tenant,
        refusable(() => tenant.patchUser(id, patch)),
      );
    }),
    controlRoute('DELETE', 'users/:id', request => tenant.deleteUser(findUser(tenant, pathPart(request, 'id')).id)),
    controlRoute('GET', 'users/:id/passes', request => passViews(tenant, findUser(tenant, pathPart(request, 'id')))),
    controlRoute('PUT', 'tenant', request => changeTenant(tenant, readBody(tenantChange, request))),
    controlRoute('PATCH', 'groups/:id', request => {
      const wanted = readBody(visibility, request).visibility;
      refusable(() => tenant.setGroupVisibility(pathPart(request, 'id'), wanted));
    }),
    controlRoute('DELETE', 'groups/:id', request => refusable(() => tenant.deleteGroup(pathPart(request, 'id')))),
    controlRoute('PATCH', 'units/:id', request => {
      const wanted = readBody(visibility, request).visibility;
      refusable(() => tenant.setUnitVisibility(pathPart(request, 'id'), wanted));
    }),
    ...credentialRoutes(tenant),
  ];
}

function credentialRoutes(tenant: Tenant): readonly Route[] {
  return [
    controlRoute('POST', 'try-sign-in', request => {
      const attempt = readBody(signInAttempt, request);
      const { userPrincipalName } = attempt;
      return 'pass' in attempt
        ? tenant.tryPass(userPrincipalName, attempt.pass)
        : tenant.trySignIn(userPrincipalName, attempt.password);
    }),
    controlRoute('POST', 'change-password', request => {
      const { userPrincipalName, oldPassword, newPassword } = readBody(passwordChange, request);
      return tenant.changePassword(userPrincipalName, oldPassword, newPassword);
    }),
    controlRoute('POST', 'set-password', request => {
      const { userPrincipalName, password } = readBody(passwordOf, request);
      tenant.setPassword(findUser(tenant, userPrincipalName).id, password);
    }),
  ];
}

function changeTenant(tenant: Tenant, change: z.infer<typeof tenantChange>): void {
  const { passwordWriteback, privilegedIdentityManagement, changeLagMs, refusedRepeat } = change;
  const { temporaryAccessPass, secondPass } = change;
  if (temporaryAccessPass) refusable(() => changePassPolicy(tenant, temporaryAccessPass));
  if (secondPass) tenant.passes.secondPass = secondPass;
  if (passwordWriteback) tenant.passwordWriteback = passwordWriteback;
  if (privilegedIdentityManagement) tenant.privilegedIdentityManagement = privilegedIdentityManagement;
  if (changeLagMs !== undefined) tenant.changeLag = changeLagMs ?? Number.POSITIVE_INFINITY;
  if (refusedRepeat !== undefined) tenant.refusedRepeat = refusedRepeat ?? undefined;
}

function findUser(tenant: Tenant, idOrUserPrincipalName: string): DirectoryUser {
  const user = tenant.users.find(idOrUserPrincipalName);
  if (!user) throw new BadRequest(`The sample tenant has no user "${idOrUserPrincipalName}".`, 404);
  return user;
}

function refusable<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    throw new BadRequest(error instanceof Error ? error.message : String(error));
  }
}

function userView(tenant: Tenant, user: DirectoryUser) {
  const groups = tenant.groups.filter(group => group.members.has(user.id));
  const principals = new Set([user.id, ...groups.map(group => group.id)]);
  const roles = tenant.roleAssignments
    .filter(assignment => principals.has(assignment.principalId))
    .map(({ roleDefinitionId, directoryScopeId, principalId }) => ({
      role: tenant.roleDefinitions.find(role => role.id === roleDefinitionId)?.displayName ?? roleDefinitionId,
      directoryScopeId,
      throughGroup: groups.find(group => group.id === principalId)?.displayName,
    }));
  const manager = tenant.managerOf(user.id)?.userPrincipalName ?? null;
  const teamsApp = tenant.hasTeamsApp(user.id);
  return { ...user, manager, teamsApp, roles, revocations: tenant.revocationsOf(user.id) };
}
