import assert from 'node:assert/strict';
import { readManager } from '../../src/directory/manager.ts';
import { answer } from './answers.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const JAMES = 'james.whitaker@fjallvind.example';
const MANAGER = '/manager\\?';
const BODY = {
  '@odata.type': '#microsoft.graph.user',
  id: PEOPLE.karinGlobal,
  displayName: 'Karin Holmgren',
  userPrincipalName: 'karin.holmgren@fjallvind.example',
  accountEnabled: true,
  userType: 'Member',
  employeeId: '1004',
};

describe('directory: who manages an account, beside it', () => {
  it('is read with its id in lower case, as all ids of accounts', () => {
    const { id, displayName } = BODY;
    assert.deepEqual(readManager(answer(200, { ...BODY, id: id.toUpperCase() })), { id, displayName });
  });

  it('is known without a name', () => {
    assert.deepEqual(readManager(answer(200, { id: 'x', displayName: null })), { id: 'x', displayName: undefined });
  });

  for (const body of [undefined, {}, { id: '' }, { id: 7 }, { id: null }, { id: '..' }, { value: [BODY] }]) {
    it(`is not known where the answer is ${JSON.stringify(body)}`, () => {
      assert.equal(readManager(answer(200, body)), undefined);
    });
  }

  for (const status of [0, 400, 401, 403, 404, 429, 500, 503]) {
    it(`is not known where the answer is ${status}`, () => assert.equal(readManager(answer(status, BODY)), undefined));
  }
});

describe('directory: who manages an account now', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function read(targetId: string = PEOPLE.annaMember, patience = 0) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience })).managerOf(targetId);
  }

  const answers = (body: Record<string, unknown>) => harness.fault({ pathPattern: MANAGER, status: 200, body });
  const james = (patch: Record<string, unknown>) => harness.control('PATCH', `users/${JAMES}`, patch);

  it('is told with all that decides whether they can vouch, in one round trip', async () => {
    const { id, employeeId } = await harness.control<{ id: string; employeeId: string }>('GET', `users/${JAMES}`);
    assert.deepEqual(await read(), {
      id,
      displayName: 'James Whitaker',
      accountEnabled: true,
      userType: 'Member',
      employeeId,
    });
    assert.equal((await harness.calls()).length, 1);
  });

  it('is nobody where the directory names nobody', async () => {
    assert.equal(await read(PEOPLE.catherineRestricted), 'none');
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { manager: null });
    assert.equal(await read(), 'none');
  });

  it('is nobody for who is gone, and for a manager who was deleted', async () => {
    assert.equal(await read(PEOPLE.dorisDeleted), 'none');
    await harness.control('DELETE', `users/${JAMES}`);
    assert.equal(await read(), 'none');
  });

  it('is the new one as soon as it has changed', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const before = await session.managerOf(PEOPLE.annaMember);
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { manager: PEOPLE.karinGlobal });
    const after = await session.managerOf(PEOPLE.annaMember);
    assert.ok(before && before !== 'none' && after && after !== 'none');
    assert.deepEqual([before.displayName, after.displayName], ['James Whitaker', 'Karin Holmgren']);
    assert.equal(after.id, PEOPLE.karinGlobal);
  });

  it('is told as blocked, and as a guest', async () => {
    await james({ accountEnabled: false });
    const blocked = await read();
    assert.ok(blocked && blocked !== 'none');
    assert.equal(blocked.accountEnabled, false);
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { manager: PEOPLE.miaGuest });
    const guest = await read();
    assert.ok(guest && guest !== 'none');
    assert.deepEqual([guest.accountEnabled, guest.userType], [true, 'Guest']);
  });

  for (const displayName of [null, '', '  ', '\u202e', 7]) {
    it(`is called by the sign-in name where the name is ${JSON.stringify(displayName)}`, async () => {
      await answers({ ...BODY, displayName });
      const named = await read();
      assert.ok(named && named !== 'none');
      assert.equal(named.displayName, BODY.userPrincipalName);
    });
  }

  it('is not in use where it is a contact of the organization, which nobody signs in with', async () => {
    const { id, displayName } = BODY;
    await answers({ '@odata.type': '#microsoft.graph.orgContact', id, displayName });
    assert.deepEqual(await read(), { id, displayName, accountEnabled: false });
  });

  it('leaves open whether they are in use, and which number they have, where that is not told', async () => {
    const { id, displayName } = BODY;
    await answers({ id, displayName });
    assert.deepEqual(await read(), {
      id,
      displayName,
      accountEnabled: undefined,
      userType: undefined,
      employeeId: undefined,
    });
    await answers({ ...BODY, employeeId: null });
    const numberless = await read();
    assert.ok(numberless && numberless !== 'none');
    assert.equal(numberless.employeeId, '');
  });

  for (const odd of [
    { id: undefined },
    { id: '' },
    { id: 7 },
    { id: '..' },
    { accountEnabled: 'true' },
    { accountEnabled: 1 },
    { userType: 7 },
    { displayName: null, userPrincipalName: null },
  ]) {
    it(`is not known, and never nobody, where the answer has ${JSON.stringify(odd)}`, async () => {
      await answers({ ...BODY, ...odd });
      assert.equal(await read(), undefined);
    });
  }

  for (const fault of [
    { status: 403, code: 'Authorization_RequestDenied' },
    { status: 400 },
    { status: 429 },
    { status: 500 },
    { status: 503 },
    { status: 200, body: {} },
    { status: 200, body: [] },
    { status: 204 },
    { status: 404, foreign: 'html' },
    { status: 404, foreign: 'json' },
    { status: 200, foreign: 'html' },
    { malformedJson: true },
    { drop: 'before' },
  ]) {
    it(`is not known, and never nobody, where Graph answers ${JSON.stringify(fault)}`, async () => {
      await harness.fault({ pathPattern: MANAGER, times: null, ...fault });
      assert.equal(await read(), undefined);
    });
  }

  it('is read again when throttled, as long as there is patience', async () => {
    await harness.fault({ pathPattern: MANAGER, status: 429, retryAfter: 1 });
    assert.notEqual(await read(PEOPLE.annaMember, 5_000), undefined);
    assert.deepEqual(harness.waited, [1_000]);
  });

  it('asks for a new sign-in where Graph wants one', async () => {
    for (const fault of [{ status: 401 }, { status: 403, code: 'insufficient_claims' }]) {
      await harness.fault({ pathPattern: MANAGER, ...fault });
      await assertTrouble('sign-in-again', read());
    }
  });

  it('is gone for what can be no id, and Graph is not asked', async () => {
    await assertTrouble('gone', read('..'));
    assert.deepEqual(await harness.calls(), []);
  });
});
