import { createGraph } from '../../../src/sandbox/graph/graph.ts';
import type { UserPatch } from '../../../src/sandbox/tenant/model.ts';
import { createTenant } from '../../../src/sandbox/tenant/tenant.ts';
import type { AccessTokens, Caller, Clock, GraphResponse } from '../../../src/sandbox/types.ts';

export const ENDPOINT = 'https://graph.example';
export const START = Date.parse('2026-01-15T09:30:00.900Z');
export const PASSWORD_METHOD_ID = '28c10230-6103-485e-b985-444c60001490';

export const ALL_SCOPES = [
  'User.Read',
  'User.Read.All',
  'RoleManagement.Read.Directory',
  'GroupMember.Read.All',
  'AdministrativeUnit.Read.All',
  'Domain.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
  'User.RevokeSessions.All',
];

export function upn(name: string): string {
  return `${name}@fjallvind.example`;
}

/** A clock that stands still until it is moved. */
export function stillClock(): Clock {
  let now = START;
  return {
    now: () => now,
    advance: milliseconds => {
      now += milliseconds;
    },
  };
}

/** Tokens that say in plain text who they are for; what does not parse is refused. */
const tokens: AccessTokens = {
  issueForUser: async (objectId, scopes) => {
    const caller: Caller = { objectId, scopes, appOnly: false };
    return { token: encodeURIComponent(JSON.stringify(caller)), expiresAt: Number.MAX_SAFE_INTEGER };
  },
  verify: async token => JSON.parse(decodeURIComponent(token)),
};

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Body as it would arrive over the wire; {} when empty. */
  body: Record<string, unknown>;
  raw: unknown;
}

interface Ask {
  as?: string;
  scopes?: readonly string[];
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

function answerOf(response: GraphResponse): Answer {
  const { status, headers = {}, body: raw } = response;
  const body = raw === undefined || Buffer.isBuffer(raw) ? {} : JSON.parse(JSON.stringify(raw));
  return { status, headers, body, raw };
}

export function setup() {
  const clock = stillClock();
  const tenant = createTenant(clock);
  const graph = createGraph({ tenant, clock, tokens, endpoint: ENDPOINT });
  const userOf = (name: string) => {
    const user = tenant.users.find(name.includes('@') || name.includes('-') ? name : upn(name));
    if (!user) throw new Error(`No ${name} in the sample tenant.`);
    return user;
  };
  const ask = async (path: string, options: Ask = {}): Promise<Answer> => {
    const { as = 'erik.lindqvist', scopes = ALL_SCOPES, method = 'GET', headers = {}, body } = options;
    const { token } = await tokens.issueForUser(userOf(as).id, scopes);
    const all = { authorization: `Bearer ${token}`, ...headers };
    return answerOf(await graph.handle({ method, path: `/v1.0${path}`, headers: all, body }));
  };
  return {
    clock,
    tenant,
    graph,
    ask,
    userOf,
    id: (name: string) => userOf(name).id,
    patch: (name: string, patch: UserPatch) => tenant.patchUser(userOf(name).id, patch),
    /** With the header that advanced queries need. */
    search: (path: string, options: Ask = {}) =>
      ask(path, { ...options, headers: { ConsistencyLevel: 'eventual', ...options.headers } }),
    reset: (target: string, options: Ask & { newPassword?: string } = {}) =>
      ask(`/users/${encodeURIComponent(target)}/authentication/methods/${PASSWORD_METHOD_ID}/resetPassword`, {
        method: 'POST',
        body: { newPassword: options.newPassword ?? 'Tove-9283-kvast' },
        ...options,
      }),
    bare: async (path: string, headers: Record<string, string | undefined>) =>
      answerOf(await graph.handle({ method: 'GET', path, headers, body: undefined })),
    asApplication: async (method: string, path: string) => {
      const caller: Caller = { objectId: 'app', scopes: [], appOnly: true };
      const authorization = `Bearer ${encodeURIComponent(JSON.stringify(caller))}`;
      return answerOf(
        await graph.handle({ method, path: `/v1.0${path}`, headers: { authorization }, body: undefined }),
      );
    },
  };
}

/** Code of the error envelope, or `none`. */
export function codeOf(answer: Answer): string {
  const { error } = answer.body;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'none';
}

/** Items of a collection. */
export function valuesOf(answer: Answer): Record<string, unknown>[] {
  if (!Array.isArray(answer.body.value)) throw new Error(`No collection: ${JSON.stringify(answer.body)}`);
  return answer.body.value;
}
