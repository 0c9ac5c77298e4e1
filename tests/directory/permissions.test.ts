import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { skipBecause } from '../support/skip.ts';
import { type Harness, PEOPLE, REVIEWERS_GROUP, startHarness } from './harness.ts';

const REFERENCE = path.resolve(import.meta.dirname, '../../../shared/data/graph-permissions-slice.json');
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the call itself needs another permission for; with this one the objects come with their properties. */
const FOR_PROPERTIES = new Set([
  'RoleManagement.Read.Directory: GET /me/transitiveMemberOf',
  'RoleManagement.Read.Directory: GET /users/{id}/transitiveMemberOf',
  'AdministrativeUnit.Read.All: GET /users/{id}/transitiveMemberOf',
  'GroupMember.Read.All: GET /users/{id}/ownedObjects',
]);

/** Reading groups takes no permission of its own, only their properties do; for photos the reference stars User.Read. */
const WITHOUT_LEAST = ['GroupMember.Read.All', 'User.ReadBasic.All'];

/** The reference by call in small letters, which it writes in several ways; a star marks the least permission. */
function readReference(): Map<string, readonly string[]> {
  const { operations } = z
    .object({ operations: z.record(z.string(), z.object({ DelegatedWork: z.array(z.string()).optional() })) })
    .parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));
  const byCall = new Map<string, readonly string[]>();
  for (const [name, { DelegatedWork = [] }] of Object.entries(operations)) {
    byCall.set(name.toLowerCase(), [...(byCall.get(name.toLowerCase()) ?? []), ...DelegatedWork]);
  }
  return byCall;
}

describe('directory: permissions', () => {
  it('name every scope and id once, with a reason and a call', () => {
    assert.equal(new Set(PERMISSIONS.map(permission => permission.scope)).size, PERMISSIONS.length);
    assert.equal(new Set(PERMISSIONS.map(permission => permission.id)).size, PERMISSIONS.length);
    for (const { scope, id, why, calls } of PERMISSIONS) {
      assert.match(id, GUID, scope);
      assert.match(why, /^[A-Z].{20,}\.$/, scope);
      assert.ok(calls.length > 0, scope);
    }
  });

  it('suffice for their calls, by the reference of Microsoft Graph', function () {
    if (!existsSync(REFERENCE)) return skipBecause(this, 'needs ../shared/data');
    const reference = readReference();
    for (const { scope, calls } of PERMISSIONS) {
      for (const call of calls.filter(call => !FOR_PROPERTIES.has(`${scope}: ${call}`))) {
        const sufficient = reference.get(call.toLowerCase())?.map(name => name.replace('*', ''));
        assert.ok(sufficient?.includes(scope), `${call} with ${scope}: ${sufficient}`);
      }
    }
  });

  it('are the least for one of their calls, by the same reference', function () {
    if (!existsSync(REFERENCE)) return skipBecause(this, 'needs ../shared/data');
    const reference = readReference();
    for (const { scope, calls } of PERMISSIONS.filter(permission => !WITHOUT_LEAST.includes(permission.scope))) {
      assert.ok(
        calls.some(call => reference.get(call.toLowerCase())?.includes(`${scope}*`)),
        scope,
      );
    }
  });

  describe('against the sandbox', () => {
    let harness: Harness;
    before(async () => {
      harness = await startHarness();
    });
    after(() => harness.stop());

    it('are declared for every call that is made, and every declared call is made', async () => {
      const session = await harness.as(PEOPLE.johannaAuthentication, { policyGroupIds: [REVIEWERS_GROUP] });
      await session.find({ by: 'name', value: 'Johan Andersson' });
      await session.examine(PEOPLE.annaMember);
      const answer = await session.resetPassword(PEOPLE.annaMember, 'Vnqc-7TkR-m4Wz');
      assert.ok(answer.kind === 'accepted' && answer.operationUrl);
      await session.readOperation(answer.operationUrl);
      await session.lastPasswordChange(PEOPLE.annaMember);
      assert.equal(await session.revokeSessions(PEOPLE.annaMember), 'done');
      const made = (await harness.calls()).flatMap(call => call.batch ?? [{ method: call.method, url: call.path }]);
      const declared = new Set(PERMISSIONS.flatMap(permission => permission.calls));
      assert.deepEqual(new Set(made.map(call => `${call.method} ${asTemplate(call.url)}`)), declared);
    });
  });
});

/** The path as the reference of permissions writes it. */
function asTemplate(url: string): string {
  return url
    .replace(/\?.*$/, '')
    .replace(/^\/v1\.0/, '')
    .replace(/\/(users|groups|methods|operations|photos)\/[^/]+/g, '/$1/{id}')
    .replace(/\/(?:\$value|microsoft\.graph\.\w+)$/, '');
}
