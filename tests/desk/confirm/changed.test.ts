import assert from 'node:assert/strict';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import {
  ANNA,
  askForAnna,
  assertNothingHappened,
  audit,
  change,
  ERIK,
  fault,
  JOHANNA,
  lineOf,
  nowReads,
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { World } from '../../support/world.ts';

describe('what changed between the card and the click', () => {
  let world: World;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, chat, asked } = scene), 'channel');

  /** Confirm is refused for this reason, everybody sees it, it is on record, and Graph was asked for no reset. */
  async function assertRefused(rule: string, text: RegExp): Promise<void> {
    assert.match(reads(await chat.press(asked, 'confirm')), text);
    assert.match(nowReads(world, asked), text);
    const row = (await audit(world)).at(-1);
    assert.deepEqual([row?.event, row?.rule], ['request-refused', rule]);
    await assertNothingHappened(world);
    assert.match(reads(await chat.press(asked, 'confirm')), text, 'and stays refused');
    await assertNothingHappened(world);
  }

  it('the target got a role that the requester’s would cover', async () => {
    await change(world, ANNA, { assignRoles: [{ role: 'Reports Reader' }] });
    await assertRefused('target-roles-changed', /The account's roles have changed[\s\S]*Anna Svensson/);
  });

  it('the target got a role that the requester’s does not cover', async () => {
    await change(world, ANNA, { assignRoles: [{ role: 'Global Administrator' }] });
    await assertRefused('requester-role-does-not-cover', /Anna Svensson holds Global Administrator/);
  });

  it('the target got a role through a group', async () => {
    await change(world, ANNA, { joinGroups: ['Service desk administrators'] });
    await assertRefused('target-guards-roles', /protected by a group[\s\S]*Anna Svensson is a member or owner/);
  });

  it('the target lost a role', async () => {
    asked = await chat.says('reset password for gustav.norberg@fjallvind.example');
    await change(world, 'gustav.norberg@fjallvind.example', { removeRoles: [{ role: 'Reports Reader' }] });
    await assertRefused('target-roles-changed', /The account's roles have changed[\s\S]*Gustav Norberg/);
  });

  it('the target has another name', async () => {
    await change(world, ANNA, { displayName: 'Anna Berg' });
    await assertRefused('target-changed', /The account has changed[\s\S]*Anna Svensson[\s\S]*Anna Berg/);
  });

  it('the target has another sign-in name', async () => {
    await change(world, ANNA, { userPrincipalName: 'anna.berg@fjallvind.example' });
    await assertRefused('target-changed', /anna\.svensson@fjallvind[\s\S]*anna\.berg@fjallvind/);
  });

  it('the target was deleted', async () => {
    await world.sandbox.control('DELETE', `users/${encodeURIComponent(ANNA)}`);
    await assertRefused('target-gone', /The account is gone[\s\S]*Anna Svensson/);
  });

  it('the target is synced now', async () => {
    await change(world, ANNA, { onPremisesSyncEnabled: true });
    await assertRefused('target-synced', /comes from Active Directory/);
  });

  it('the target is protected now', async () => {
    await change(world, ANNA, { joinUnits: ['Executive office'] });
    await assertRefused('target-restricted', /This account is protected/);
  });

  it('the requester’s role is gone', async () => {
    await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
    await assertRefused('requester-roles-changed', /Your roles have changed/);
  });

  it('the requester has a weaker role now', async () => {
    asked = await chat.says('reset password for gustav.norberg@fjallvind.example');
    await change(world, ERIK, {
      removeRoles: [{ role: 'Helpdesk Administrator' }],
      assignRoles: [{ role: 'Password Administrator' }],
    });
    await assertRefused('requester-role-does-not-cover', /Your role does not cover[\s\S]*Reports Reader/);
  });

  it('the requester’s roles can’t be read any more', async () => {
    await fault(world, { service: 'graph', pathPattern: '/me/transitiveMemberOf', status: 403, times: null });
    await assertRefused('requester-roles-unknown', /Your roles could not be read/);
  });

  it('the target’s roles can’t be read any more', async () => {
    await fault(world, { service: 'graph', pathPattern: '/users/.*transitiveMemberOf', status: 403, times: null });
    await assertRefused('target-roles-unknown', /The account's roles could not be read/);
  });

  it('a colleague’s reset of the same person is not settled yet', async () => {
    const johanna = await askForAnna(world, await world.person(JOHANNA));
    await fault(world, { service: 'graph', pathPattern: 'resetPassword', status: 500 });
    await johanna.chat.press(johanna.asked, 'confirm');
    assert.match(reads(await chat.press(asked, 'confirm')), /Something is already under way[\s\S]*Anna Svensson/);
    assert.equal(await resetCalls(world), 1);
  });

  it('nothing that matters: a new title is no obstacle', async () => {
    await change(world, ANNA, { jobTitle: 'Key account manager', department: 'Marketing' });
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
  });

  for (const [what, trouble] of [
    ['answers 500', { status: 500 }],
    ['sends half of its answer', { malformedJson: true }],
    ['drops the connection', { drop: 'before' }],
  ] as const) {
    it(`Graph ${what} when it is read again: an error with a number, and the card still works`, async () => {
      await fault(world, { service: 'graph', pathPattern: 'batch', times: null, ...trouble });
      assert.match(lineOf(await chat.press(asked, 'confirm')), /give your administrator this number: [\w-]{36}$/);
      await assertNothingHappened(world);
      await world.sandbox.control('DELETE', 'faults');
      assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
    });
  }

  it('Graph is busy when it is read again: told so, and the card still works', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', status: 429, retryAfter: 60 });
    assert.match(lineOf(await chat.press(asked, 'confirm')), /This was not done\. Try again in a minute/);
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
  });
});
