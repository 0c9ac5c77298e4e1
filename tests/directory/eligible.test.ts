import assert from 'node:assert/strict';
import { readEligible } from '../../src/directory/eligible.ts';
import { answer, assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';
import { EXECUTIVE, type Harness, PEOPLE, STOCKHOLM, startHarness } from './harness.ts';

const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const DEFINITION = { id: GLOBAL, displayName: 'Global Administrator', isBuiltIn: true, templateId: GLOBAL };
const ROW = { id: 'e', directoryScopeId: '/', appScopeId: null, roleDefinition: DEFINITION };
const HOLDING = { templateId: GLOBAL, name: 'Global Administrator', listed: false, eligible: true };
const UNITS = new Map([['u', { id: 'u', restricted: true }]]);
const UNKNOWN = { roles: [], complete: false };
const whole = (...roles: object[]) => ({ roles, complete: true });
const unlicensed = (status: number, code: string) =>
  answer(status, { error: { code, message: 'AadPremiumLicenseRequired' } });

describe('directory: roles that somebody may activate', () => {
  it('are marked as such, at every scope', () => {
    assert.deepEqual(readEligible(list(ROW), UNITS), whole(HOLDING));
    assert.deepEqual(
      readEligible(list({ ...ROW, directoryScopeId: '/administrativeUnits/U' }), UNITS),
      whole({ ...HOLDING, unit: { id: 'u', restricted: true } }),
    );
    assert.deepEqual(readEligible(list({ ...ROW, directoryScopeId: null, appScopeId: '/app' }), UNITS), whole(HOLDING));
    assert.deepEqual(readEligible(list(), UNITS), whole());
  });

  it('are none where the tenant has no license for them, by the code that says so alone', () => {
    for (const status of [400, 403])
      assert.deepEqual(readEligible(unlicensed(status, 'AadPremiumLicenseRequired'), UNITS), whole());
    assert.deepEqual(readEligible(unlicensed(500, 'AadPremiumLicenseRequired'), UNITS), UNKNOWN);
    for (const code of ['BadRequest', 'UnknownError', 'aadpremiumlicenserequired', '']) {
      assert.deepEqual(readEligible(unlicensed(400, code), UNITS), UNKNOWN, code);
    }
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['it is a bad request', answer(400, { error: { code: 'BadRequest' } })],
    ['a definition is null', list({ ...ROW, roleDefinition: null })],
    ['the unit is not known', list({ ...ROW, directoryScopeId: '/administrativeUnits/other' })],
  ] as const) {
    it(`are unknown, which is not none, when ${name}`, () => assert.deepEqual(readEligible(given, UNITS), UNKNOWN));
  }

  for (const [name, given] of [
    ['there is another page', firstPage(ROW)],
    ['there are more than the rows', answer(200, { value: [ROW], '@odata.count': 2 })],
    ['a row is null', list(null, ROW)],
    ['a row is a text', list(ROW, 'x')],
    ['a definition is null', list({ ...ROW, roleDefinition: null }, ROW)],
    ['a name is null', list(ROW, { ...ROW, roleDefinition: { ...DEFINITION, displayName: null } })],
    ['the unit of one is not known', list({ ...ROW, directoryScopeId: '/administrativeUnits/other' }, ROW)],
  ] as const) {
    it(`protect as far as they are known, and are not all, when ${name}`, () =>
      assert.deepEqual(readEligible(given, UNITS), { roles: [HOLDING], complete: false }));
  }

  it('ask for a new sign-in where the token is not accepted', () =>
    assertAsksToSignIn(given => readEligible(given, UNITS)));

  describe('against the sandbox', () => {
    let harness: Harness;
    before(async () => {
      harness = await startHarness();
    });
    beforeEach(() => harness.reset());
    after(() => harness.stop());

    async function targetFor(requester: string) {
      const { target } = await (await harness.as(requester, { patience: 0 })).examine(PEOPLE.annaMember);
      assert.ok(target);
      assert.equal((await harness.calls()).length, 1, 'round trips');
      assert.ok(((await harness.calls())[0]?.batch?.length ?? 0) <= 20);
      return target;
    }

    async function makeEligible(...makeEligible: object[]): Promise<void> {
      await harness.control('PUT', 'tenant', { privilegedIdentityManagement: 'on' });
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { makeEligible });
    }

    it('are known to be none without the license, for whoever asks', async () => {
      for (const requester of [PEOPLE.erikHelpdesk, PEOPLE.karinGlobal]) {
        await harness.reset();
        const { roles, eligibilityUnknown } = await targetFor(requester);
        assert.deepEqual([roles, eligibilityUnknown], [[], false]);
      }
    });

    it('are read by who may, and unknown to everybody else', async () => {
      await makeEligible({ role: GLOBAL }, { role: GLOBAL, directoryScopeId: `/administrativeUnits/${EXECUTIVE.id}` });
      const read = await targetFor(PEOPLE.karinGlobal);
      assert.deepEqual(read.roles, [HOLDING, { ...HOLDING, unit: EXECUTIVE }]);
      assert.equal(read.eligibilityUnknown, false);
      await harness.reset();
      await makeEligible({ role: GLOBAL });
      const unread = await targetFor(PEOPLE.erikHelpdesk);
      assert.deepEqual([unread.roles, unread.eligibilityUnknown], [[], true]);
    });

    it('count once, as active, when they have been activated', async () => {
      await makeEligible({ role: GLOBAL }, { role: GLOBAL, directoryScopeId: `/administrativeUnits/${STOCKHOLM.id}` });
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { assignRoles: [{ role: GLOBAL }] });
      assert.deepEqual((await targetFor(PEOPLE.karinGlobal)).roles, [
        { templateId: GLOBAL, name: 'Global Administrator', listed: true },
        { ...HOLDING, unit: STOCKHOLM },
      ]);
    });

    it('give a requester nothing', async () => {
      await makeEligible({ role: GLOBAL });
      const { requester } = await (await harness.as(PEOPLE.annaMember)).examine(PEOPLE.erikHelpdesk);
      assert.deepEqual(requester.roles, []);
    });
  });
});
