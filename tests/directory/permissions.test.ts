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

const ALL = [...new Set(Object.values(PERMISSIONS).flat())];

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
    for (const permissions of Object.values(PERMISSIONS)) {
      assert.equal(new Set(permissions.map(permission => permission.scope)).size, permissions.length);
      assert.equal(new Set(permissions.map(permission => permission.id)).size, permissions.length);
      for (const { scope, id, why, calls, without } of permissions) {
        assert.match(id, GUID, scope);
        assert.match(why, /^[A-Z].{20,}\.$/, scope);
        assert.equal(why.startsWith('Optional: '), without !== undefined, scope);
        assert.ok(calls.length > 0, scope);
      }
    }
  });

  it('differ in the two sets by what changes a password or a pass alone', () => {
    const scopes = (set: keyof typeof PERMISSIONS) => new Set(PERMISSIONS[set].map(({ scope }) => scope));
    assert.deepEqual([...scopes('broad').difference(scopes('narrow'))], ['UserAuthenticationMethod.ReadWrite.All']);
    assert.deepEqual(
      [...scopes('narrow').difference(scopes('broad'))],
      ['UserAuthMethod-Password.ReadWrite.All', 'UserAuthMethod-TAP.ReadWrite.All'],
    );
  });

  it('suffice for their calls, by the reference of Microsoft Graph', function () {
    if (!existsSync(REFERENCE)) return skipBecause(this, 'needs ../shared/data');
    const reference = readReference();
    for (const { scope, calls } of ALL) {
      for (const call of calls.filter(call => !FOR_PROPERTIES.has(`${scope}: ${call}`))) {
        const sufficient = reference.get(call.toLowerCase())?.map(name => name.replace('*', ''));
        assert.ok(sufficient?.includes(scope), `${call} with ${scope}: ${sufficient}`);
      }
    }
  });

  it('are the least for one of their calls, by the same reference', function () {
    if (!existsSync(REFERENCE)) return skipBecause(this, 'needs ../shared/data');
    const reference = readReference();
    for (const { scope, calls } of ALL.filter(permission => !WITHOUT_LEAST.includes(permission.scope))) {
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

    for (const set of ['broad', 'narrow'] as const) {
      const scopes = PERMISSIONS[set].map(({ scope }) => scope);

      it(`${set}: are declared for every call that is made, and every declared call is made`, async () => {
        await harness.reset();
        const options = { policyGroupIds: [REVIEWERS_GROUP], permissions: set };
        const session = await harness.as(PEOPLE.johannaAuthentication, options, scopes);
        await session.find({ by: 'name', value: 'Johan Andersson' });
        await session.examine(PEOPLE.annaMember, { action: 'temporary-access-pass' });
        const answer = await session.resetPassword(PEOPLE.annaMember, 'Vnqc-7TkR-m4Wz');
        assert.ok(answer.kind === 'accepted');
        if (answer.operationUrl) await session.readOperation(answer.operationUrl);
        await session.lastPasswordChange(PEOPLE.annaMember);
        assert.notEqual(await session.managerOf(PEOPLE.annaMember), undefined);
        assert.notEqual(await session.phonesOf(PEOPLE.annaMember), undefined);
        assert.notEqual(await session.namesakesOf({ id: PEOPLE.annaMember, displayName: 'Anna Svensson' }), undefined);
        assert.equal(await session.revokeSessions(PEOPLE.annaMember), 'done');
        const given = await session.givePass(PEOPLE.annaMember, { once: true, minutes: 60 });
        assert.ok(given.kind === 'accepted' && given.made);
        assert.notEqual(await session.readPass(PEOPLE.annaMember), 'none');
        assert.equal(await session.withdrawPass(PEOPLE.annaMember, given.made.what.id), 'done');
        const made = (await harness.calls()).flatMap(call => call.batch ?? [{ method: call.method, url: call.path }]);
        const declared = new Set(PERMISSIONS[set].flatMap(permission => permission.calls));
        assert.deepEqual(new Set(made.map(call => `${call.method} ${asTemplate(call.url)}`)), declared);
      });
    }

    it('narrow: the other path of the reset is refused with them, and this one with the permission for passes', async () => {
      const narrow = PERMISSIONS.narrow.map(({ scope }) => scope);
      const reset = async (permissions: 'broad' | 'narrow', scopes: readonly string[]) =>
        await (await harness.as(PEOPLE.johannaAuthentication, { permissions }, scopes)).resetPassword(
          PEOPLE.annaMember,
          'Vnqc-7TkR-m4Wz',
        );
      const denied = { kind: 'rejected', why: 'denied' };
      assert.deepEqual(await reset('broad', narrow), denied);
      const withoutPassword = narrow.filter(scope => scope !== 'UserAuthMethod-Password.ReadWrite.All');
      assert.deepEqual(await reset('narrow', withoutPassword), denied);
      assert.equal((await reset('narrow', narrow)).kind, 'accepted');
    });
  });
});

/** The path as the reference of permissions writes it. */
function asTemplate(url: string): string {
  return url
    .replace(/\?.*$/, '')
    .replace(/^\/v1\.0/, '')
    .replace(
      /\/(users|groups|methods|passwordMethods|temporaryAccessPassMethods|operations|photos)\/[^/]+/g,
      '/$1/{id}',
    )
    .replace(/\/(?:\$value|microsoft\.graph\.\w+)$/, '');
}
