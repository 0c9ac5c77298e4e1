import assert from 'node:assert/strict';
import { GUSTAV, KARIN, type Waiting, waitForApproval } from '../../../support/approvals.ts';
import type { InvokeAnswer } from '../../../support/chat.ts';
import { stands } from '../../../support/sign-in.ts';
import { audit, resetAnna, resetCalls } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';
import { type TwoAccounts, wishes, withTwoAccounts } from './second-account.ts';

/** One try to use the second account around a rule. */
export interface Attack {
  what: string;
  policy: { POLICY_FILE: string };
  /** The employee ID of both accounts. */
  number?: string;
  /** Resolves to what is answered. */
  tries(people: TwoAccounts): Promise<unknown>;
  rule: string;
  /** Pressed as a second person. */
  second?: boolean;
  /** Resets that were right, before it. */
  resets?: number;
}

/** Erik's request about somebody with a role waits, in a channel. */
export function waits({ world, erik }: TwoAccounts): Promise<Waiting> {
  return waitForApproval(world, erik, { target: GUSTAV });
}

export async function signedInAs(world: World, client: Client, name: string): Promise<void> {
  await stands(world, client, { account: (await world.person(name)).objectId });
}

export async function approveFromTheOther(people: TwoAccounts): Promise<InvokeAnswer> {
  const { chat, card } = await waits(people);
  return chat.as(people.adm).press(card, 'approve');
}

/** One reset with the one account, and a wish for another with the other account. */
export async function secondReset({ world, erik, adm }: TwoAccounts): Promise<unknown> {
  await resetAnna(world, erik);
  return wishes(world.chat(adm), 'olivia.bennett@fjallvind.example');
}

export async function agreeFromTheOther({ world, erik, adm }: TwoAccounts): Promise<InvokeAnswer> {
  await world.person(KARIN);
  const chat = world.chat(erik, 'channel');
  const card = await chat.says('approvals here');
  return chat.as(adm).press(card, 'agree');
}

/** Each is refused, it is on record, and nothing else is reset. */
export function areRefused(attacks: readonly Attack[]): void {
  let people: TwoAccounts | undefined;
  afterEach(async () => {
    await people?.world.stop();
    people = undefined;
  });
  for (const { what, policy, number, tries, rule, second, resets = 0 } of attacks) {
    it(`whoever ${what} is refused (${rule}), on record`, async () => {
      people = await withTwoAccounts(policy, number);
      const { world } = people;
      const answer = JSON.stringify(await tries(people));
      const refused = (await audit(world)).findLast(row => row.rule !== undefined);
      assert.equal(refused?.rule, rule, answer);
      const events =
        second || rule === 'approver-is-requester' ? /^approval-refused$/ : /^(?:not-allowed|request-refused)$/;
      assert.match(refused?.event ?? '', events);
      assert.equal(await resetCalls(world), resets, answer);
    });
  }
}
