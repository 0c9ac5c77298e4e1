import assert from 'node:assert/strict';
import { DEFAULT_POLICY, eventsOf, rowsOf, type Waiting, waitForApproval } from '../../support/approvals.ts';
import { actions, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { assertNothingHappened, change, ERIK, fault, JOHANNA, lineOf, reads, resetCalls } from '../../support/story.ts';
import { World } from '../../support/world.ts';

const JOHANNAS_ID = 'f9215479-c9c7-431a-a197-9a23e09a875e';
const ROLE = { role: 'Authentication Administrator' };

describe('an approver, between Approve and the reset', () => {
  let world: World;
  let waiting: Waiting;
  let personal: Chat;
  let runCard: SentActivity;
  eachWithApprover(async scene => {
    ({ world } = scene);
    const { erik, johanna } = scene;
    waiting = await waitForApproval(world, erik);
    await stands(world, erik, { state: 'signed-out' });
    await waiting.deciding.chat.as(johanna).press(waiting.deciding.card, 'approve');
    personal = world.chat(erik);
    runCard = await personal.card('Approved: it is your turn');
    await stands(world, erik, { state: 'signed-in' });
    await world.sandbox.control('DELETE', 'calls');
  });

  const ENDED: readonly [what: string, end: () => Promise<unknown>, rule: string, text: RegExp][] = [
    [
      'is blocked',
      () => change(world, JOHANNA, { accountEnabled: false }),
      'approver-account-ended',
      /blocked or deleted since/,
    ],
    [
      'is deleted',
      () => world.sandbox.control('DELETE', `users/${JOHANNA}`),
      'approver-account-ended',
      /blocked or deleted since/,
    ],
    [
      'loses the role',
      () => change(world, JOHANNA, { removeRoles: [ROLE] }),
      'approver-role-ended',
      /holds no active role/,
    ],
    [
      'has a weaker role',
      () => change(world, JOHANNA, { removeRoles: [ROLE], assignRoles: [{ role: 'Password Administrator' }] }),
      'approver-role-ended',
      /holds no active role/,
    ],
    [
      'has the role with an app scope alone',
      () =>
        change(world, JOHANNA, {
          removeRoles: [ROLE],
          assignRoles: [{ ...ROLE, directoryScopeId: null, appScopeId: '/app' }],
        }),
      'approver-role-ended',
      /holds no active role/,
    ],
  ];
  for (const [what, end, rule, text] of ENDED) {
    it(`${what}: nothing is reset, the requester reads why, and it is on record`, async () => {
      await end();
      assert.match(reads(await personal.press(runCard, 'run')), text);
      const row = (await rowsOf(world, waiting.request)).at(-1);
      assert.deepEqual([row?.event, row?.rule], ['request-refused', rule]);
      await assertNothingHappened(world);
      assert.match(reads(await personal.press(runCard, 'run')), text, 'and stays refused');
      await assertNothingHappened(world);
    });
  }

  const UNREADABLE: readonly [what: string, pathPattern: string, wrong: object][] = [
    ['account is refused', `/users/${JOHANNAS_ID}\\?`, { status: 403, code: 'Authorization_RequestDenied' }],
    ['account fails', `/users/${JOHANNAS_ID}\\?`, { status: 500 }],
    ['account says nothing of being blocked', `/users/${JOHANNAS_ID}\\?`, { status: 200, body: { id: JOHANNAS_ID } }],
    ['account says it in another way', `/users/${JOHANNAS_ID}\\?`, { status: 200, body: { accountEnabled: 'true' } }],
    ['roles are refused', `/users/${JOHANNAS_ID}/.*directoryRole`, { status: 403, code: 'accessDenied' }],
    ['roles come empty', `/users/${JOHANNAS_ID}/.*directoryRole`, { status: 200, body: { value: [{ id: 'x' }] } }],
    ['assignments fail', `roleAssignments.*${JOHANNAS_ID}`, { status: 500 }],
  ];
  for (const [what, pathPattern, wrong] of UNREADABLE) {
    it(`whose ${what}: nothing is reset, and a minute later it can be tried again`, async () => {
      await fault(world, { service: 'graph', pathPattern, times: null, ...wrong });
      assert.match(
        lineOf(await personal.press(runCard, 'run')),
        /could not be read whether Johanna Bergström may still approve/,
      );
      const row = (await rowsOf(world, waiting.request)).at(-1);
      assert.deepEqual([row?.event, row?.rule], ['not-allowed', 'approver-not-readable']);
      await assertNothingHappened(world);
      await world.sandbox.control('DELETE', 'faults');
      assert.match(reads(await personal.press(runCard, 'run')), /reset the password of Gustav Norberg/);
      assert.equal(await resetCalls(world), 1);
    });
  }

  it('who could still approve is read in the same round trip, in a batch of twenty at most', async () => {
    await change(world, JOHANNA, { jobTitle: 'Other', assignRoles: [{ role: 'Groups Administrator' }] });
    assert.match(reads(await personal.press(runCard, 'run')), /reset the password of Gustav Norberg/);
    const calls = (await world.graphCalls()).filter(call => !call.path.includes('/operations/'));
    assert.deepEqual(
      calls.map(call => call.path.replace(/^.*\//, '')),
      ['$batch', 'resetPassword'],
    );
    assert.ok((calls[0]?.batch?.length ?? 21) <= 20);
  });
});

describe('an approver who can not be read at the moment of Approve', () => {
  it('has approved all the same: the request waits for its requester, who can run it', async () => {
    const world = await World.start(DEFAULT_POLICY);
    try {
      const [erik, johanna] = [await world.person(ERIK), await world.person(JOHANNA)];
      const waiting = await waitForApproval(world, erik);
      // The requester's read of the approver; the approver reads themselves as /me.
      await fault(world, { service: 'graph', pathPattern: `/users/${JOHANNAS_ID}\\?`, times: null, status: 500 });
      await waiting.deciding.chat.as(johanna).press(waiting.deciding.card, 'approve');
      assert.deepEqual((await eventsOf(world, waiting.request)).slice(-2), ['request-approved', 'not-allowed']);
      await assertNothingHappened(world);
      await world.sandbox.control('DELETE', 'faults');
      const card = await world.chat(erik).card('Approved: it is your turn');
      assert.ok(actions(cardOf(card)).some(one => one.verb === 'run'));
      assert.match(reads(await world.chat(erik).press(card, 'run')), /reset the password of Gustav Norberg/);
    } finally {
      await world.stop();
    }
  });
});
