import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import fc from 'fast-check';
import { judge } from '../../../../src/desk/judging/judge.ts';
import type { Requester, Target } from '../../../../src/desk/judging/people-as-read.ts';
import type { Directory, DirectorySession } from '../../../../src/desk/ports.ts';
import { createDirectory } from '../../../../src/directory/directory.ts';
import { PERMISSIONS } from '../../../../src/directory/permissions.ts';
import { DirectoryError } from '../../../../src/errors.ts';
import { createClock } from '../../../../src/sandbox/clock.ts';
import { authorityToReset } from '../../../../src/sandbox/graph/authority.ts';
import { createGraph } from '../../../../src/sandbox/graph/graph.ts';
import { obstacleToReset } from '../../../../src/sandbox/graph/resettable.ts';
import type { DirectoryUser, RoleChange, UserPatch } from '../../../../src/sandbox/tenant/model.ts';
import { createTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import type { AccessTokens, GraphHandler, GraphResponse } from '../../../../src/sandbox/types.ts';
import { triesAll } from '../../../support/runs.ts';

const POLICY = { passwordWriteback: 'on', federatedDomains: 'refuse' } as const;
const READER = { id: 'fc25d32b-8332-4dbe-a81b-46e298cbf9ac', role: 'Global Administrator' };
const CORRELATION_ID = 'b0a7c1de-3c7e-4f0a-9a51-0d9f3a3c2f11';
/** Each gives a state of the tenant, in which everybody is paired with everybody. */
const SEEDS = triesAll ? [1, 20, 300, 4000] : [1];
const ONE_PERSON_IN = triesAll ? 1 : 4;

/** An object id is the token of its person, with every permission that the bot declares. */
const TOKENS: AccessTokens = {
  issueForUser: async objectId => ({ token: objectId, expiresAt: Number.MAX_SAFE_INTEGER }),
  verify: async token => ({ objectId: token, scopes: PERMISSIONS.map(one => one.scope), appOnly: false }),
};

const clock = createClock();
const tenant = createTenant(clock);
const ROLES = tenant.roleDefinitions.map(role => role.displayName);
const ACTING = [
  'Password Administrator',
  'Helpdesk Administrator',
  'Authentication Administrator',
  'User Administrator',
  'Privileged Authentication Administrator',
  'Global Administrator',
];
const UNITS = tenant.administrativeUnits.map(unit => unit.displayName);
const SCOPES = tenant.administrativeUnits.map(unit => `/administrativeUnits/${unit.id}`);
const GROUPS = tenant.groups.map(group => group.displayName);
const ROLE_GROUPS = tenant.groups.filter(group => group.isAssignableToRole).map(group => group.displayName);

describe('the bot and the sandbox on who may reset whom', () => {
  let server: Server;
  let directory: Directory;

  before(async () => {
    let handle: GraphHandler | undefined;
    server = createServer((incoming, outgoing) => {
      answer(incoming, handle).then(({ status, headers = {}, body }) => {
        outgoing.statusCode = status;
        for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
        if (!Buffer.isBuffer(body)) outgoing.setHeader('content-type', 'application/json');
        outgoing.end(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? ''));
      }, outgoing.destroy.bind(outgoing));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const endpoint = `http://127.0.0.1:${address.port}`;
    handle = createGraph({ tenant, clock, tokens: TOKENS, endpoint }).handle;
    directory = createDirectory({ endpoint });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('agree on 10,000 pairs of requester and target', async () => {
    const said = { yes: 0, no: 0 };
    const disagreements: string[] = [];
    for (const seed of SEEDS) {
      shuffle(seed);
      const people = await Promise.all(
        [...tenant.users].filter((_, n) => n % ONE_PERSON_IN === 0).map(user => read(directory, user)),
      );
      for (const requester of people) {
        for (const target of people) {
          const bot = await botSays(requester, target);
          const sandbox = sandboxSays(requester.user, target.user);
          said[sandbox === 'yes' ? 'yes' : 'no'] += 1;
          if ((bot === 'yes') === (sandbox === 'yes')) continue;
          const pair = `${requester.user.userPrincipalName} -> ${target.user.userPrincipalName}`;
          disagreements.push(`seed ${seed}: ${pair}: bot: ${bot}, sandbox: ${sandbox}`);
        }
      }
    }
    assert.deepEqual(disagreements.slice(0, 20), [], `${disagreements.length} pairs on which they disagree`);
    const pairs = said.yes + said.no;
    if (triesAll) assert.ok(pairs >= 10_000, `only ${pairs} pairs`);
    assert.ok(Math.min(said.yes, said.no) > pairs * 0.05, JSON.stringify(said));
  });
});

/** A person as the bot read them; no requester where Graph gave them nothing to read. */
interface Person {
  user: DirectoryUser;
  session: DirectorySession;
  requester: Requester | undefined;
  target: Target;
}

async function read(directory: Directory, user: DirectoryUser): Promise<Person> {
  const { target } = await directory.as(READER.id, CORRELATION_ID, READER.id).examine(user.id);
  assert.ok(target, `${user.userPrincipalName} can't be read`);
  const session = directory.as(user.id, CORRELATION_ID, user.id);
  let more: ReturnType<DirectorySession['scopedRolesOf']> | undefined;
  return {
    user,
    // Once for all targets of this person: 10,000 round trips would tell nothing more.
    session: {
      ...session,
      scopedRolesOf(groupIds) {
        more ??= session.scopedRolesOf(groupIds);
        return more;
      },
    },
    requester: await readAsRequester(session, user.id),
    target,
  };
}

async function readAsRequester(session: DirectorySession, id: string): Promise<Requester | undefined> {
  try {
    return (await session.examine(id)).requester;
  } catch (error) {
    if (error instanceof DirectoryError) return undefined;
    throw error;
  }
}

/** 'yes', or why not. */
async function botSays({ session, requester, user }: Person, { target }: Person): Promise<string> {
  if (!requester) return 'nothing to read';
  const { refusal } = await judge(session, POLICY, {
    action: 'reset-password',
    who: { accounts: [user.id] },
    requester,
    target,
  });
  return refusal?.rule ?? 'yes';
}

/** 'yes', or why not. */
function sandboxSays(requester: DirectoryUser, target: DirectoryUser): string {
  if (requester.id === target.id) return 'own account';
  if (!requester.accountEnabled) return 'requester blocked';
  const authority = authorityToReset(tenant, requester.id, target.id);
  if (authority !== 'allowed') return authority;
  return obstacleToReset(tenant, target, true) ?? 'yes';
}

async function answer(incoming: IncomingMessage, handle: GraphHandler | undefined): Promise<GraphResponse> {
  assert.ok(handle);
  const { method = 'GET', url: path = '/' } = incoming;
  const headers = { authorization: incoming.headers.authorization };
  return handle({ method, path, headers, body: method === 'POST' ? await json(incoming) : undefined });
}

/** Puts the tenant into a state of its own: who holds what, where, through what, and where the accounts come from. */
function shuffle(seed: number): void {
  tenant.reset();
  tenant.privilegedIdentityManagement = 'on';
  const users = [...tenant.users];
  const patches = fc.sample(patch(), { seed, numRuns: users.length });
  for (const [n, user] of users.entries()) {
    const { joinGroups, ownGroups, assignRoles = [], ...rest } = patches[n] ?? {};
    // Guests read the roles of others only with a role for the whole tenant: one that Graph can't tell them of is not judged.
    const guest = user.userType === 'Guest';
    const roles = guest ? assignRoles.filter(one => !one.throughGroup && !one.directoryScopeId) : assignRoles;
    tenant.patchUser(user.id, { ...rest, assignRoles: roles, ...(guest ? {} : { joinGroups, ownGroups }) });
  }
  tenant.patchUser(READER.id, { assignRoles: [READER] });
}

function patch(): fc.Arbitrary<UserPatch> {
  return fc.record(
    {
      removeRoles: rarely(
        3,
        ROLES.map(role => ({ role })),
      ),
      assignRoles: assignments(),
      makeEligible: eligibilities(),
      joinUnits: rarely(5, UNITS),
      leaveUnits: rarely(5, UNITS),
      joinGroups: rarely(12, GROUPS),
      ownGroups: rarely(12, GROUPS),
      onPremisesSyncEnabled: fc.constantFrom(true, false, null, null),
      creationType: often(15, null, 'Invitation'),
    },
    { noNullPrototype: true },
  );
}

function assignments(): fc.Arbitrary<RoleChange[]> {
  const acting = fc.constantFrom(...ACTING);
  const scope = fc.constantFrom(...SCOPES);
  const group = fc.constantFrom(...ROLE_GROUPS);
  const tenantWide = fc.record({ role: acting });
  const inUnit = fc.record({ role: acting, directoryScopeId: scope });
  const throughGroup = fc.record({ role: acting, directoryScopeId: scope, throughGroup: group });
  const other = fc.record({ role: fc.constantFrom(...ROLES) });
  const otherInUnit = fc.record({ role: fc.constantFrom(...ROLES), directoryScopeId: scope });
  const several = (one: fc.Arbitrary<RoleChange>) => fc.array(one, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant<RoleChange[]>([]) },
    { weight: 20, arbitrary: several(tenantWide) },
    { weight: 12, arbitrary: several(inUnit) },
    { weight: 2, arbitrary: several(throughGroup) },
    { weight: 20, arbitrary: several(other) },
    { weight: 4, arbitrary: several(otherInUnit) },
  );
}

function eligibilities(): fc.Arbitrary<RoleChange[]> {
  const tenantWide = fc.record({ role: fc.constantFrom(...ROLES) });
  const inUnit = fc.record({ role: fc.constantFrom(...ROLES), directoryScopeId: fc.constantFrom(...SCOPES) });
  const some = fc.array(fc.oneof(tenantWide, inUnit), { minLength: 1, maxLength: 2 });
  return fc.oneof({ weight: 6, arbitrary: fc.constant<RoleChange[]>([]) }, { weight: 1, arbitrary: some });
}

/** One of these in one case of so many, otherwise none. */
function rarely<T>(oneIn: number, values: readonly T[]): fc.Arbitrary<T[]> {
  const one = fc.constantFrom(...values).map(value => [value]);
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: one });
}

/** The usual value, and the other in one case of so many. */
function often<T, U>(oneIn: number, usual: T, other: U): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
}
