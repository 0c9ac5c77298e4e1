import { act, notHappening } from './act.ts';
import { ACTIONS } from './actions/actions.ts';
import { type Answered, STALE } from './answers.ts';
import type { Desk } from './desk.ts';
import { whyNotApprovals } from './history.ts';
import { identify } from './judging/identify.ts';
import { refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import { owes } from './request/duties.ts';
import type { Done, Request } from './request/request.ts';
import { toRemind } from './tell.ts';

/**
 * Somebody wants the manager to be reminded of a password that was not changed, or a pass that was not used: whose request it is, or
 * who sees approvals. It is read once more with their own sign-in; what has been used up by now is `stale`.
 * @throws DirectoryError
 */
export async function remindManager(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'remind-manager'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  // Who is told of what was done is settled first.
  if (request.state !== 'done' || (request.told === undefined && owes(request, 'tell'))) return STALE;
  const facts = await reminding(desk, session, request, command);
  return facts === 'used' ? STALE : act(desk, request, command, decide(request, command, facts, desk.now()));
}

async function reminding(
  desk: Desk,
  session: DirectorySession,
  request: Done,
  { by }: Command<'remind-manager'>,
): Promise<Facts['remind-manager'] | 'used'> {
  if (by.id !== request.requester.id) {
    const { requester } = await session.examine(by.id);
    const who = identify(desk.policy.adminAccounts, by.id, requester);
    const why = 'rule' in who ? who : whyNotApprovals(requester, who);
    if (why) return { kind: 'denied', refusal: why, passing: true };
  }
  const uses = await ACTIONS[request.action].uses(session, [request], desk.now());
  if (uses.get(request.id) === 'used') return 'used';
  const told = await toRemind(desk, session, request);
  if (typeof told !== 'string') return { kind: 'remind', told };
  const why = refusal('no-manager-to-remind', { target: request.target.displayName });
  return { kind: 'denied', refusal: why, passing: true };
}
