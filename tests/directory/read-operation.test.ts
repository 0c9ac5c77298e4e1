import assert from 'node:assert/strict';
import type { OperationStatus } from '../../src/desk/ports.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

describe('directory: operation', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  /** Resets Anna's password and reads the operation as the same person. */
  async function poll(
    requester: string = PEOPLE.johannaAuthentication,
    fault?: Record<string, unknown>,
  ): Promise<OperationStatus> {
    const answer = await (await harness.as(requester)).resetPassword(PEOPLE.annaMember, 'Vnqc-7TkR-m4Wz');
    assert.ok(answer.kind === 'accepted' && answer.operationUrl);
    if (fault) await harness.fault({ pathPattern: '/operations/', times: null, ...fault });
    const reader = await harness.as(requester, fault?.delayMs === undefined ? {} : { timeout: 200 });
    return await reader.readOperation(answer.operationUrl);
  }

  it('has succeeded', async () => {
    assert.deepEqual(await poll(), { kind: 'succeeded' });
  });

  it('is running, with the time to wait', async () => {
    await harness.control('PUT', 'operations', { runningPolls: 5, retryAfterSeconds: 3 });
    assert.deepEqual(await poll(), { kind: 'running', retryAfterSeconds: 3 });
  });

  it('has failed, with the detail as it is', async () => {
    await harness.control('PUT', 'operations', { outcome: 'failed', statusDetail: 'OnPremisesPolicy' });
    assert.deepEqual(await poll(), { kind: 'failed', detail: 'OnPremisesPolicy' });
  });

  it('is unreadable for a role that may reset, but not read operations', async () => {
    assert.deepEqual(await poll(PEOPLE.erikHelpdesk), { kind: 'unreadable' });
  });

  const answers: [Record<string, unknown>, OperationStatus][] = [
    [{ status: 202, body: { status: 'Succeeded', statusDetail: 'ResetSuccess' } }, { kind: 'succeeded' }],
    [
      { status: 200, body: { status: 'FAILED' } },
      { kind: 'failed', detail: undefined },
    ],
    [
      { status: 200, body: { status: 'failed', statusDetail: 'x'.repeat(500) } },
      { kind: 'failed', detail: 'x'.repeat(200) },
    ],
    [
      { status: 200, body: { status: 'notStarted' } },
      { kind: 'running', retryAfterSeconds: undefined },
    ],
    [
      { status: 200, body: { status: 'unknownFutureValue' } },
      { kind: 'running', retryAfterSeconds: undefined },
    ],
    [
      { status: 200, body: {} },
      { kind: 'running', retryAfterSeconds: undefined },
    ],
    [
      { status: 200, malformedJson: true },
      { kind: 'running', retryAfterSeconds: undefined },
    ],
    [{ status: 404 }, { kind: 'unreadable' }],
    [{ status: 400 }, { kind: 'unreadable' }],
    [
      { status: 429, retryAfter: 2 },
      { kind: 'running', retryAfterSeconds: 2 },
    ],
    [{ status: 503 }, { kind: 'running', retryAfterSeconds: undefined }],
    [{ drop: 'before' }, { kind: 'running', retryAfterSeconds: undefined }],
    [{ delayMs: 5_000 }, { kind: 'running', retryAfterSeconds: undefined }],
  ];
  for (const [fault, expected] of answers) {
    it(`${JSON.stringify(fault).slice(0, 80)} is ${expected.kind}`, async () => {
      assert.deepEqual(await poll(PEOPLE.johannaAuthentication, fault), expected);
    });
  }

  it('asks for a new sign-in when the token is not accepted', async () => {
    await assertTrouble('sign-in-again', poll(PEOPLE.johannaAuthentication, { status: 401 }));
  });

  it('is unreadable on any other host, and nothing is sent', async () => {
    const session = await harness.as(PEOPLE.johannaAuthentication);
    for (const url of [
      'https://evil.example/v1.0/users/1/authentication/operations/2',
      'https://localhost:1/v1.0/x',
      'no url at all',
      '',
      '/',
    ]) {
      assert.deepEqual(await session.readOperation(url), { kind: 'unreadable' }, url);
    }
    assert.deepEqual(harness.told, []);
  });
});
