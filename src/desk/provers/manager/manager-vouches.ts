import { accountOf, actorOf, employeeIdsOf } from '../../judging/identify.ts';
import { refusal } from '../../judging/judge.ts';
import type { Manager } from '../../judging/people-as-read.ts';
import { samePerson } from '../../request/actor.ts';
import { approvalOf } from '../../request/request.ts';
import { DAY, MOST_VOUCHING_ASKS, VOUCHING_LIFETIME } from '../../times.ts';
import type { Asking, Prover } from '../prover.ts';

/** The manager, whom the directory names, says that it is the person: after a call of their own, or face to face. */
export const managerVouches: Prover = {
  lifetime: VOUCHING_LIFETIME,
  limit: { atMost: MOST_VOUCHING_ASKS, within: DAY },
  async whom(asking) {
    const { session, target } = asking;
    const { id, displayName } = target.account;
    const about = { target: displayName };
    const manager = await session.managerOf(id);
    if (manager === undefined) return refusal('proof-not-checked', about);
    if (manager === 'none') return refusal('proof-no-manager', about);
    const named = { ...about, manager: manager.displayName };
    const apart = isApart(manager, asking);
    if (manager.accountEnabled === undefined || apart === 'unknown') return refusal('proof-not-checked', named);
    const isFit = manager.accountEnabled && manager.userType === 'Member' && apart === 'different';
    if (!isFit) return refusal('proof-manager-unfit', named);
    const employeeIds = employeeIdsOf(manager);
    return { id: manager.id, name: manager.displayName, ...(employeeIds && { employeeIds }) };
  },
  begin: () => ({}),
  judge: (_, answer) => {
    if (answer === 'yes') return 'proved';
    return answer === 'cannot-tell' ? 'cannot-tell' : undefined;
  },
  readAgain: true,
};

/** Whether they are nobody who has a part in the request already, with whichever account. */
function isApart(manager: Manager, asking: Asking): ReturnType<typeof samePerson> {
  const { actor, target, request, adminAccounts } = asking;
  const own = accountOf(target);
  // Whether the target's other accounts are somebody's is told by the employee ID, where the policy joins accounts by it.
  if (adminAccounts.sharedAttribute !== 'none' && own.employeeIds === undefined) return 'unknown';
  const approver = approvalOf(request)?.decision?.by;
  const parties = [actor, actorOf(adminAccounts, own), ...(approver ? [actorOf(adminAccounts, approver)] : [])];
  const account = { id: manager.id, employeeIds: employeeIdsOf(manager) };
  const found = parties.map(each => samePerson(each, account));
  if (found.includes('same')) return 'same';
  return found.includes('unknown') ? 'unknown' : 'different';
}
