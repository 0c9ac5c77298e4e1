import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { counted, uncounted } from './ask-counts.ts';
import { askPolicy } from './ask-policy.ts';
import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { alreadyOpen, judgeAgain } from './judging/judge-again.ts';
import { lastSignedOut } from './last-signed-out.ts';
import type { DirectorySession } from './ports.ts';
import { PROVERS } from './provers/provers.ts';
import { isSpent } from './request/caller.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import { canSatisfy } from './request/proof.ts';
import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';

/**
 * The requester wants somebody else to show who calls: the caller in their own Teams, or their manager. Both are judged as they are
 * now. That they are asked is counted and on record before anything is sent.
 * @throws DirectoryError
 */
export async function askProof(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'ask-proof'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'open' && request.state !== 'approved') return STALE;
  const concludes = (facts: Facts['ask-proof']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  const denied = (why: Refusal) => concludes({ kind: 'denied', refusal: why, passing: true });
  const prover = PROVERS[command.kind];
  if (isSpent(request, command.kind)) return denied(refusal('proof-spent', { target: request.target.displayName }));
  const passed = await judgeAgain(desk, session, request);
  if (passed.kind === 'held') return denied(alreadyOpen(request.target).refusal);
  if (passed.kind === 'denied') return denied(passed.refusal);
  const { actor, target } = passed;
  const { demand } = await askPolicy(desk, session, { action: request.action, actor, target });
  // No card offers what would show nothing that is wanted: nobody is bothered for nothing.
  if (!canSatisfy(command.kind, demand, target.account.id)) return STALE;
  const signedOutAt = await lastSignedOut(desk, request.target.id);
  const { adminAccounts } = desk.policy;
  const of = await prover.whom({ session, request, actor, target, adminAccounts, signedOutAt, now: desk.now() });
  if ('rule' in of) return denied(of);
  // Two presses at the same moment are counted as one where that can be seen.
  const present = await desk.store.get(request.id);
  if (!present || decideAtOnce(present, command, desk.now())) return STALE;
  const tooMany = await counted(desk, request, command, of);
  if (tooMany) return denied(tooMany);
  const askedAt = desk.now();
  const until = askedAt + prover.lifetime;
  const ask = { id: desk.newId(), kind: command.kind, of, askedAt, until, ...prover.begin(desk.random) };
  const asked = await concludes({ kind: 'ask', ask });
  // Somebody is asked already by another press of the same moment, or nobody is to be asked any more.
  if (asked.kind !== 'done') await uncounted(desk, request, ask, { by: command.by, detail: 'moved-on' });
  return asked;
}
