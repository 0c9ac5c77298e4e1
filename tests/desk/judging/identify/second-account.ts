import type { Chat } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { stands } from '../../../support/sign-in.ts';
import { change, ERIK } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

/** Erik's second account, which alone holds his role here. */
export const ADM = 'adm.1001@fjallvind.example';
const ROLE = [{ role: 'Helpdesk Administrator' }];

/** Erik with a second account, signed in with it. */
export interface TwoAccounts {
  world: World;
  erik: Client;
  /** The same person, chatting from the second account. */
  adm: Client;
}

/** `number`: the employee ID of both. */
export async function withTwoAccounts(policy: { POLICY_FILE: string }, number?: string): Promise<TwoAccounts> {
  const world = await World.start(policy);
  const [erik, adm] = [await world.person(ERIK), await world.person(ADM)];
  await change(world, ERIK, { removeRoles: ROLE, employeeId: number ?? null });
  await change(world, ADM, { assignRoles: ROLE, employeeId: number ?? null });
  await stands(world, erik, { account: adm.objectId });
  return { world, erik, adm };
}

/** Asks for a reset, and returns the card. */
export function wishes(chat: Chat, target: string): Promise<SentActivity> {
  return chat.says(`reset password for ${target}`);
}
