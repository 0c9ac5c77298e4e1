import { DirectoryError } from '../errors.ts';
import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { advance, CLOCK, type Desk } from './desk.ts';
import { identifyAgain } from './judging/identify.ts';
import { refusal } from './judging/judge.ts';
import { lastSignedOut } from './last-signed-out.ts';
import { PROVERS } from './provers/provers.ts';
import { askOf } from './request/caller.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { ProofAsk } from './request/proof.ts';
import type { Refusal, RefusalRule } from './request/refusal.ts';
import type { Approved, Open, Request } from './request/request.ts';
import { ownSessionOrWhy } from './sweep.ts';

/** It is known that they are not the one to ask: somebody else is asked at once, and not when their time is up. */
const ENDS_ASK: readonly RefusalRule[] = ['proof-manager-changed', 'proof-manager-unfit', 'proof-no-manager'];

/**
 * Whoever was asked answers, in their own chat. What makes them the one to ask is read again, with the requester's own sign-in, as
 * they may have none here.
 */
export async function answerProof(desk: Desk, request: Request, command: Command<'answer-proof'>): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  const ask = askOf(request, command.ask);
  if (!ask || (request.state !== 'open' && request.state !== 'approved')) return STALE;
  const concludes = (facts: Facts['answer-proof']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  const prover = PROVERS[ask.kind];
  const ended = prover.judge(ask, command.answer);
  if (!ended) return STALE;
  const why = ended === 'proved' ? await whyNotNow(desk, request, ask) : undefined;
  if (!why) return concludes({ kind: 'answered', ended });
  const turned = await concludes({ kind: 'denied', refusal: why, passing: true });
  const over = { type: 'proof-answered', ask: ask.id, ended: 'over' } as const;
  if (ENDS_ASK.includes(why.rule)) await advance(desk, request, over, { by: CLOCK });
  return turned;
}

/** Why an answer that would show it shows nothing now. */
async function whyNotNow(desk: Desk, request: Open | Approved, ask: ProofAsk): Promise<Refusal | undefined> {
  const { readAgain, isSpoilt } = PROVERS[ask.kind];
  if (readAgain) return whyNoLonger(desk, request, ask);
  const isSignedOut = isSpoilt?.(await lastSignedOut(desk, request.target.id), desk.now());
  return isSignedOut ? refusal('proof-signed-out', { target: request.target.displayName }) : undefined;
}

/** Why somebody is not the one to ask any more. */
async function whyNoLonger(desk: Desk, request: Open | Approved, ask: ProofAsk): Promise<Refusal | undefined> {
  const about = { target: request.target.displayName };
  const { adminAccounts } = desk.policy;
  const session = await ownSessionOrWhy(desk, request, request.target);
  if (session === 'signed-out') {
    return refusal('proof-asker-signed-out', { ...about, requester: request.requester.name });
  }
  if (session === 'out-of-reach') return refusal('proof-not-checked', about);
  const examined = await session.examine(request.target.id, { action: request.action }).catch(unread);
  if (!examined?.target) return refusal('proof-not-checked', about);
  const actor = identifyAgain(adminAccounts, request.requester, examined.requester);
  if ('rule' in actor) return refusal('proof-not-checked', about);
  const { target } = examined;
  const asking = { session, request, actor, target, adminAccounts, signedOutAt: undefined, now: desk.now() };
  const of = await PROVERS[ask.kind].whom(asking);
  if ('rule' in of) return of;
  return of.id === ask.of.id ? undefined : refusal('proof-manager-changed', about);
}

/** The directory gives no answer: nothing is known. */
function unread(error: unknown): undefined {
  if (!(error instanceof DirectoryError)) throw error;
}
