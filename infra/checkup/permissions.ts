import { PERMISSIONS, type Permission, type PermissionSet } from '../../src/directory/permissions.ts';
import { listAt, textAt } from './json.ts';

/** Microsoft Graph, as every tenant knows it. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** What a sign-in itself asks for; these are no permissions of Microsoft Graph's data. */
export const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access', 'email'];

const EVERY_PERMISSION = [...new Set(Object.values(PERMISSIONS).flat())];

/** What may be granted as well, with how it is without. */
export const OPTIONAL_PERMISSIONS = EVERY_PERMISSION.flatMap(({ scope, without }) =>
  without === undefined ? [] : { scope, without },
);
export const OPTIONAL_SCOPES = OPTIONAL_PERMISSIONS.map(({ scope }) => scope);

/** The permissions of an installation by its value GRAPH_PERMISSIONS, which may be empty; undefined where that is none. */
export function permissionSetOf(value: string | undefined): PermissionSet | undefined {
  if (!value) return 'broad';
  return value === 'broad' || value === 'narrow' ? value : undefined;
}

/** The delegated permissions of an installation. What GRAPH_PERMISSIONS can't be has been refused before. */
function permissionsOf(values: { graphPermissions: string }): readonly Permission[] {
  return PERMISSIONS[permissionSetOf(values.graphPermissions) ?? 'broad'];
}

/** What has to be granted: without one of them, nobody signs in. */
export function neededScopes(values: { graphPermissions: string }): string[] {
  return permissionsOf(values).flatMap(({ scope, without }) => (without === undefined ? scope : []));
}

/** What the application asks for (requiredResourceAccess): all of it, so that one consent grants all. */
export function permissionsAsked(set: PermissionSet): unknown {
  const resourceAccess = PERMISSIONS[set].map(({ id }) => ({ id, type: 'Scope' }));
  return [{ resourceAppId: GRAPH_APP_ID, resourceAccess }];
}

/** What an application asks for (requiredResourceAccess), by name where it is one that the bot can use. */
export function permissionsIn(application: unknown): string[] {
  return listAt(application, 'requiredResourceAccess').flatMap(resource => {
    const ofGraph = textAt(resource, 'resourceAppId') === GRAPH_APP_ID;
    return listAt(resource, 'resourceAccess').map(access => nameOf(access, ofGraph, textAt(resource, 'resourceAppId')));
  });
}

function nameOf(access: unknown, ofGraph: boolean, resource: string): string {
  const [id, type] = [textAt(access, 'id'), textAt(access, 'type')];
  const known = ofGraph && type === 'Scope' ? EVERY_PERMISSION.find(each => each.id === id.toLowerCase()) : undefined;
  return known?.scope ?? `${type} ${id} of ${ofGraph ? 'Microsoft Graph' : resource}`;
}
