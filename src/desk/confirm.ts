import { LimitReachedError } from '../errors.ts';
import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { approvalsFor } from './approvals-conversations.ts';
import { askPolicy, limitAsAsked, limitsFor } from './ask-policy.ts';
import { claimAndCarryOut, type Starting } from './claim.ts';
import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { judgeAgain } from './judging/judge-again.ts';
import type { Target } from './judging/people-as-read.ts';
import { settleTerms } from './judging/settle-terms.ts';
import type { Offer } from './opening.ts';
import type { DirectorySession } from './ports.ts';
import type { Because } from './request/approval.ts';
import { isCallerShown } from './request/caller.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Open, Request } from './request/request.ts';
import { MOST_POLICY_TRIES } from './times.ts';

/**
 * The requester pressed Confirm. Reads roles and target again and asks the policy: the call is made, or a second person is asked.
 * Where somebody else's request has come to hold the target, a stronger requester is offered to take it over.
 * @throws DirectoryError when the directory can't be asked
 */
export async function confirm(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'confirm'>,
): Promise<Answered | Offer> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'open') return STALE;
  const concludes = (facts: Facts['confirm']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  const passed = await judgeAgain(desk, session, request);
  if (passed.kind === 'denied') return concludes(passed);
  if (passed.kind === 'held') {
    const { holder } = passed;
    const offered = await concludes({ kind: 'held', heldBy: holder.id });
    return offered.kind === 'done' && offered.request.state === 'open'
      ? { kind: 'held', request: offered.request, holder }
      : offered;
  }
  const terms = settleTerms(request.action, command.input.terms, passed.target, desk.now());
  if (terms && 'rule' in terms) {
    return notHappening(desk, request, command, { kind: 'refused', refusal: terms, as: 'not-allowed' });
  }
  return begin(desk, session, { request, command, passed, terms });
}

/** What was confirmed, by whom and for whom, as they passed. */
type Beginning = Pick<Starting, 'command' | 'passed' | 'terms'> & { request: Open; command: Command<'confirm'> };

/** Begins as the policy has it: with the call, or with the question to a second person. */
async function begin(
  desk: Desk,
  session: DirectorySession,
  { request, command, passed, terms }: Beginning,
): Promise<Answered> {
  const { actor } = passed;
  const concludes = (facts: Facts['confirm']) =>
    act(desk, request, command, decide(request, command, facts, desk.now()));
  for (let tries = 1; ; tries += 1) {
    const policy = await askPolicy(desk, session, { action: request.action, actor, target: passed.target });
    if (policy.kind === 'refused') return concludes({ kind: 'denied', refusal: policy.refusal, passing: false });
    const { demand, least, alarmId } = policy;
    const isMissing = !isCallerShown(request, demand, command.input.word, desk.now());
    if (isMissing && !(command.withoutProof && policy.standIn)) return concludes({ kind: 'lacking', demand });
    if (isMissing || policy.kind === 'second-person') {
      const because: Because =
        policy.kind === 'second-person'
          ? policy.because
          : { rule: 'proof-missing', values: { target: request.target.displayName } };
      return concludes({
        ...(await whomToAsk(desk, request, because, passed.target)),
        terms,
        shown: { demand, least, alarmId },
      });
    }
    try {
      const now = desk.now();
      const limits = [
        ...limitsFor(desk.policy.limits, actor, request.target.id, now),
        limitAsAsked(policy, actor, now),
      ];
      const { signOut } = command.input;
      return await claimAndCarryOut(desk, session, { request, command, passed, signOut, terms, limits, policy });
    } catch (error) {
      // Others started at the same moment: what the policy says of one more is asked again.
      if (!(error instanceof LimitReachedError)) throw error;
      if (tries === MOST_POLICY_TRIES) return { kind: 'refused', refusal: refusal('busy') };
    }
  }
}

type SecondPerson = Omit<Extract<Facts['confirm'], { kind: 'second-person' }>, 'shown'>;

/** Which units the target is in is what has just been read: where it is unknown, the general conversation is asked. */
async function whomToAsk(desk: Desk, { place }: Request, because: Because, { units }: Target): Promise<SecondPerson> {
  const elsewhere = place.personal || desk.policy.approvals === 'approvals-conversation';
  if (!elsewhere) return { kind: 'second-person', because, conversation: 'here' };
  const found = await approvalsFor(
    desk,
    units?.map(({ id }) => id),
  );
  return { kind: 'second-person', because, conversation: found.length > 0 ? found : 'nowhere' };
}
