import assert from 'node:assert/strict';
import type { TakenBack } from '../../src/desk/ports.ts';
import { pairs } from '../support/runs.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

const PASSES = 'temporaryAccessPassMethods';
const SOME_ID = 'c5dbd20a-8b8f-4791-a23f-488fcbde3b38';

describe('directory: withdraw a pass', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function withdraw(
    passId: string,
    targetId: string = PEOPLE.annaMember,
    requester: string = PEOPLE.johannaAuthentication,
    options: { patience: number; timeout?: number } = { patience: 0 },
  ): Promise<TakenBack> {
    return await (await harness.as(requester, options)).withdrawPass(targetId, passId);
  }

  /** The id of a pass of Anna's. */
  async function made(): Promise<string> {
    const session = await harness.as(PEOPLE.johannaAuthentication);
    const answer = await session.givePass(PEOPLE.annaMember, { once: true, minutes: 60 });
    assert.ok(answer.kind === 'accepted' && answer.made);
    harness.told.length = 0;
    return answer.made.what.id;
  }

  async function states(): Promise<string[]> {
    const { passes } = await harness.control<{ passes: { state: string }[] }>(
      'GET',
      `users/${PEOPLE.annaMember}/passes`,
    );
    return passes.map(({ state }) => state);
  }

  it('deletes it in one call', async () => {
    assert.equal(await withdraw(await made()), 'done');
    assert.deepEqual(await states(), ['deleted']);
    assert.equal(harness.told.length, 1);
    assert.equal(harness.told[0]?.method, 'DELETE');
  });

  it('is gone where it is not there any more, or another one has taken its place', async () => {
    const first = await made();
    await made();
    assert.equal(await withdraw(first), 'gone');
    assert.deepEqual(await states(), ['replaced', 'usable']);
    assert.equal(await withdraw(SOME_ID, PEOPLE.dorisDeleted), 'gone');
  });

  it('is denied to who may give none, and leaves it', async () => {
    assert.equal(await withdraw(await made(), PEOPLE.annaMember, PEOPLE.erikHelpdesk), 'denied');
    assert.deepEqual(await states(), ['usable']);
  });

  it('is gone, without asking, for what can be no id', async () => {
    for (const id of ['', '.', '..', '\ud800']) {
      assert.equal(await withdraw(id), 'gone');
      assert.equal(await withdraw(SOME_ID, id), 'gone');
    }
    assert.deepEqual(harness.told, []);
  });

  it('climbs nowhere with an id that looks like a path', async () => {
    assert.equal(await withdraw('../../x?y#z'), 'gone');
    const [call] = await harness.calls();
    assert.equal(call?.path, `/v1.0/users/${PEOPLE.annaMember}/authentication/${PASSES}/..%2F..%2Fx%3Fy%23z`);
  });

  it('is sent again when throttled', async () => {
    const id = await made();
    await harness.fault({ pathPattern: PASSES, status: 429, retryAfter: 1 });
    assert.equal(await withdraw(id, PEOPLE.annaMember, PEOPLE.johannaAuthentication, { patience: 5_000 }), 'done');
    assert.deepEqual(harness.waited, [1_000]);
    assert.deepEqual(await states(), ['deleted']);
  });

  const NOT_DONE = {
    denied: [{ status: 403 }, { status: 403, code: 'Authorization_RequestDenied' }],
    gone: [{ status: 404 }, { status: 410 }],
    unknown: [
      { status: 200, body: {} },
      { status: 202, body: {} },
      { status: 302, headers: { location: '/v1.0/me' } },
      { status: 400 },
      { status: 401 },
      { status: 408 },
      { status: 409 },
      { status: 429, retryAfter: 60 },
      { status: 500 },
      { status: 503 },
      { status: 503, applied: true },
      { drop: 'before' },
      { drop: 'after' },
      { delayMs: 5_000 },
      ...pairs([204, 403, 404], ['html', 'json', 'empty']).map(([status, foreign]) => ({ status, foreign })),
    ],
  } as const;
  for (const [kind, faults] of Object.entries(NOT_DONE)) {
    for (const fault of faults) {
      it(`${kind} when it answers ${JSON.stringify(fault)}, and is not sent again`, async () => {
        const id = await made();
        await harness.fault({ pathPattern: PASSES, times: null, ...fault });
        const options = { patience: 5_000, ...('delayMs' in fault && { timeout: 300 }) };
        assert.equal(await withdraw(id, PEOPLE.annaMember, PEOPLE.johannaAuthentication, options), kind);
        assert.equal(harness.told.length, 1);
      });
    }
  }
});
