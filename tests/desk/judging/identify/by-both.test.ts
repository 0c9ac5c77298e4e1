import { GUSTAV, policy, waitForApproval } from '../../../support/approvals.ts';
import { ANNA, change, fault, JOHANNA, OLIVIA, resetAnna } from '../../../support/story.ts';
import { type Attack, areRefused } from './attack.ts';
import { ADM, type TwoAccounts, wishes } from './second-account.ts';

const BOTH = policy('admin-both');
const NUMBER = '1001';

/** The second account of the pair has another employee ID than the daily one, or none; a third account has that of the daily one. */
async function third({ world }: TwoAccounts, name: string, employeeId: string | null = null): Promise<void> {
  await change(world, ADM, { employeeId });
  await change(world, name, { employeeId: NUMBER });
}

/** Both accounts of the pair and a third one have the same employee ID. */
async function thirdOfAll({ world }: TwoAccounts, name: string): Promise<void> {
  await change(world, name, { employeeId: NUMBER });
}

const ATTACKS: readonly Attack[] = [
  {
    what: 'resets from the second account’s chat an account with the employee ID of the daily one',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await third(people, ANNA);
      return wishes(people.world.chat(people.adm), ANNA);
    },
    rule: 'own-account',
  },
  {
    what: 'asks from the second account’s chat, and approves with an account with the employee ID of the daily one',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await thirdOfAll(people, JOHANNA);
      const { chat, card } = await waitForApproval(people.world, people.adm, { target: GUSTAV });
      return chat.as(await people.world.person(JOHANNA)).press(card, 'approve');
    },
    rule: 'approver-is-requester',
  },
  {
    what: 'asks with a third account with the employee ID of both, and approves from the second account’s chat',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await thirdOfAll(people, JOHANNA);
      const johanna = await people.world.person(JOHANNA);
      const { chat, card } = await waitForApproval(people.world, johanna, { target: GUSTAV });
      return chat.as(people.adm).press(card, 'approve');
    },
    rule: 'approver-is-requester',
  },
  {
    what: 'resets the second account with a third account with the employee ID of both',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await thirdOfAll(people, JOHANNA);
      await change(people.world, JOHANNA, { assignRoles: [{ role: 'Global Administrator' }] });
      return wishes(people.world.chat(await people.world.person(JOHANNA)), ADM);
    },
    rule: 'own-account',
  },
  {
    what: 'goes above the limit with a third account with the employee ID of both',
    policy: policy('admin-both-limited'),
    number: NUMBER,
    tries: async people => {
      await thirdOfAll(people, JOHANNA);
      await resetAnna(people.world, people.adm);
      return wishes(people.world.chat(await people.world.person(JOHANNA)), OLIVIA);
    },
    rule: 'limit-requester',
    resets: 1,
  },
  {
    what: 'asks with a third account that has the employee ID of one half of a pair alone',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await third(people, JOHANNA);
      return wishes(people.world.chat(await people.world.person(JOHANNA)), ANNA);
    },
    rule: 'person-unknown',
  },
  {
    what: 'asks with a fourth account that has the employee ID of the second one, where a third has that of the daily one',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      await third(people, OLIVIA, '2002');
      await change(people.world, JOHANNA, { employeeId: '2002' });
      return wishes(people.world.chat(await people.world.person(JOHANNA)), OLIVIA);
    },
    rule: 'person-unknown',
  },
  {
    what: 'approves with a third account that has the employee ID of one half of a pair alone',
    policy: BOTH,
    number: NUMBER,
    tries: async people => {
      const { chat, card } = await waitForApproval(people.world, people.erik, { target: GUSTAV });
      await third(people, JOHANNA);
      return chat.as(await people.world.person(JOHANNA)).press(card, 'approve');
    },
    rule: 'person-unknown',
    second: true,
  },
  {
    what: 'acts from the second account’s chat while the employee ID of the daily account can’t be read',
    policy: BOTH,
    number: NUMBER,
    tries: async ({ world, erik, adm }) => {
      const pathPattern = `/users/${erik.objectId}\\?\\$select=id,accountEnabled`;
      await fault(world, { service: 'graph', pathPattern, status: 403, times: null });
      return wishes(world.chat(adm), ANNA);
    },
    rule: 'person-unknown',
  },
];

describe('the second account around a rule, by a pair and the employee ID together', () => {
  areRefused(ATTACKS);
});
