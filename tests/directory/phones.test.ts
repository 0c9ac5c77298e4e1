import assert from 'node:assert/strict';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const USER = `/users/${PEOPLE.annaMember}\\?`;
const [MOBILE, OFFICE] = ['+46 70 174 06 11', '+46 8 465 004 11'];

describe('directory: telephone numbers', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function read(targetId: string = PEOPLE.annaMember, patience = 0) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience })).phonesOf(targetId);
  }

  const anna = (patch: Record<string, unknown>) => harness.control('PATCH', `users/${PEOPLE.annaMember}`, patch);
  const answers = (body: Record<string, unknown>) => harness.fault({ pathPattern: USER, status: 200, body });

  it('are those of the account, in one round trip', async () => {
    assert.deepEqual(await read(), [
      { number: MOBILE, onPremises: false },
      { number: OFFICE, onPremises: false },
    ]);
    assert.equal((await harness.calls()).length, 1);
  });

  it('of a synced account: the business ones are kept on premises and come first, the mobile one can be changed in the cloud', async () => {
    await anna({ onPremisesSyncEnabled: true });
    assert.deepEqual(await read(), [
      { number: OFFICE, onPremises: true },
      { number: MOBILE, onPremises: false },
    ]);
  });

  it('of an account that is synced no longer are kept in the cloud', async () => {
    await anna({ onPremisesSyncEnabled: false });
    assert.ok((await read())?.every(({ onPremises }) => !onPremises));
  });

  it('are none where the account has none, which is not the same as unknown', async () => {
    await anna({ mobilePhone: null, businessPhones: [] });
    assert.deepEqual(await read(), []);
  });

  it('are told once each, and without what can’t be seen', async () => {
    await anna({ mobilePhone: ` ${OFFICE} `, businessPhones: [OFFICE, '', ' ', '\u202e', OFFICE] });
    assert.deepEqual(await read(), [{ number: OFFICE, onPremises: false }]);
  });

  it('that stand twice are kept on premises where one of them is', async () => {
    await anna({ mobilePhone: OFFICE, onPremisesSyncEnabled: true });
    assert.deepEqual(await read(), [{ number: OFFICE, onPremises: true }]);
  });

  for (const odd of [
    { mobilePhone: undefined },
    { mobilePhone: 7 },
    { mobilePhone: [MOBILE] },
    { businessPhones: undefined },
    { businessPhones: null },
    { businessPhones: OFFICE },
    { businessPhones: [OFFICE, 7] },
    { businessPhones: [null] },
    { onPremisesSyncEnabled: undefined },
    { onPremisesSyncEnabled: 'true' },
    { onPremisesSyncEnabled: 1 },
  ]) {
    it(`are not known, and never none, where the answer has ${Object.keys(odd)[0]} of ${JSON.stringify(Object.values(odd)[0])}`, async () => {
      const body = { mobilePhone: null, businessPhones: [], onPremisesSyncEnabled: null };
      await answers({ id: PEOPLE.annaMember, ...body, ...odd });
      assert.equal(await read(), undefined);
    });
  }

  for (const fault of [
    { status: 403, code: 'Authorization_RequestDenied' },
    { status: 429 },
    { status: 500 },
    { status: 503 },
    { status: 200, body: {} },
    { status: 204 },
    { status: 200, foreign: 'html' },
    { malformedJson: true },
    { drop: 'after' },
  ]) {
    it(`are not known, and never none, where Graph answers ${JSON.stringify(fault)}`, async () => {
      await harness.fault({ pathPattern: USER, times: null, ...fault });
      assert.equal(await read(), undefined);
    });
  }

  it('are not known of who is gone, and of who may not be read', async () => {
    assert.equal(await read(PEOPLE.dorisDeleted), undefined);
    const session = await harness.as(PEOPLE.erikHelpdesk, {}, ['User.Read', 'User.ReadBasic.All']);
    assert.equal(await session.phonesOf(PEOPLE.annaMember), undefined);
  });

  it('are read again when throttled, as long as there is patience', async () => {
    await harness.fault({ pathPattern: USER, status: 429, retryAfter: 1 });
    assert.equal((await read(PEOPLE.annaMember, 5_000))?.length, 2);
    assert.deepEqual(harness.waited, [1_000]);
  });

  it('ask for a new sign-in where Graph wants one', async () => {
    for (const fault of [{ status: 401 }, { status: 403, code: 'insufficient_claims' }]) {
      await harness.fault({ pathPattern: USER, ...fault });
      await assertTrouble('sign-in-again', read());
    }
  });

  it('are gone for what can be no id, and Graph is not asked', async () => {
    await assertTrouble('gone', read('..'));
    assert.deepEqual(await harness.calls(), []);
  });
});
