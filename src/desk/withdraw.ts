import { act, notHappening } from './act.ts';
import { ACTIONS } from './actions/actions.ts';
import { type Answered, doneOr, STALE } from './answers.ts';
import { type Desk, settle } from './desk.ts';
import { refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Request } from './request/request.ts';
import { unclaimed } from './unclaimed.ts';
import { whyNotShown } from './why-not-shown.ts';

/**
 * The requester pressed Withdraw: what was made is taken back in the directory with their own sign-in, whether it was handed over
 * or not. A refusal changes nothing, and can be tried again.
 * @throws DirectoryError
 */
export async function withdraw(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'withdraw'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  const { afterwards } = ACTIONS[request.action];
  if ((request.state !== 'carried-out' && request.state !== 'done') || !afterwards) return STALE;
  if (request.state === 'done' && request.withdrawnAt !== undefined) return STALE;
  const concludes = (facts: Facts['withdraw']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  const why = await whyNotShown(desk, session, request);
  if (why) return concludes(why);
  const taken = await afterwards.withdraw(session, request, unclaimed(desk, request));
  if (taken === 'done' || taken === 'gone') {
    const ended = await concludes({ kind: 'withdrawn' });
    // What waited has ended by it, or by a press of the same moment: that it was taken back is true all the same.
    return request.state === 'done' ? ended : noted(desk, request);
  }
  const rule = afterwards.refusals.withdraw;
  return concludes({ kind: 'denied', refusal: refusal(rule, { target: request.target.displayName }), passing: true });
}

/** That it was taken back, after the request has ended. */
async function noted(desk: Desk, request: Request): Promise<Answered> {
  return doneOr(await settle(desk, request.id, { type: 'withdrawn' }, ({ state }) => state === 'done'), STALE);
}
