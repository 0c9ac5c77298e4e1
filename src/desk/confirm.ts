import { LimitReachedError } from '../errors.ts';
import type { Outcome } from './actions/reset-password/reset.ts';
import { approvalsConversation } from './approvals.ts';
import { askPolicy, limitAsAsked, limitsFor } from './ask-policy.ts';
import { advance, auditRow, type Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { judgeAgain } from './judging/judge-again.ts';
import type { DirectorySession } from './ports.ts';
import type { Input } from './request/events.ts';
import type { Approval, Because, Place, Refusal, ResetRequest } from './request/request.ts';
import { refuse, start } from './run.ts';
import { MOST_POLICY_TRIES } from './times.ts';

/**
 * The requester pressed Confirm. Reads roles and target again and asks the policy: the reset starts, or a second person is
 * asked. A Refusal changed nothing: the card stays. `undefined`: somebody else was faster, or the card is old.
 */
export async function confirm(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  input: Input,
): Promise<Outcome | Refusal | undefined> {
  const { target: shown } = request;
  if (request.state !== 'open' || !shown) return undefined;
  const judged = await judgeAgain(desk, session, request, shown);
  if ('denied' in judged) return refuse(desk, request, judged.denied);
  for (let tries = 1; ; tries += 1) {
    const decision = await askPolicy(desk, request.requester.id, judged.target);
    if (decision.kind === 'refused') return refuse(desk, request, decision.refusal);
    if (decision.kind === 'second-person') return askSecondPerson(desk, request, decision.because, input);
    try {
      const [{ id }, now] = [request.requester, desk.now()];
      const limits = [...limitsFor(desk.policy.limits, id, shown.id, now), limitAsAsked(decision, id, now)];
      return await start(desk, session, request, judged, input, limits);
    } catch (error) {
      // Others started at the same moment: what the policy says of one more is asked again.
      if (!(error instanceof LimitReachedError)) throw error;
      if (tries === MOST_POLICY_TRIES) return refusal('busy');
    }
  }
}

/** The conversation itself, or a thread of that channel. */
function isIn({ conversationId }: Place, conversation: Place): boolean {
  return `${conversationId};`.startsWith(`${conversation.conversationId};`);
}

/** Without a conversation where somebody could approve, nothing is asked: it would wait for nobody. */
async function askSecondPerson(
  desk: Desk,
  request: ResetRequest,
  because: Because,
  input: Input,
): Promise<Outcome | Refusal | undefined> {
  const elsewhere = request.place.personal || desk.policy.approvals === 'approvals-conversation';
  const conversation = elsewhere ? await approvalsConversation(desk) : undefined;
  if (elsewhere && !conversation) {
    const denied = refusal('no-approvals-conversation');
    const why = { rule: denied.rule, detail: because.rule };
    await desk.store.record(auditRow(desk, request, 'approval-refused', request.requester, why));
    return denied;
  }
  const approval: Approval = {
    because,
    askedAt: desk.now(),
    // Asked in that conversation, the request's own card is the question.
    ...(conversation &&
      !isIn(request.place, conversation.place) && {
        place: conversation.place,
        viewer: { locale: conversation.locale, timeZone: conversation.timeZone },
      }),
  };
  const event = { type: 'approval-asked', approval, ...input } as const;
  const asked = await advance(desk, request, event, 'approval-asked', { detail: because.rule });
  return asked && { request: asked };
}
