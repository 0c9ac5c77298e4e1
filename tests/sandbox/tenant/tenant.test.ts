import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { DirectoryUser, Tenant } from '../../../src/sandbox/tenant/model.ts';
import { PLAYGROUND_PEOPLE } from '../../../src/sandbox/tenant/playground-people.ts';
import { SAMPLE_TENANT_ID } from '../../../src/sandbox/tenant/tenant.ts';
import { setup } from '../graph/graph-fixture.ts';

const README = readFileSync(new URL('../../../src/sandbox/README.md', import.meta.url), 'utf8');
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function isSpecial(tenant: Tenant, user: DirectoryUser): boolean {
  const guarded = tenant.groups.filter(group => group.isAssignableToRole);
  const namesakes = [...tenant.users].filter(other => other.displayName === user.displayName);
  return (
    PLAYGROUND_PEOPLE.includes(user.id) ||
    tenant.roleAssignments.some(assignment => assignment.principalId === user.id) ||
    guarded.some(group => group.members.has(user.id) || group.owners.has(user.id)) ||
    tenant.administrativeUnits.some(unit => unit.members.has(user.id)) ||
    user.identities.some(identity => identity.signInType !== 'userPrincipalName') ||
    user.externalUserState !== null ||
    user.userType === 'Guest' ||
    user.onPremisesSyncEnabled !== null ||
    !user.userPrincipalName.includes('fjallvind') ||
    !user.accountEnabled ||
    user.mail === null ||
    user.otherMails.length > 0 ||
    user.proxyAddresses.length > 1 ||
    namesakes.length > 1 ||
    user.displayName.length > 40 ||
    /[^\p{L} -]/u.test(user.displayName)
  );
}

describe('sample tenant', () => {
  it('has at least 40 people with unique fixed guids, sign-in names and employee numbers', () => {
    const { tenant } = setup();
    const users = [...tenant.users];
    assert.ok(users.length >= 40, String(users.length));
    assert.equal(tenant.users.size, users.length);
    for (const user of users) assert.match(user.id, GUID);
    assert.equal(new Set(users.map(user => user.id)).size, users.length);
    assert.equal(new Set(users.map(user => user.userPrincipalName.toLowerCase())).size, users.length);
    const numbers = users.flatMap(user => user.employeeId ?? []);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.match(SAMPLE_TENANT_ID, GUID);
    assert.equal(tenant.id, SAMPLE_TENANT_ID);
  });

  it('has people with managers and without, with numbers kept on premises and in the cloud, and accounts of different age', () => {
    const { tenant } = setup();
    const users = [...tenant.users];
    const managed = users.filter(({ id }) => tenant.managerOf(id) !== undefined);
    assert.ok(managed.length > 40 && managed.length < users.length);
    const called = users.filter(({ mobilePhone, businessPhones }) => mobilePhone !== null || businessPhones.length > 0);
    assert.deepEqual(new Set(called.map(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled)), new Set([null, true]));
    assert.ok(called.length > 5 && called.length < users.length);
    // Numbers that are nobody's: the Swedish regulator keeps them for books and films.
    const numbers = called.flatMap(({ mobilePhone, businessPhones }) => [
      ...(mobilePhone ? [mobilePhone] : []),
      ...businessPhones,
    ]);
    for (const number of numbers) assert.match(number, /^\+46 (?:70 174 06|8 465 004|40 628 04) \d\d$/);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.ok(new Set(users.map(({ createdDateTime }) => createdDateTime)).size > 1);
    assert.ok(users.every(({ id }) => tenant.hasTeamsApp(id)));
  });

  it('maps the five Playground people to their parts', () => {
    const { tenant } = setup();
    const names = PLAYGROUND_PEOPLE.map(id => tenant.users.find(id)?.displayName);
    assert.deepEqual(names, [
      'Erik Lindqvist',
      'Johanna Bergström',
      'Mikael Sandström',
      'Karin Holmgren',
      'Anna Svensson',
    ]);
    const rolesOf = (id: string | undefined) =>
      tenant.roleAssignments.filter(a => a.principalId === id).map(a => a.roleDefinitionId);
    assert.deepEqual(
      PLAYGROUND_PEOPLE.map(id => rolesOf(id)),
      [
        ['729827e3-9c14-49f7-bb1b-9608f156bbb8'],
        ['c4e39bd9-1100-46d3-8c65-fb160da0071f'],
        ['fe930be7-5e62-47db-91af-98c3a49a38b1'],
        ['62e90394-69f5-4237-9190-012177145e10'],
        [],
      ],
    );
  });

  it('lists in the README everybody who is special, and nobody who does not exist', () => {
    const { tenant } = setup();
    const listed = [...README.matchAll(/^\|[^|]+\| (\S+@\S+) \|/gm)].map(match => match[1] ?? '');
    const known = new Set([...tenant.users, ...tenant.deletedUsers].map(user => user.userPrincipalName));
    assert.deepEqual(
      listed.filter(name => !known.has(name)),
      [],
    );
    assert.equal(new Set(listed).size, listed.length);
    const special = [...[...tenant.users].filter(user => isSpecial(tenant, user)), ...tenant.deletedUsers];
    assert.deepEqual(
      special.map(user => user.userPrincipalName).filter(name => !listed.includes(name)),
      [],
    );
  });

  it('names each person in the README as the directory does', () => {
    const { tenant } = setup();
    for (const [, cell, name] of README.matchAll(/^\| ([^|]+) \| (\S+@\S+) \|/gm)) {
      const user = tenant.users.find(name ?? '') ?? tenant.deletedUsers.find(one => one.userPrincipalName === name);
      const written = cell?.replaceAll('`', '') ?? 'nobody';
      assert.ok(user?.displayName.startsWith(written), `${written} is ${user?.displayName}`);
    }
  });

  it('finds by object id and sign-in name in any case, and not by display name', () => {
    const { tenant, id } = setup();
    assert.equal(tenant.users.find(id('anna.svensson').toUpperCase())?.displayName, 'Anna Svensson');
    assert.equal(tenant.users.find('ANNA.Svensson@fjallvind.EXAMPLE')?.displayName, 'Anna Svensson');
    assert.equal(tenant.users.find('Anna Svensson'), undefined);
    assert.equal(tenant.users.find(''), undefined);
  });
});
