import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { listAt, textAt } from './json.ts';

/** Microsoft Graph, as every tenant knows it. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** The delegated permissions that the bot needs, no fewer and no more. */
export const SCOPES = PERMISSIONS.map(({ scope }) => scope);
/** What a sign-in itself asks for; these are no permissions of Microsoft Graph's data. */
export const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access', 'email'];

/** What an application asks for (requiredResourceAccess), by name where it is one that the bot needs. */
export function permissionsIn(application: unknown): string[] {
  return listAt(application, 'requiredResourceAccess').flatMap(resource => {
    const ofGraph = textAt(resource, 'resourceAppId') === GRAPH_APP_ID;
    return listAt(resource, 'resourceAccess').map(access => nameOf(access, ofGraph, textAt(resource, 'resourceAppId')));
  });
}

function nameOf(access: unknown, ofGraph: boolean, resource: string): string {
  const [id, type] = [textAt(access, 'id'), textAt(access, 'type')];
  const known = ofGraph && type === 'Scope' ? PERMISSIONS.find(each => each.id === id.toLowerCase()) : undefined;
  return known?.scope ?? `${type} ${id} of ${ofGraph ? 'Microsoft Graph' : resource}`;
}
