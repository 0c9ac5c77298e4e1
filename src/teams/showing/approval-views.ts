import type { Acting } from '../../cards/acting.ts';
import { type ApprovalView, approvalCard } from '../../cards/approval-card.ts';
import { approvalExpiredNotice, declinedNotice } from '../../cards/approval-notices.ts';
import type { ApprovedBy } from '../../cards/approved-by.ts';
import { becauseText } from '../../cards/because-text.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { type ApprovalOutcome, approvalOutcomeCard, approvedCard, declinedCard } from '../../cards/decided-cards.ts';
import { proofBecauseText } from '../../cards/proof-because-text.ts';
import type { CallerView } from '../../cards/proof-view.ts';
import { runCard } from '../../cards/run-card.ts';
import type { TargetView } from '../../cards/target-lines.ts';
import { waitingCard } from '../../cards/waiting-card.ts';
import { raisedAlarm } from '../../desk/request/caller.ts';
import { isUnaccounted, wasCarriedOut } from '../../desk/request/duties.ts';
import type { ChosenTarget } from '../../desk/request/people.ts';
import {
  type Approved,
  type AwaitingApproval,
  approvalOf,
  type Declined,
  type Request,
  targetOf,
} from '../../desk/request/request.ts';
import { afterwardsView, termsView } from './action-views.ts';
import { shownProofs } from './caller-views.ts';

/** The request as approvers see it, with its buttons; `cancellable` where its requester sees it too. */
export function approvalRequestCard(
  request: AwaitingApproval,
  { cancellable }: { cancellable: boolean },
  context: CardContext,
): AdaptiveCard {
  const { target, reason, note, ticket, signOut, terms, approval } = request;
  const { displayName, userPrincipalName, jobTitle, department, roleNames, eligibleNames = [] } = target;
  // The card says that by itself.
  const isProofMissing = approval.because.rule === 'proof-missing' && approval.withoutProof !== undefined;
  return approvalCard(
    {
      action: request.action,
      request: request.id,
      ...actingOf(request),
      target: { displayName, userPrincipalName, jobTitle, department, roles: roleNames, eligible: eligibleNames },
      reason,
      reasonText: note,
      ticket,
      signOut,
      terms: termsView(terms, target),
      caller: approvalCaller(request, context),
      secondPerson: isProofMissing ? undefined : becauseText(context.locale, request.action, approval.because),
      expiresAt: new Date(request.dueAt),
      cancellable,
    },
    context,
  );
}

/** What the requester's own card becomes in a personal chat, while somebody is asked elsewhere. */
export function waitingForApprovalCard(request: AwaitingApproval, context: CardContext): AdaptiveCard {
  const { id, target, approval, dueAt } = request;
  const secondPerson = becauseText(context.locale, request.action, approval.because);
  const where = approval.places?.some(({ place }) => place.cardId) ? 'approvals' : (approval.unasked ?? 'sending');
  const view = { ...namesOf(request, target), request: id, secondPerson, where, expiresAt: new Date(dueAt) } as const;
  return waitingCard(view, context);
}

/** Both agree; the requester has to sign in and run it. */
export function approvedRequestCard(request: Approved, context: CardContext): AdaptiveCard {
  const { target, dueAt } = request;
  const view = { ...namesOf(request, target), ...actingOf(request), expiresAt: new Date(dueAt) };
  const proofs = shownProofs(request);
  return approvedCard({ ...view, approvedBy: approvedBy(request.approval.decision), proofs }, context);
}

export function declinedRequestCard(request: Declined, context: CardContext): AdaptiveCard {
  return declinedCard({ ...namesOf(request, request.target), ...actingOf(request), ...declinedBy(request) }, context);
}

/** The card in the approvals conversation, in whatever state the request is; undefined where nobody is asked. */
export function approvalsConversationCard(request: Request, context: CardContext): AdaptiveCard | undefined {
  switch (request.state) {
    case 'choosing':
    case 'open':
      return undefined;
    case 'awaiting-approval':
      return approvalRequestCard(request, { cancellable: false }, context);
    case 'approved':
      return approvedRequestCard(request, context);
    case 'declined':
      return declinedRequestCard(request, context);
    default:
      return request.approval && outcomeCard(request, context);
  }
}

/** What came of a request that a second person had a part in. */
type Concluded = Exclude<Request, { state: 'choosing' | 'open' | 'awaiting-approval' | 'approved' | 'declined' }>;

function outcomeCard(request: Concluded, context: CardContext): AdaptiveCard | undefined {
  const target = targetOf(request);
  if (!target) return undefined;
  const view = { ...namesOf(request, target), ...actingOf(request), approvedBy: approverOf(request) };
  const raised = raisedAlarm(request);
  const alarm = raised && { by: raised.by.name, as: raised.as };
  return approvalOutcomeCard({ ...view, proofs: shownProofs(request), alarm, outcome: outcomeOf(request) }, context);
}

/** What has shown who calls, for whoever approves, or that they stand in for it; undefined where nothing has to. */
function approvalCaller(request: AwaitingApproval, { locale }: CardContext): ApprovalView['caller'] {
  const proofs = shownProofs(request) ?? [];
  const { withoutProof } = request.approval;
  if (!withoutProof) return proofs.length > 0 ? { proofs } : undefined;
  return { proofs, withoutProof: proofBecauseText(locale, withoutProof) };
}

/** The card in the requester's personal chat with which an approved request is run. `caller`: who calls, where that is not shown. */
export function runRequestCard(request: Approved, caller: CallerView | undefined, context: CardContext): AdaptiveCard {
  const { id, target, dueAt, approval } = request;
  const view = { ...namesOf(request, target), request: id, caller, expiresAt: new Date(dueAt) };
  return runCard({ ...view, approvedBy: approvedBy(approval.decision) }, context);
}

/** What the requester is told privately of an end that they did not see happen; undefined: nothing. */
export function privateNotice(request: Request, context: CardContext): AdaptiveCard | undefined {
  switch (request.state) {
    case 'declined':
      return declinedNotice({ ...namesOf(request, request.target), ...declinedBy(request) }, context);
    case 'expired': {
      const target = targetOf(request);
      if (!request.approval || !target) return undefined;
      // Where somebody approved, it was the requester who came too late.
      return approverOf(request)
        ? approvalsConversationCard(request, context)
        : approvalExpiredNotice(namesOf(request, target), context);
    }
    default:
      return undefined;
  }
}

/** Who approved, for the cards of what came after it. */
export function approverOf(request: Request): ApprovedBy | undefined {
  const decision = approvalOf(request)?.decision;
  return decision?.verdict === 'approved' ? approvedBy(decision) : undefined;
}

function approvedBy({ by, at }: Approved['approval']['decision']): ApprovedBy {
  return { name: by.name, actingWith: by.acting?.name, at: new Date(at) };
}

function declinedBy({ approval }: Declined): { by: string; at: Date; why: string } {
  const { by, at, reason } = approval.decision;
  return { by: by.name, at: new Date(at), why: reason };
}

function outcomeOf(request: Concluded): ApprovalOutcome {
  if (wasCarriedOut(request)) {
    const { verification, target, carriedOutAt } = request;
    const unconfirmed = verification !== 'verified' && (target.synced || verification === 'pending');
    const state = request.state === 'done' ? 'done' : 'carried-out';
    const { withdrawnAt } = afterwardsView(request);
    return { state, carriedOutAt: new Date(carriedOutAt), unconfirmed, synced: target.synced, withdrawnAt };
  }
  switch (request.state) {
    case 'failed':
      return { state: 'failed', answerLost: isUnaccounted(request) || request.refusal.rule === 'answer-lost' };
    case 'running':
      return { state: 'running' };
    default:
      return { state: request.state };
  }
}

/** Who asks, with which account. */
export function actingOf({ requester }: Request): Acting {
  return { requesterName: requester.name, actingWith: requester.acting?.name };
}

function namesOf({ action }: Request, { displayName, userPrincipalName }: ChosenTarget): TargetView {
  return { action, targetName: displayName, targetUpn: userPrincipalName };
}
