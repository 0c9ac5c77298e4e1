import { accountOf } from '../../judging/identify.ts';
import { refusal } from '../../judging/judge.ts';
import type { Manager } from '../../judging/people-as-read.ts';
import { samePerson } from '../../request/actor.ts';
import type { Somebody } from '../../request/people.ts';
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
    if (manager.accountEnabled === undefined) return refusal('proof-not-checked', named);
    return isFit(manager, asking)
      ? { id: manager.id, name: manager.displayName }
      : refusal('proof-manager-unfit', named);
  },
  begin: () => ({}),
  judge: (_, answer) => {
    if (answer === 'yes') return 'proved';
    return answer === 'cannot-tell' ? 'cannot-tell' : undefined;
  },
  readAgain: true,
};

/** In use, of this tenant, and nobody who has a part in the request already, with whichever account. */
function isFit(manager: Manager, { actor, target, request }: Asking): boolean {
  if (manager.accountEnabled !== true || manager.userType !== 'Member') return false;
  const { id, employeeId } = manager;
  const as: Pick<Somebody, 'id' | 'employeeIds'> = {
    id,
    employeeIds: employeeId === undefined ? undefined : [employeeId.trim().toLowerCase()].filter(Boolean),
  };
  if (id === target.account.id || samePerson(actor, as) !== 'different') return false;
  const own = accountOf(target);
  const shared = own.employeeIds?.some(number => as.employeeIds?.includes(number)) ?? false;
  const approver = approvalOf(request)?.decision?.by;
  return !shared && approver?.id !== id && approver?.acting?.id !== id;
}
