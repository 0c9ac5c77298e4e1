import assert from 'node:assert/strict';
import { readConfig } from '../../../../src/config/config.ts';
import { PERMISSIONS } from '../../../../src/directory/permissions.ts';
import { checkPermissions } from '../../../../src/operate/doctor/checks/permissions.ts';

const TENANT = '6b9ab899-b44c-4334-a561-fcb526c84739';
const OPTIONAL = 'Policy.Read.AuthenticationMethod';
const STRONG = 'UserAuthenticationMethod.ReadWrite.All';
const PASSWORD = 'UserAuthMethod-Password.ReadWrite.All';
const PASS = 'UserAuthMethod-TAP.ReadWrite.All';

type Set = keyof typeof PERMISSIONS;

const scopesOf = (set: Set) => PERMISSIONS[set].map(({ scope }) => scope);

function check(set: Set, scopes: readonly string[]) {
  const config = readConfig({
    BOT_ID: 'f443a068-b947-423d-bb7c-c73c759c5f0d',
    BOT_TENANT_ID: TENANT,
    SEAL_KEY: Buffer.alloc(32).toString('base64'),
    GRAPH_PERMISSIONS: set,
  });
  return checkPermissions({ tenantId: TENANT, scopes }, config);
}

describe('doctor: permissions', () => {
  for (const [set, count] of [
    ['broad', 10],
    ['narrow', 11],
  ] as const) {
    it(`${set}: are right where all are granted`, () => {
      const { mark, found } = check(set, [...scopesOf(set), 'openid', 'profile']);
      assert.deepEqual([mark, found], ['ok', `All ${count} are granted, and no other.`]);
    });

    it(`${set}: are right without the optional one, and it is told what that costs`, () => {
      const { mark, found, fixes } = check(
        set,
        scopesOf(set).filter(scope => scope !== OPTIONAL),
      );
      assert.equal(mark, 'ok');
      assert.equal(
        found,
        `All ${count - 1} that it needs are granted, and no other. Without ${OPTIONAL}, what the tenant allows for Temporary Access Passes shows only where Entra refuses to make one.`,
      );
      assert.deepEqual(fixes, []);
    });
  }

  it('are wrong where the other ones are granted, and only these are named', () => {
    assert.equal(
      check('narrow', scopesOf('broad')).found,
      `Missing: ${PASSWORD}, ${PASS}. Granted without need: ${STRONG}.`,
    );
    assert.equal(
      check('broad', scopesOf('narrow')).found,
      `Missing: ${STRONG}. Granted without need: ${PASSWORD}, ${PASS}.`,
    );
  });

  it('are wrong where one of the narrow ones is missing', () => {
    const { mark, found } = check(
      'narrow',
      scopesOf('narrow').filter(scope => scope !== PASS),
    );
    assert.deepEqual([mark, found], ['problem', `Missing: ${PASS}.`]);
  });

  it('name no optional one among those that are missing', () => {
    const { mark, found } = check(
      'broad',
      scopesOf('broad').filter(scope => ![OPTIONAL, 'Domain.Read.All'].includes(scope)),
    );
    assert.deepEqual([mark, found], ['problem', 'Missing: Domain.Read.All.']);
  });
});
