import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { askPolicy } from './ask-policy.ts';
import { advance, type Desk } from './desk.ts';
import { holderOf } from './holder.ts';
import { refusal } from './judging/judge.ts';
import { alreadyOpen, judgeAgain } from './judging/judge-again.ts';
import type { Target } from './judging/people-as-read.ts';
import { type Confirmation, cardOf, type Offer } from './opening.ts';
import type { DirectorySession } from './ports.ts';
import { type Actor, asRequester } from './request/actor.ts';
import type { Because } from './request/approval.ts';
import type { Command, Denied } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Holding } from './request/holding.ts';
import { mayTakeOver } from './request/may-take-over.ts';
import type { Reach } from './request/people.ts';
import type { Open, Request } from './request/request.ts';
import { MOST_POLICY_TRIES } from './times.ts';

/** What Take over is answered with; `ended`: the request that gave way, for those who were to see its secret. */
type Answer = Answered | ((Confirmation | Offer) & { ended?: Request });

/** Somebody takes a target over, and has passed. */
interface Taking {
  desk: Desk;
  request: Open;
  command: Command<'take-over'>;
  actor: Actor;
  target: Target;
  reach: Reach;
}

/**
 * The requester pressed Take over. Everything is judged again. The request that holds the target ends and its sealed secret is
 * erased in one write, if it is still the one of the card and no call is under way for it; what then waits is the requester's own
 * confirmation. Nobody is taken from where the policy would refuse the requester's own request.
 * @throws DirectoryError when the directory can't be asked
 */
export async function takeOver(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'take-over'>,
): Promise<Answer> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'open') return STALE;
  const judged = await judgeAgain(desk, session, request);
  if (judged.kind === 'denied') return act(desk, request, command, decide(request, command, judged, desk.now()));
  const { actor, target, maySignOut, instead, reach } = judged;
  const policy = await askPolicy(desk, session, { action: request.action, actor, target });
  if (policy.kind === 'refused') {
    const denied = { kind: 'denied', refusal: policy.refusal, passing: false } as const;
    return act(desk, request, command, decide(request, command, denied, desk.now()));
  }
  const because: Because | undefined = policy.kind === 'second-person' ? policy.because : undefined;
  const made = await makeWay({ desk, request, command, actor, target, reach });
  if (made.kind === 'answered') return made.answer;
  const { demand, standIn } = policy;
  const wanted = { demand, standIn };
  const card = await cardOf(desk, request, target, { maySignOut, because, wanted, instead, holder: made.holder });
  return card.kind === 'stale' ? card : { ...card, ended: made.ended };
}

/** What was done for the target to be free; `holder`: who holds it is another one than on the card, and is shown first. */
type Made = { kind: 'made'; holder?: Holding; ended?: Request } | { kind: 'answered'; answer: Answered };

async function makeWay(taking: Taking): Promise<Made> {
  const { desk, request, command, actor, target, reach } = taking;
  for (let tries = 1; tries <= MOST_POLICY_TRIES; tries += 1) {
    const holder = await holderOf(desk, target.account.id);
    if (!holder) return { kind: 'made' };
    // Taken for the request that was begun with that account.
    const by = asRequester(request.requester, command.by);
    const give = { does: 'give-way', by, at: command.at, actor, reach, requestId: request.id } as const;
    const decision = decide(holder, give, undefined, desk.now());
    if (decision.kind !== 'happens') return { kind: 'answered', answer: await notNow(taking, holder) };
    if (holder.id !== request.heldBy) return { kind: 'made', holder };
    const ended = await advance(desk, holder, decision.event, give);
    // Handed over, or called for anew, in this very moment: then that is looked at.
    if (ended) return { kind: 'made', ended };
  }
  return { kind: 'answered', answer: { kind: 'refused', refusal: refusal('busy') } };
}

/** While a call is under way it is not known what it will set: the card stays, and can be pressed again. */
function notNow({ desk, request, command, actor, reach }: Taking, holder: Holding): Promise<Answered> {
  const about = { target: request.target.displayName, holder: holder.requester.name };
  const calling: Denied = { kind: 'denied', refusal: refusal('take-over-call-running', about), passing: true };
  const isCalling = holder.state === 'running' && mayTakeOver({ actor, reach }, holder);
  const facts = isCalling ? calling : alreadyOpen(request.target);
  return act(desk, request, command, decide(request, command, facts, desk.now()));
}
