import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { ACTION_KINDS, type ActionKind } from '../../../../src/action-kinds.ts';
import { judge } from '../../../../src/desk/judging/judge.ts';
import type { Requester, Target } from '../../../../src/desk/judging/people-as-read.ts';
import type { Directory, DirectorySession } from '../../../../src/desk/ports.ts';
import { createDirectory } from '../../../../src/directory/directory.ts';
import { PERMISSIONS } from '../../../../src/directory/permissions.ts';
import { DirectoryError } from '../../../../src/errors.ts';
import { createClock } from '../../../../src/sandbox/clock.ts';
import { type Authority, authorityToGivePass, authorityToReset } from '../../../../src/sandbox/graph/authority.ts';
import { createGraph } from '../../../../src/sandbox/graph/graph.ts';
import { isExternal, obstacleToReset } from '../../../../src/sandbox/graph/resettable.ts';
import type { DirectoryUser } from '../../../../src/sandbox/tenant/model.ts';
import { createTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import type { AccessTokens, GraphHandler, GraphResponse } from '../../../../src/sandbox/types.ts';
import { triesAll } from '../../../support/runs.ts';
import { READER, shuffle } from './shuffled-tenant.ts';

const POLICY = { passwordWriteback: 'on', federatedDomains: 'refuse' } as const;
const CORRELATION_ID = 'b0a7c1de-3c7e-4f0a-9a51-0d9f3a3c2f11';
/** Each gives a state of the tenant, in which everybody is paired with everybody. */
const SEEDS = triesAll ? [1, 20, 300, 4000] : [1];
const ONE_PERSON_IN = triesAll ? 1 : 4;

/** An object id is the token of its person, with every permission that the bot declares. */
const TOKENS: AccessTokens = {
  issueForUser: async objectId => ({ token: objectId, expiresAt: Number.MAX_SAFE_INTEGER }),
  verify: async token => ({ objectId: token, scopes: PERMISSIONS.broad.map(one => one.scope), appOnly: false }),
};

const clock = createClock();
const tenant = createTenant(clock);

const BY_GRAPH: Readonly<
  Record<ActionKind, (one: DirectoryUser, other: DirectoryUser) => { authority: Authority; obstacle?: string }>
> = {
  'reset-password': (requester, target) => ({
    authority: authorityToReset(tenant, requester.id, target.id),
    obstacle: obstacleToReset(tenant, target, true),
  }),
  'temporary-access-pass': (requester, target) => ({
    authority: authorityToGivePass(tenant, requester.id, target.id),
    obstacle: isExternal(tenant, target) || !tenant.passes.isMeantFor(target.id) ? 'not for this account' : undefined,
  }),
};

describe('the bot and the sandbox on who may do what to whom', () => {
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

  for (const action of ACTION_KINDS) {
    describe(action, () => {
      it('agree on 10,000 pairs of requester and target', async () => {
        const said = { yes: 0, no: 0 };
        const disagreements: string[] = [];
        for (const seed of SEEDS) {
          shuffle(tenant, seed);
          const people = await Promise.all(
            [...tenant.users].filter((_, n) => n % ONE_PERSON_IN === 0).map(user => read(directory, user, action)),
          );
          for (const requester of people) {
            for (const target of people) {
              const bot = await botSays(action, requester, target);
              const sandbox = sandboxSays(action, requester.user, target.user);
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
  }
});

/** A person as the bot read them; no requester where Graph gave them nothing to read. */
interface Person {
  user: DirectoryUser;
  session: DirectorySession;
  requester: Requester | undefined;
  target: Target;
}

async function read(directory: Directory, user: DirectoryUser, action: ActionKind): Promise<Person> {
  const { target } = await directory.as(READER.id, CORRELATION_ID, READER.id).examine(user.id, { action });
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
async function botSays(action: ActionKind, { session, requester, user }: Person, { target }: Person): Promise<string> {
  if (!requester) return 'nothing to read';
  const { refusal } = await judge(session, POLICY, {
    action,
    who: { accounts: [user.id] },
    requester,
    target,
  });
  return refusal?.rule ?? 'yes';
}

/** 'yes', or why not. */
function sandboxSays(action: ActionKind, requester: DirectoryUser, target: DirectoryUser): string {
  if (requester.id === target.id) return 'own account';
  if (!requester.accountEnabled) return 'requester blocked';
  const { authority, obstacle } = BY_GRAPH[action](requester, target);
  return authority === 'allowed' ? (obstacle ?? 'yes') : authority;
}

async function answer(incoming: IncomingMessage, handle: GraphHandler | undefined): Promise<GraphResponse> {
  assert.ok(handle);
  const { method = 'GET', url: path = '/' } = incoming;
  const headers = { authorization: incoming.headers.authorization };
  return handle({ method, path, headers, body: method === 'POST' ? await json(incoming) : undefined });
}
