import { DirectoryError } from '../errors.ts';
import { act, notHappening } from './act.ts';
import type { Afterwards } from './actions/action.ts';
import { ACTIONS } from './actions/actions.ts';
import type { Receipt } from './actions/kept.ts';
import { type Answered, STALE } from './answers.ts';
import { type Desk, settle } from './desk.ts';
import { refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Done, Request } from './request/request.ts';
import { MOST_HISTORY_ROWS } from './times.ts';
import { whyNotShown } from './why-not-shown.ts';

/**
 * The requester asks what has become of what they handed over. Read with their own sign-in.
 * @throws DirectoryError when they have to sign in again
 */
export async function readReceipt(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'read-receipt'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  const { afterwards } = ACTIONS[request.action];
  if (request.state !== 'done' || !afterwards) return STALE;
  const concludes = (facts: Facts['read-receipt']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  const denied = await whyNotShown(desk, session, request);
  if (denied) return concludes(denied);
  try {
    return concludes({ kind: 'read', receipt: await read(session, request, afterwards, desk.now()) });
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.trouble === 'sign-in-again') throw error;
    const why = refusal(afterwards.refusals.read, { target: request.target.displayName });
    return concludes({ kind: 'denied', refusal: why, passing: true });
  }
}

/** What this person handed over lately, and of which it is open what becomes of it. */
export async function openReceipts(desk: Desk, requesterId: string): Promise<Done[]> {
  return (await desk.store.history({ requesterId }, MOST_HISTORY_ROWS)).filter(mayChange);
}

/**
 * Looks what has become of one of these. Returns the request as it then is, undefined where there is nothing new.
 * @throws DirectoryError
 */
export async function lookForReceipt(
  desk: Desk,
  session: DirectorySession,
  request: Done,
): Promise<Request | undefined> {
  const { afterwards } = ACTIONS[request.action];
  const receipt = afterwards && (await read(session, request, afterwards, desk.now()));
  if (!receipt || receipt.status === request.receipt?.status) return undefined;
  return settle(desk, request.id, { type: 'receipt-read', receipt });
}

/**
 * With an account that has left the directory, what it had is gone for good: a look at the account tells. @throws DirectoryError
 */
async function read(session: DirectorySession, request: Done, afterwards: Afterwards, now: number): Promise<Receipt> {
  try {
    return await afterwards.read(session, request, now);
  } catch (error) {
    const isGone = error instanceof DirectoryError && error.trouble === 'gone';
    if (!isGone || (await session.examine(request.target.id)).target) throw error;
    return { status: 'withdrawn', at: now };
  }
}

/** What the policy has switched off works again once that is switched on. */
const OPEN: readonly (Receipt['status'] | undefined)[] = [undefined, 'not-used', 'not-yet', 'disabled'];

function mayChange(request: Request): request is Done {
  if (request.state !== 'done' || request.ending !== 'handed-over' || request.withdrawnAt !== undefined) return false;
  return OPEN.includes(request.receipt?.status) && ACTIONS[request.action].afterwards !== undefined;
}
