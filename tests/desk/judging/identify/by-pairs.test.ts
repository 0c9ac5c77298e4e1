import assert from 'node:assert/strict';
import { GUSTAV, KARIN, policy, waitForApproval } from '../../../support/approvals.ts';
import { stands } from '../../../support/sign-in.ts';
import { ANNA, change, ERIK, JOHANNA, resetAnna, resetCalls } from '../../../support/story.ts';
import {
  type Attack,
  agreeFromTheOther,
  approveFromTheOther,
  areRefused,
  secondReset,
  signedInAs,
  waits,
} from './attack.ts';
import { ADM, type TwoAccounts, wishes, withTwoAccounts } from './second-account.ts';

const PAIRS = policy('admin-pairs');

const ATTACKS: readonly Attack[] = [
  {
    what: 'approves their own request from the second account’s own chat',
    policy: PAIRS,
    tries: approveFromTheOther,
    rule: 'approver-is-requester',
  },
  {
    what: 'asks from the second account’s chat, and approves from their own',
    policy: PAIRS,
    tries: async ({ world, erik, adm }) => {
      const { chat, card } = await waitForApproval(world, adm, { target: GUSTAV });
      return chat.as(erik).press(card, 'approve');
    },
    rule: 'approver-is-requester',
  },
  {
    what: 'approves their own request after signing in as a colleague',
    policy: PAIRS,
    tries: async people => {
      const { chat, card } = await waits(people);
      await signedInAs(people.world, people.adm, JOHANNA);
      return chat.as(people.adm).press(card, 'approve');
    },
    rule: 'approver-is-requester',
  },
  {
    what: 'resets their own daily account with the second one',
    policy: PAIRS,
    tries: ({ world, erik }) => wishes(world.chat(erik), ERIK),
    rule: 'own-account',
  },
  {
    what: 'resets their own second account',
    policy: PAIRS,
    tries: ({ world, erik }) => wishes(world.chat(erik), ADM),
    rule: 'own-account',
  },
  {
    what: 'resets their daily account from the second account’s chat',
    policy: PAIRS,
    tries: ({ world, adm }) => wishes(world.chat(adm), ERIK),
    rule: 'own-account',
  },
  {
    what: 'signs in with their daily account instead of the paired one',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
      await stands(world, erik, { account: erik.objectId });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'not-acting-account',
  },
  {
    what: 'signs in with an account that is paired with nobody',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      await signedInAs(world, erik, JOHANNA);
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'not-acting-account',
  },
  {
    what: 'uses the account that is paired with somebody else',
    policy: PAIRS,
    tries: async ({ world }) => {
      const johanna = await world.person(JOHANNA);
      await signedInAs(world, johanna, ADM);
      return wishes(world.chat(johanna), ANNA);
    },
    rule: 'signed-in-as-another',
  },
  {
    what: 'is signed in with the second account where the policy pairs nobody',
    policy: policy('one-person'),
    tries: ({ world, erik }) => wishes(world.chat(erik), ANNA),
    rule: 'signed-in-as-another',
  },
  {
    what: 'swaps the sign-in between asking and confirming',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      const chat = world.chat(erik);
      const asked = await wishes(chat, ANNA);
      await signedInAs(world, erik, JOHANNA);
      return chat.press(asked, 'confirm');
    },
    rule: 'not-acting-account',
  },
  {
    what: 'swaps the sign-in between the request and its approval',
    policy: PAIRS,
    tries: async people => {
      const { world, erik } = people;
      const { chat, card } = await waits(people);
      await signedInAs(world, erik, KARIN);
      return chat.as(await world.person(JOHANNA)).press(card, 'approve');
    },
    rule: 'not-acting-account',
  },
  {
    what: 'shows the password after signing in with the daily account',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      const { chat, handover } = await resetAnna(world, erik);
      await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
      await stands(world, erik, { account: erik.objectId });
      return chat.press(handover, 'show');
    },
    rule: 'not-acting-account',
    resets: 1,
  },
  {
    what: 'asks with a daily account that is blocked',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      await change(world, ERIK, { accountEnabled: false });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'requester-blocked',
  },
  {
    what: 'confirms with a daily account that was blocked meanwhile',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      const chat = world.chat(erik);
      const asked = await wishes(chat, ANNA);
      await change(world, ERIK, { accountEnabled: false });
      return chat.press(asked, 'confirm');
    },
    rule: 'requester-blocked',
  },
  {
    what: 'confirms in a channel from the second account, where the daily one that asked was blocked meanwhile',
    policy: PAIRS,
    tries: async ({ world, erik, adm }) => {
      const chat = world.chat(erik, 'channel');
      const asked = await wishes(chat, ANNA);
      await change(world, ERIK, { accountEnabled: false });
      return chat.as(adm).press(asked, 'confirm');
    },
    rule: 'requester-blocked',
  },
  {
    what: 'asks from the second account’s chat while the daily one is blocked',
    policy: PAIRS,
    tries: async ({ world, adm }) => {
      await change(world, ERIK, { accountEnabled: false });
      return wishes(world.chat(adm), ANNA);
    },
    rule: 'requester-blocked',
  },
  ...(['approve', 'decline'] as const).map(verb => ({
    what: `presses ${verb} with a daily account that was blocked meanwhile`,
    policy: PAIRS,
    tries: async ({ world, erik }: TwoAccounts) => {
      const { chat, card } = await waitForApproval(world, await world.person(JOHANNA), { target: GUSTAV });
      await change(world, ERIK, { accountEnabled: false });
      return chat.as(erik).press(card, verb, { declineReason: 'no' });
    },
    rule: 'requester-blocked',
    second: true,
  })),
  {
    what: 'shows the password with a daily account that was blocked meanwhile',
    policy: PAIRS,
    tries: async ({ world, erik }) => {
      const { chat, handover } = await resetAnna(world, erik);
      await change(world, ERIK, { accountEnabled: false });
      return chat.press(handover, 'show');
    },
    rule: 'requester-blocked',
    resets: 1,
  },
  {
    what: 'shows the password of their request from the second account’s chat',
    policy: PAIRS,
    tries: async ({ world, erik, adm }) => {
      const { handover } = await resetAnna(world, erik);
      return world.chat(adm).press(handover, 'show');
    },
    rule: 'elsewhere',
    resets: 1,
  },
  {
    what: 'takes over their own request with the other account, whose role is stronger by now',
    policy: PAIRS,
    tries: async ({ world, erik, adm }) => {
      await resetAnna(world, erik);
      await change(world, ADM, { assignRoles: [{ role: 'Global Administrator' }] });
      return wishes(world.chat(adm), ANNA);
    },
    rule: 'target-already-open',
    resets: 1,
  },
  {
    what: 'goes above the limit by switching accounts',
    policy: policy('admin-pairs-limited'),
    tries: secondReset,
    rule: 'limit-requester',
    resets: 1,
  },
  {
    what: 'moves the approvals as two people with two accounts',
    policy: policy('admin-pairs-two-people'),
    tries: agreeFromTheOther,
    rule: 'approvals-same-person',
  },
];

describe('the second account around a rule, by a pair of the policy', () => {
  areRefused(ATTACKS);

  it('a colleague approves what was asked with it', async () => {
    const people = await withTwoAccounts(PAIRS);
    const { world } = people;
    try {
      const { chat, card } = await waits(people);
      const answer = await chat.as(await world.person(JOHANNA)).press(card, 'approve');
      assert.match(JSON.stringify(answer), /Gustav Norberg/);
      assert.equal(await resetCalls(world), 1);
    } finally {
      await world.stop();
    }
  });
});
