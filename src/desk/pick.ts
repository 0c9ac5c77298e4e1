import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { type Instead, insteadOf } from './ask.ts';
import type { Desk } from './desk.ts';
import { identifyAgain } from './judging/identify.ts';
import { chosenTarget, type Parties, refusal } from './judging/judge.ts';
import type { Requester, Target } from './judging/people-as-read.ts';
import { type Confirmation, judgeOpening, type Offer, opening } from './opening.ts';
import type { DirectorySession } from './ports.ts';
import { candidateOf } from './request/candidate-of.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';

/** What a choice among several people is answered with. */
type Picked =
  | Exclude<Answered, { kind: 'done' }>
  | Confirmation
  | Offer
  /** `instead`: what could be done in place of it. */
  | { kind: 'ended'; refusal: Refusal; instead?: Instead };

/**
 * The requester picked one of several people.
 * @throws DirectoryError
 */
export async function pick(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'pick'>,
): Promise<Picked> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  const candidate = candidateOf(request, command.choice);
  if (!candidate) return STALE;
  const { requester, target } = await session.examine(candidate.id, { action: request.action });
  const judged = await judgeOpening(desk, session, partiesOf(desk, request, requester, target));
  const concludes = (facts: Facts['pick']) => act(desk, request, command, decide(request, command, facts, desk.now()));
  if (judged.refusal || !target) {
    const why = judged.refusal ?? refusal('target-gone', { target: candidate.displayName });
    const ended = await concludes({ kind: 'denied', refusal: why, passing: false });
    return ended.kind === 'done' ? { kind: 'ended', refusal: why, ...insteadOf(why, judged.instead, target) } : ended;
  }
  const picked = await concludes({ kind: 'found', target: chosenTarget(target) });
  if (picked.kind !== 'done') return picked;
  return picked.request.state === 'open' ? opening(desk, picked.request, target, judged) : STALE;
}

/**
 * The card of an open request once more, for a press on a card that the request has left behind. `stale`: it no longer waits;
 * `refused`: it does, and could not be done by what is so now.
 * @throws DirectoryError
 */
export async function confirmAgain(
  desk: Desk,
  session: DirectorySession,
  request: Request,
): Promise<Confirmation | Offer | Extract<Answered, { kind: 'refused' }> | typeof STALE> {
  if (request.state !== 'open') return STALE;
  const { requester, target } = await session.examine(request.target.id, { action: request.action });
  const judged = await judgeOpening(desk, session, partiesOf(desk, request, requester, target));
  if (judged.refusal) return { kind: 'refused', refusal: judged.refusal };
  if (!target) return { kind: 'refused', refusal: refusal('target-gone', { target: request.target.displayName }) };
  return opening(desk, request, target, judged);
}

function partiesOf(desk: Desk, { action, requester: begun }: Request, requester: Requester, target?: Target): Parties {
  return { action, who: identifyAgain(desk.policy.adminAccounts, begun, requester), requester, target };
}
