import assert from 'node:assert/strict';
import { errorIn } from './edge-answers.ts';
import { ANNA, ANNA_NAME, ERIK_NAME, type SandboxFixture, sharedFixture } from './edge-fixture.ts';
import { POLICY_PATH, passCalls } from './pass-calls.ts';

const HOUR = 3_600_000;

describe('sandbox: control of passes', () => {
  let fixture: SandboxFixture;
  let calls: ReturnType<typeof passCalls>;

  before(async () => {
    fixture = await sharedFixture();
    calls = passCalls(fixture);
  });
  beforeEach(() => fixture.control('POST', 'reset'));

  const control: SandboxFixture['control'] = (...call) => fixture.control(...call);
  const advance = (advanceMs: number) => control('POST', 'clock', { advanceMs });
  const tenant = (change: object) => control('PUT', 'tenant', change);
  const policy = async () => (await calls.graph('GET', POLICY_PATH)).body;

  it('tries them at the sign-in, and uses them up', async () => {
    const { temporaryAccessPass: pass } = await calls.given({ isUsableOnce: true });
    assert.equal(await calls.signIn('something else'), 'wrong-pass');
    assert.equal(await calls.signIn(pass, 'nobody@fjallvind.example'), 'unknown-user');
    assert.deepEqual([await calls.signIn(pass), await calls.signIn(pass)], ['signed-in', 'used']);
    for (const wrong of [
      { pass },
      { userPrincipalName: ANNA_NAME, pass, password: 'x' },
      { userPrincipalName: ANNA_NAME },
    ]) {
      assert.equal((await control('POST', 'try-sign-in', wrong)).status, 400, JSON.stringify(wrong));
    }
  });

  it('tells of every pass that was made, with its secret and what has become of it', async () => {
    assert.deepEqual(await calls.views(), []);
    const first = await calls.given({ lifetimeInMinutes: 90 });
    assert.equal(await calls.signIn(first.temporaryAccessPass), 'signed-in');
    const second = await calls.given({ isUsableOnce: true });
    const [old, present] = await calls.views();
    assert.deepEqual(
      [old?.id, old?.temporaryAccessPass, old?.state, old?.uses, old?.lifetimeInMinutes, old?.isUsableOnce],
      [first.id, first.temporaryAccessPass, 'replaced', 1, 90, false],
    );
    assert.deepEqual([present?.id, present?.state, present?.uses], [second.id, 'usable', 0]);
    assert.match(String(present?.createdDateTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(present?.startDateTime, present?.createdDateTime);
    await calls.remove(second.id);
    assert.deepEqual(await calls.states(), ['replaced', 'deleted']);
    assert.equal((await control('GET', 'users/nobody/passes')).status, 404);
  });

  it('tells each state that a pass can be in', async () => {
    const { temporaryAccessPass: pass } = await calls.given({ isUsableOnce: true });
    await calls.signIn(pass);
    assert.deepEqual(await calls.states(), ['used']);
    await calls.given({ startDateTime: new Date(Date.now() + 2 * HOUR).toISOString() });
    assert.deepEqual(await calls.states(), ['replaced', 'not-yet']);
    await tenant({ temporaryAccessPass: { state: 'disabled' } });
    assert.deepEqual(await calls.states(), ['replaced', 'disabled']);
    await advance(4 * HOUR);
    assert.deepEqual(await calls.states(), ['replaced', 'expired']);
  });

  it('counts the sessions that a deleted or replaced pass has ended', async () => {
    await calls.given();
    const { id } = await calls.given();
    assert.equal(await calls.revocations(), 1);
    await calls.remove(id);
    assert.equal(await calls.revocations(), 2);
  });

  it('changes the policy, with people and groups by name', async () => {
    const changed = {
      state: 'enabled',
      includeTargets: [
        { targetType: 'group', id: 'Break-glass reviewers' },
        { targetType: 'user', id: ANNA_NAME },
      ],
      excludeTargets: [{ targetType: 'user', id: ERIK_NAME }],
      defaultLifetimeInMinutes: 30,
      minimumLifetimeInMinutes: 10,
      maximumLifetimeInMinutes: 43_200,
      defaultLength: 12,
      isUsableOnce: true,
    };
    assert.equal((await tenant({ temporaryAccessPass: changed })).status, 204);
    const { includeTargets, excludeTargets, ...rest } = await policy();
    assert.ok(Array.isArray(includeTargets) && Array.isArray(excludeTargets));
    assert.deepEqual(includeTargets.map(({ id }) => id)[1], ANNA.objectId);
    for (const { id } of [...includeTargets, ...excludeTargets]) assert.match(id, /^[0-9a-f-]{36}$/);
    assert.deepEqual([rest.defaultLength, rest.isUsableOnce, rest.minimumLifetimeInMinutes], [12, true, 10]);
    assert.equal((await calls.given()).temporaryAccessPass.length, 12);
    await tenant({ temporaryAccessPass: { defaultLength: 8 } });
    assert.deepEqual([(await policy()).defaultLength, (await policy()).isUsableOnce], [8, true]);
  });

  it('refuses a policy that makes no sense, and changes nothing', async () => {
    const before = await policy();
    for (const wrong of [
      { state: 'maybe' },
      { defaultLength: 7 },
      { minimumLifetimeInMinutes: 9 },
      { maximumLifetimeInMinutes: 43_201 },
      { minimumLifetimeInMinutes: 90 },
      { maximumLifetimeInMinutes: 30 },
      { includeTargets: [{ targetType: 'group', id: 'No such group' }] },
      { excludeTargets: [{ targetType: 'user', id: 'nobody@fjallvind.example' }] },
      { includeTargets: [{ targetType: 'device', id: 'all_users' }] },
      { unknown: 1 },
    ]) {
      const answer = await tenant({ temporaryAccessPass: wrong, secondPass: 'refused' });
      assert.equal(answer.status, 400, JSON.stringify(wrong));
    }
    assert.equal((await tenant({ secondPass: 'sometimes' })).status, 400);
    assert.deepEqual(await policy(), before);
    await calls.given();
    assert.equal((await calls.give()).status, 201);
  });

  it('has a second pass refused, or not again', async () => {
    await tenant({ secondPass: 'refused' });
    const { id } = await calls.given();
    const refused = await calls.give();
    assert.deepEqual([refused.status, errorIn(refused).code], [400, 'badRequest']);
    assert.deepEqual(await calls.states(), ['usable']);
    await tenant({ secondPass: 'replaces' });
    await calls.given();
    assert.deepEqual(await calls.states(), ['replaced', 'usable']);
    assert.equal((await calls.remove(id)).status, 404);
  });

  it('forgets all of it at a reset', async () => {
    const before = await policy();
    const { temporaryAccessPass: pass } = await calls.given();
    await tenant({ temporaryAccessPass: { state: 'disabled', defaultLength: 9 }, secondPass: 'refused' });
    await control('POST', 'reset');
    assert.deepEqual(await calls.views(), []);
    assert.equal(await calls.signIn(pass), 'wrong-pass');
    assert.deepEqual(await policy(), before);
    await calls.given();
    assert.equal((await calls.give()).status, 201);
  });
});
