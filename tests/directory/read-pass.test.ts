import assert from 'node:assert/strict';
import { readPresentPass } from '../../src/directory/read-pass.ts';
import { answer, assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const PASSES = 'temporaryAccessPassMethods';
const MINUTE = 60_000;
const ID = 'c5dbd20a-8b8f-4791-a23f-488fcbde3b38';
const ROW = {
  id: ID,
  temporaryAccessPass: null,
  createdDateTime: '2026-11-30T07:00:00Z',
  startDateTime: '2026-11-30T08:00:00Z',
  lifetimeInMinutes: 60,
  isUsableOnce: false,
  isUsable: true,
  methodUsabilityReason: 'EnabledByPolicy',
};

describe('directory: the pass in a list', () => {
  it('is none only where the list is empty', () => {
    assert.equal(readPresentPass(list()), 'none');
    assert.equal(readPresentPass(answer(200, { value: [], '@odata.nextLink': null })), 'none');
  });

  it('is read with its times and how it stands', () => {
    const startsAt = Date.UTC(2026, 10, 30, 8);
    assert.deepEqual(readPresentPass(list(ROW)), {
      id: ID,
      once: false,
      createdAt: Date.UTC(2026, 10, 30, 7),
      startsAt,
      endsAt: startsAt + 60 * MINUTE,
      state: 'usable',
    });
  });

  const STATES: [reason: string, isUsable: boolean, state: string][] = [
    ['EnabledByPolicy', true, 'usable'],
    ['enabledByPolicy', true, 'usable'],
    ['NotYetValid', false, 'not-yet'],
    ['OneTimeUsed', false, 'used'],
    ['Expired', false, 'expired'],
    ['DisabledByPolicy', false, 'disabled'],
  ];
  for (const [methodUsabilityReason, isUsable, state] of STATES) {
    it(`is ${state} where it says ${methodUsabilityReason}`, () => {
      const present = readPresentPass(list({ ...ROW, isUsable, methodUsabilityReason }));
      assert.ok(present !== undefined && present !== 'none');
      assert.equal(present.state, state);
    });
  }

  const ODD: Record<string, unknown>[] = [
    { id: undefined },
    { id: '' },
    { createdDateTime: undefined },
    { createdDateTime: '2026-11-30' },
    { startDateTime: 'soon' },
    { lifetimeInMinutes: undefined },
    { lifetimeInMinutes: -1 },
    { lifetimeInMinutes: 1.5 },
    { isUsableOnce: 'false' },
    { isUsable: undefined },
    { isUsable: false },
    { methodUsabilityReason: undefined },
    { methodUsabilityReason: null },
    { methodUsabilityReason: 'unknownFutureValue' },
    { methodUsabilityReason: 'toString' },
  ];
  for (const odd of ODD) {
    it(`is not known, and never none, where it has ${JSON.stringify(odd)}`, () => {
      assert.equal(readPresentPass(list({ ...ROW, ...odd })), undefined);
    });
  }

  for (const [name, given] of UNREADABLE) {
    it(`is not known where ${name}`, () => assert.equal(readPresentPass(given), undefined));
  }

  it('is not known where there are several, or more than the list holds', () => {
    assert.equal(readPresentPass(list(ROW, { ...ROW, id: 'x' })), undefined);
    assert.equal(readPresentPass(firstPage(ROW)), undefined);
    assert.equal(readPresentPass(firstPage()), undefined);
  });

  it('asks to sign in again', () => assertAsksToSignIn(readPresentPass));
});

describe('directory: read a pass', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function read(
    targetId: string = PEOPLE.annaMember,
    requester: string = PEOPLE.johannaAuthentication,
    patience = 0,
  ) {
    return await (await harness.as(requester, { patience })).readPass(targetId);
  }

  async function give(minutes = 60) {
    const session = await harness.as(PEOPLE.johannaAuthentication);
    const given = await session.givePass(PEOPLE.annaMember, { once: true, minutes });
    assert.ok(given.kind === 'accepted' && given.made);
    return given.made;
  }

  it('is none where there is none', async () => {
    assert.equal(await read(), 'none');
    assert.equal((await harness.calls()).length, 1);
  });

  it('is the one that was made, by the same times, and tells when it was used', async () => {
    const { what, secret } = await give();
    assert.deepEqual(await read(), { ...what, state: 'usable' });
    await harness.control('POST', 'try-sign-in', {
      userPrincipalName: 'anna.svensson@fjallvind.example',
      pass: secret,
    });
    assert.deepEqual(await read(), { ...what, state: 'used' });
  });

  it('tells that its time is over', async () => {
    const { what } = await give();
    await harness.control('POST', 'clock', { advanceMs: 60 * MINUTE });
    assert.deepEqual(await read(), { ...what, state: 'expired' });
  });

  it('tells that the policy has ended it', async () => {
    const { what } = await give();
    await harness.control('PUT', 'tenant', { temporaryAccessPass: { state: 'disabled' } });
    assert.deepEqual(await read(), { ...what, state: 'disabled' });
  });

  it('is denied to a role that may not read it, and gone with the account', async () => {
    await assertTrouble('denied', read(PEOPLE.annaMember, PEOPLE.erikHelpdesk));
    await assertTrouble('gone', read(PEOPLE.dorisDeleted));
    await assertTrouble('gone', read('..'));
  });

  for (const [fault, trouble] of [
    [{ status: 401 }, 'sign-in-again'],
    [{ status: 429 }, 'busy'],
    [{ status: 500 }, 'unavailable'],
    [{ status: 200, body: {} }, 'unavailable'],
    [{ status: 200, body: { value: [{ ...ROW, isUsable: undefined }] } }, 'unavailable'],
    [{ status: 200, foreign: 'html' }, 'unavailable'],
  ] as const) {
    it(`is ${trouble} when it answers ${JSON.stringify(fault)}`, async () => {
      await harness.fault({ pathPattern: PASSES, times: null, ...fault });
      await assertTrouble(trouble, read());
    });
  }

  it('is read again when throttled', async () => {
    await harness.fault({ pathPattern: PASSES, status: 503, retryAfter: 1 });
    assert.equal(await read(PEOPLE.annaMember, PEOPLE.johannaAuthentication, 5_000), 'none');
    assert.deepEqual(harness.waited, [1_000]);
  });
});
