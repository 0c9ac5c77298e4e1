import { DirectoryError } from '../errors.ts';
import { type Desk, settle } from './desk.ts';
import { actorOf, employeeIdsOf } from './judging/identify.ts';
import type { DirectorySession } from './ports.ts';
import { samePerson } from './request/actor.ts';
import { wasCarriedOut } from './request/duties.ts';
import type { EventOf } from './request/events.ts';
import { type Accepted, type Request, toldOf } from './request/request.ts';
import { TOLD_AS, type Told, type ToldAs, type Untold } from './request/told.ts';

/**
 * Settles who is told of what was done, before anything is sent: as the policy wants it, and as the directory names them now. Returns
 * the request as it then is. Without a session it is not known who the manager is.
 */
export async function settleTold(
  desk: Desk,
  session: DirectorySession | undefined,
  request: Request,
): Promise<Request | undefined> {
  if (!wasCarriedOut(request)) return undefined;
  const { notices } = desk.policy;
  const wanted = TOLD_AS.filter(as => (as === 'target-told' ? notices.target : notices.manager));
  const told = await Promise.all(wanted.map(as => toTell(desk, session, request, as)));
  return settle(desk, request.id, { type: 'to-be-told', told }, present => toldOf(present) === undefined);
}

/** Their card is in their chat; once they have pressed it, it is known how they read. */
export function toldSent(
  desk: Desk,
  requestId: string,
  told: string,
  where: Pick<EventOf<'told-sent'>, 'place' | 'viewer'>,
): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'told-sent', told, ...where });
}

/** They are not told. */
export function toldUnsent(desk: Desk, requestId: string, told: string, why: Untold): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'told-unsent', told, why });
}

/** The manager, to be reminded by what the directory says now; or why they can't be. */
export async function toRemind(
  desk: Desk,
  session: DirectorySession,
  request: Accepted,
): Promise<(Told & { of: NonNullable<Told['of']> }) | Untold> {
  const manager = await managerOf(desk, session, request);
  if (typeof manager === 'string') return manager;
  return { id: desk.newId(), as: 'manager-told', of: manager, remindedAt: desk.now() };
}

async function toTell(desk: Desk, session: DirectorySession | undefined, request: Accepted, as: ToldAs): Promise<Told> {
  const id = desk.newId();
  if (as === 'target-told') return { id, as, of: { id: request.target.id, name: request.target.displayName } };
  const manager = await managerOf(desk, session, request);
  return { id, as, ...(typeof manager === 'string' ? { unsent: manager } : { of: manager }) };
}

/** Whoever manages the target, if they can be told anything new: guests and blocked accounts are told nothing. */
async function managerOf(
  { policy }: Desk,
  session: DirectorySession | undefined,
  { target, requester }: Accepted,
): Promise<NonNullable<Told['of']> | Untold> {
  const manager = await session?.managerOf(target.id).catch(unread);
  if (manager === undefined) return 'not-known';
  if (manager === 'none') return 'no-manager';
  if (!manager.accountEnabled || manager.userType !== 'Member') return 'manager-unfit';
  const account = { id: manager.id, employeeIds: employeeIdsOf(manager) };
  if (samePerson(actorOf(policy.adminAccounts, requester), account) === 'same') return 'is-requester';
  return { id: manager.id, name: manager.displayName };
}

/** The directory gives no answer: nothing is known. */
function unread(error: unknown): undefined {
  if (!(error instanceof DirectoryError)) throw error;
}
