import { policy } from '../../../support/approvals.ts';
import { stands } from '../../../support/sign-in.ts';
import { ANNA, change, ERIK, fault, JOHANNA, resetAnna } from '../../../support/story.ts';
import { type Attack, agreeFromTheOther, approveFromTheOther, areRefused, secondReset, waits } from './attack.ts';
import { ADM, wishes } from './second-account.ts';

const SHARED = policy('admin-employee-id');

const ATTACKS: readonly Attack[] = [
  {
    what: 'approves their own request from the second account, joined by the employee ID',
    policy: SHARED,
    number: 'E-1001',
    tries: approveFromTheOther,
    rule: 'approver-is-requester',
  },
  {
    what: 'resets their second account with a role on the daily one, joined by the employee ID',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
      await stands(world, erik, { account: erik.objectId });
      return wishes(world.chat(erik), ADM);
    },
    rule: 'own-account',
  },
  {
    what: 'resets the daily account from the second account’s chat, joined by an employee ID in other letters',
    policy: SHARED,
    number: 'e-1',
    tries: async ({ world, adm }) => {
      await change(world, ERIK, { employeeId: 'E-1' });
      return wishes(world.chat(adm), ERIK);
    },
    rule: 'own-account',
  },
  {
    what: 'takes two accounts without an employee ID for one person’s',
    policy: SHARED,
    tries: ({ world, erik }) => wishes(world.chat(erik), ANNA),
    rule: 'signed-in-as-another',
  },
  {
    what: 'takes two accounts whose employee ID is blanks for one person’s',
    policy: SHARED,
    number: '  ',
    tries: ({ world, erik }) => wishes(world.chat(erik), ANNA),
    rule: 'signed-in-as-another',
  },
  {
    what: 'takes an employee ID that differs in its letters alone for the same',
    policy: SHARED,
    number: 'e-1',
    tries: async ({ world, erik }) => {
      await change(world, ERIK, { employeeId: 'E-1' });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'signed-in-as-another',
  },
  {
    what: 'acts while the employee ID of the daily account can’t be read',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      const pathPattern = `/users/${erik.objectId}\\?\\$select=id,accountEnabled`;
      await fault(world, { service: 'graph', pathPattern, status: 403, times: null });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'person-unknown',
  },
  {
    what: 'acts while it can’t be read who else has the employee ID',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      await fault(world, { service: 'graph', pathPattern: 'filter=employeeId', status: 403, times: null });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'person-unknown',
  },
  {
    what: 'acts while the search for the employee ID misses accounts that are known to have it',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      const body = { value: [{ id: erik.objectId }] };
      await fault(world, { service: 'graph', pathPattern: 'filter=employeeId', status: 200, body, times: null });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'person-unknown',
  },
  {
    what: 'goes on with another account of theirs than the request was begun with',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      const chat = world.chat(erik);
      const asked = await wishes(chat, ANNA);
      await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
      await stands(world, erik, { account: erik.objectId });
      return chat.press(asked, 'confirm');
    },
    rule: 'not-acting-account',
  },
  {
    what: 'takes over their own request with the other account, joined by the employee ID',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik, adm }) => {
      await resetAnna(world, erik);
      await change(world, ADM, { assignRoles: [{ role: 'Global Administrator' }] });
      return wishes(world.chat(adm), ANNA);
    },
    rule: 'target-already-open',
    resets: 1,
  },
  {
    what: 'goes above the limit by switching accounts, joined by the employee ID',
    policy: policy('admin-employee-id-limited'),
    number: '1001',
    tries: secondReset,
    rule: 'limit-requester',
    resets: 1,
  },
  {
    what: 'moves the approvals as two people with two accounts, joined by the employee ID',
    policy: policy('admin-employee-id-two-people'),
    number: '1001',
    tries: agreeFromTheOther,
    rule: 'approvals-same-person',
  },
  {
    what: 'approves their own request with a third account that has the employee ID too',
    policy: SHARED,
    number: '1001',
    tries: async people => {
      await change(people.world, JOHANNA, { employeeId: '1001' });
      const { chat, card } = await waits(people);
      return chat.as(await people.world.person(JOHANNA)).press(card, 'approve');
    },
    rule: 'approver-is-requester',
  },
  {
    what: 'resets a third account that has the employee ID too',
    policy: SHARED,
    number: '1001',
    tries: async ({ world, erik }) => {
      await change(world, ANNA, { employeeId: '1001' });
      return wishes(world.chat(erik), ANNA);
    },
    rule: 'own-account',
  },
];

describe('the second account around a rule, by the employee ID', () => {
  areRefused(ATTACKS);
});
