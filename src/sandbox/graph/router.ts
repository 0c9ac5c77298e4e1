import { AUTHENTICATION_ROUTES } from './authentication.ts';
import { AUDIT_ROUTES } from './directory-audits.ts';
import { badRequest, GraphError } from './graph-error.ts';
import { MEMBER_OF_ROUTES } from './member-of.ts';
import { ORGANIZATION_ROUTES } from './organization.ts';
import { PASS_POLICY_ROUTES } from './pass-policy.ts';
import { PHOTO_ROUTES } from './photos.ts';
import { ROLE_MANAGEMENT_ROUTES } from './role-management.ts';
import type { Route } from './route.ts';
import { PASS_ROUTES } from './temporary-access-pass.ts';
import { USER_ROUTES } from './users.ts';

/** Every route but $batch. */
export const GRAPH_ROUTES: readonly Route[] = [
  ...USER_ROUTES,
  ...PHOTO_ROUTES,
  ...MEMBER_OF_ROUTES,
  ...ROLE_MANAGEMENT_ROUTES,
  ...ORGANIZATION_ROUTES,
  ...AUTHENTICATION_ROUTES,
  ...PASS_ROUTES,
  ...PASS_POLICY_ROUTES,
  ...AUDIT_ROUTES,
];

interface RoutedCall {
  route: Route;
  parameters: Record<string, string>;
  /** The path named the caller as `/me`. */
  me: boolean;
}

/** Path segments behind `/v1.0`, decoded. Throws a 400 for another version or a wrong percent sign. */
export function segmentsOf(path: string): string[] {
  const [, version, ...segments] = path.split('/');
  if (version?.toLowerCase() !== 'v1.0') throw badRequest('Invalid version.');
  try {
    return inSegments(segments.map(decodeURIComponent));
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw badRequest('The request URI is not valid: a percent sign is not followed by two hexadecimal digits.');
  }
}

/**
 * A key may stand between brackets, where it belongs if it begins with $: as a segment that is a 400 (Microsoft Graph, "Get
 * user").
 */
function inSegments([first = '', ...rest]: string[]): string[] {
  const key = /^users\('(.*)'\)$/is.exec(first)?.[1];
  if (key !== undefined) return ['users', key.replaceAll("''", "'"), ...rest];
  if (first.toLowerCase() === 'users' && rest[0]?.startsWith('$')) {
    throw badRequest(`Resource not found for the segment '${rest[0]}'.`);
  }
  return [first, ...rest];
}

function match(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = template.split('/').slice(1);
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
    } else {
      if (segment === '') return undefined;
      parameters[name] = segment;
    }
  }
  return parameters;
}

function candidatesFor(segments: readonly string[], callerId: string): RoutedCall[] {
  const me = segments[0]?.toLowerCase() === 'me';
  return GRAPH_ROUTES.flatMap(route => {
    if (me && !route.meScopes) return [];
    const parameters = match(route.template, me ? ['users', callerId, ...segments.slice(1)] : segments);
    return parameters ? [{ route, parameters, me }] : [];
  });
}

/** Finds the route of a call. Throws a 400 for a path that Graph does not have and a 405 for a wrong method. */
export function routeOf(method: string, segments: readonly string[], callerId: string): RoutedCall {
  const candidates = candidatesFor(segments, callerId);
  if (candidates.length === 0) throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  const routed = candidates.find(candidate => candidate.route.method === method);
  if (!routed)
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  return routed;
}
