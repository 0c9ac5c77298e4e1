import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { DirectoryUser, Tenant } from '../../src/sandbox/tenant/model.ts';
import { refusalOfPassword } from '../../src/sandbox/tenant/password-policy.ts';
import { createTenant, PLAYGROUND_PEOPLE, SAMPLE_TENANT_ID } from '../../src/sandbox/tenant/tenant.ts';
import { setup, stillClock, upn } from './graph-fixture.ts';

const README = readFileSync(new URL('../../src/sandbox/README.md', import.meta.url), 'utf8');
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

describe('photos of the sample tenant', () => {
  it('are PNGs of at most 2 KB, the same each time and different from person to person', () => {
    const { tenant } = setup();
    const photos = [...tenant.users].flatMap(user => tenant.photoOf(user.id) ?? []);
    assert.ok(photos.length >= 8 && photos.length < tenant.users.size, String(photos.length));
    for (const photo of photos) {
      assert.equal(photo.subarray(1, 4).toString(), 'PNG');
      assert.ok(photo.length <= 2048, String(photo.length));
    }
    assert.equal(new Set(photos.map(photo => photo.toString('hex'))).size, photos.length);
    const [first] = PLAYGROUND_PEOPLE;
    assert.deepEqual(tenant.photoOf(first ?? ''), tenant.photoOf(first ?? ''));
  });

  it('hold one byte per pixel and one per row, in the width that was asked for', () => {
    const { tenant, id } = setup();
    const photo = tenant.photoOf(id('anna.svensson'), 48);
    assert.ok(photo);
    assert.equal(photo.readUInt32BE(16), 48);
    const at = photo.indexOf('IDAT');
    const data = photo.subarray(at + 4, at + 4 + photo.readUInt32BE(at - 4));
    assert.equal(inflateSync(data).length, 48 * 49);
  });

  it('are missing for people without one and for unknown people', () => {
    const { tenant, id } = setup();
    assert.equal(tenant.photoOf(id('tomas.berg')), undefined);
    assert.equal(tenant.photoOf('nobody'), undefined);
  });
});

describe('signing in to the sample tenant', () => {
  const anna = upn('anna.svensson');
  const tryIt = (tenant: Tenant, name: string, password: string) => tenant.trySignIn(name, password).result;

  it('refuses everybody until a password is set', () => {
    const { tenant } = setup();
    assert.equal(tryIt(tenant, anna, ''), 'wrong-password');
    tenant.setPassword(anna, 'Kvist-4711-moln');
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'signed-in');
    assert.equal(tryIt(tenant, anna, 'kvist-4711-moln'), 'wrong-password');
  });

  it('takes a temporary password a year later and demands a change', () => {
    const { tenant, clock, id } = setup();
    tenant.resetPassword(id('anna.svensson'), 'Kvist-4711-moln');
    clock.advance(366 * 24 * 3600 * 1000);
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'must-change-password');
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'Sjunga-8-visor'), { result: 'changed' });
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'wrong-password');
    assert.equal(tryIt(tenant, anna, 'Sjunga-8-visor'), 'signed-in');
    assert.equal(tenant.users.find(anna)?.lastPasswordChangeDateTime, '2027-01-16T09:30:00Z');
  });

  it('refuses a change without the old password, to the same one, and to a bad one', () => {
    const { tenant, id } = setup();
    tenant.resetPassword(id('anna.svensson'), 'Kvist-4711-moln');
    assert.deepEqual(tenant.changePassword(anna, 'wrong', 'Sjunga-8-visor'), { result: 'wrong-password' });
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'Kvist-4711-moln'), {
      result: 'password-refused',
      reason: 'reused',
    });
    assert.deepEqual(tenant.changePassword(anna, 'Kvist-4711-moln', 'kort'), {
      result: 'password-refused',
      reason: 'length',
    });
    assert.deepEqual(tenant.changePassword('nobody@fjallvind.example', 'a', 'b'), { result: 'unknown-user' });
    assert.equal(tryIt(tenant, anna, 'Kvist-4711-moln'), 'must-change-password');
  });

  it('says blocked, unknown and deleted', () => {
    const { tenant } = setup();
    tenant.setPassword(upn('stefan.borg'), 'Kvist-4711-moln');
    assert.equal(tryIt(tenant, upn('stefan.borg'), 'Kvist-4711-moln'), 'blocked');
    assert.equal(tryIt(tenant, upn('doris.gran'), 'x'), 'unknown-user');
    tenant.deleteUser(anna);
    assert.equal(tryIt(tenant, anna, 'x'), 'unknown-user');
    assert.throws(() => tenant.setPassword(anna, 'x'), /no user/);
  });
});

describe('changing the sample tenant', () => {
  it('merges properties and goes back to the sample on reset', () => {
    const { tenant, id, patch } = setup();
    const userId = id('anna.svensson');
    patch('anna.svensson', {
      displayName: 'Anna Ny',
      userPrincipalName: upn('anna.ny'),
      accountEnabled: false,
      manager: null,
      photo: false,
    });
    assert.equal(tenant.users.find(upn('anna.ny'))?.id, userId);
    assert.equal(tenant.users.find(upn('anna.svensson')), undefined);
    assert.equal(tenant.managerOf(userId), undefined);
    assert.equal(tenant.photoOf(userId), undefined);
    tenant.passwordWriteback = 'off';
    tenant.setPassword(upn('erik.lindqvist'), 'Kvist-4711-moln');
    tenant.reset();
    assert.equal(tenant.users.find(userId)?.displayName, 'Anna Svensson');
    assert.equal(tenant.managerOf(userId)?.displayName, 'James Whitaker');
    assert.equal(tenant.passwordWriteback, 'on');
    assert.equal(tenant.trySignIn(upn('erik.lindqvist'), 'Kvist-4711-moln').result, 'wrong-password');
  });

  it('gives and takes roles, direct, scoped and through a group', () => {
    const { tenant, id, patch } = setup();
    const userId = id('linnea.strand');
    const unit = tenant.administrativeUnits.find(one => one.displayName === 'Stockholm office');
    const scope = `/administrativeUnits/${unit?.id}`;
    const scopes = () => tenant.roleAssignments.filter(a => a.principalId === userId).map(a => a.directoryScopeId);
    const group = () => tenant.groups.find(one => one.displayName === 'Identity team');
    patch('linnea.strand', {
      assignRoles: [{ role: 'Helpdesk Administrator' }, { role: 'Helpdesk Administrator', directoryScopeId: scope }],
    });
    patch('linnea.strand', {
      assignRoles: [{ role: 'User Administrator', throughGroup: 'Identity team' }, { role: 'Helpdesk Administrator' }],
    });
    assert.deepEqual(scopes(), ['/', scope]);
    assert.equal(group()?.members.has(userId), true);
    patch('linnea.strand', { removeRoles: [{ role: 'Helpdesk Administrator', directoryScopeId: scope }] });
    assert.deepEqual(scopes(), ['/']);
    patch('linnea.strand', {
      removeRoles: [
        { role: '729827e3-9c14-49f7-bb1b-9608f156bbb8' },
        { role: 'User Administrator', throughGroup: 'Identity team' },
      ],
    });
    assert.deepEqual(scopes(), []);
    assert.equal(group()?.members.has(userId), false);
    assert.ok(
      tenant.roleAssignments.some(a => a.principalId === group()?.id),
      'the group keeps its role',
    );
  });

  it('refuses what does not exist and changes nothing then', () => {
    const { tenant, patch } = setup();
    const before = tenant.users.find(upn('anna.svensson'));
    const wrong = [
      { assignRoles: [{ role: 'Emperor' }] },
      { assignRoles: [{ role: 'Helpdesk Administrator', directoryScopeId: '/administrativeUnits/none' }] },
      { assignRoles: [{ role: 'Helpdesk Administrator', throughGroup: 'Sales' }] },
      { joinGroups: ['No such group'] },
      { joinUnits: ['No such unit'] },
      { manager: 'nobody@fjallvind.example' },
    ];
    for (const change of wrong) {
      assert.throws(
        () => patch('anna.svensson', { displayName: 'Changed', ...change }),
        /sample tenant has no|not role-assignable/,
      );
      assert.equal(tenant.users.find(upn('anna.svensson')), before);
    }
    const shaped = [
      JSON.parse('{"shoeSize":42}'),
      JSON.parse('{"id":"other"}'),
      JSON.parse('{"isManagementRestricted":true}'),
    ];
    for (const change of shaped) assert.throws(() => patch('anna.svensson', change), /can't be changed|joinUnits/);
    assert.throws(() => tenant.patchUser('nobody', {}), /no user/);
  });

  it('takes a deleted user out of groups, units and roles', () => {
    const { tenant, id } = setup();
    const gone = [id('hanna.blom'), id('frida.ekman'), id('asa.ohman')];
    for (const userId of gone) tenant.deleteUser(userId);
    for (const userId of gone) {
      assert.equal(tenant.users.find(userId), undefined);
      assert.ok(tenant.deletedUsers.some(user => user.id === userId));
      assert.ok(!tenant.groups.some(group => group.members.has(userId) || group.owners.has(userId)));
      assert.ok(!tenant.administrativeUnits.some(unit => unit.members.has(userId)));
      assert.ok(!tenant.roleAssignments.some(assignment => assignment.principalId === userId));
    }
    assert.throws(() => tenant.deleteUser(id('anna.svensson').replace(/^./, 'x')), /no user/);
  });

  it('keeps two tenants apart', () => {
    const one = createTenant(stillClock());
    const other = createTenant(stillClock());
    one.patchUser(upn('anna.svensson'), { joinGroups: ['Break-glass reviewers'] });
    assert.equal(
      other.groups.filter(group => group.members.size > 1).some(group => group.isAssignableToRole),
      false,
    );
  });
});

describe('password policy of the sample tenant', () => {
  const owner = { givenName: 'Pol', surname: 'Åkerström', tenantName: 'Fjällvind AB' };
  const cases: [password: string, refusal: string | undefined][] = [
    ['Tove-9283-kvast', undefined],
    ['Ab1-xyz', 'length'],
    [`Ab1-${'xyz7'.repeat(64)}`, 'length'],
    [`Ab1-${'xyz7'.repeat(63)}`, undefined],
    ['Grön-9283-kvast', 'characters'],
    ['Tove\t9283-kvast', 'characters'],
    ['tovekvast9283', 'complexity'],
    ['tove-kvast-snöig'.replace('ö', 'o'), 'complexity'],
    ['p0LL23fb', 'name'],
    ['Xq7-akerstrom-z', 'name'],
    ['Xq7-Fj@11vind-z', 'name'],
    ['P@ssw0rd', 'banned'],
    ['P@ssw0rd1', 'banned'],
    ['Passw0rx', 'banned'],
    ['P@ssw0rd12', 'banned'],
    ['P@ssw0rd12xy', undefined],
    ['Sommar123', 'banned'],
    ['Sommar-Vinter-12', undefined],
    ['Vinter123!', 'banned'],
  ];
  for (const [password, refusal] of cases) {
    it(`${refusal ?? 'accepts'}: ${password.slice(0, 20)}`, () => {
      assert.equal(refusalOfPassword(password, owner), refusal);
    });
  }

  it('accepts long random passwords of four classes', () => {
    const characters = fc.array(fc.constantFrom(...'bcdfghkmnpqrtvwxyz'), { minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(characters, letters => {
        assert.equal(
          refusalOfPassword(`${letters.join('')}Q4-8`, { ...owner, givenName: null, surname: null }),
          undefined,
        );
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
