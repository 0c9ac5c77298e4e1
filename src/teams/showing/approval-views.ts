import { approvalCard } from '../../cards/approval-card.ts';
import { approvalExpiredNotice, declinedNotice } from '../../cards/approval-notices.ts';
import type { ApprovedBy } from '../../cards/approved-by.ts';
import { becauseText } from '../../cards/because.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { type ApprovalOutcome, approvalOutcomeCard, approvedCard, declinedCard } from '../../cards/decided-cards.ts';
import { runCard } from '../../cards/run-card.ts';
import type { TargetView } from '../../cards/target.ts';
import { waitingCard } from '../../cards/waiting-card.ts';
import type { Approval, ResetRequest } from '../../desk/request/request.ts';

/** The request as approvers see it, with its buttons; `cancellable` where its requester sees it too. */
export function approvalRequestCard(
  request: ResetRequest,
  approval: Approval,
  cancellable: boolean,
  context: CardContext,
): AdaptiveCard {
  const { target, requester, reason, note, ticket, signOut } = request;
  return approvalCard(
    {
      action: 'reset-password',
      request: request.id,
      requesterName: requester.name,
      target: {
        displayName: target?.displayName ?? '',
        userPrincipalName: target?.userPrincipalName ?? '',
        jobTitle: target?.jobTitle,
        department: target?.department,
        roles: target?.roleNames ?? [],
        eligible: target?.eligibleNames ?? [],
      },
      reason,
      reasonText: note,
      ticket,
      signOut: signOut === 'wanted',
      secondPerson: becauseText(context.locale, 'reset-password', approval.because),
      expiresAt: endsAt(request),
      cancellable,
    },
    context,
  );
}

/** What the requester's own card becomes in a personal chat, while somebody is asked elsewhere. */
export function waitingForApprovalCard(request: ResetRequest, approval: Approval, context: CardContext): AdaptiveCard {
  const secondPerson = becauseText(context.locale, 'reset-password', approval.because);
  const view = { ...namesOf(request), request: request.id, secondPerson, expiresAt: endsAt(request) };
  return waitingCard({ ...view, where: approval.place?.cardId ? 'approvals' : 'sending' }, context);
}

/** Both agree; the requester has to sign in and run it. */
export function approvedRequestCard(request: ResetRequest, context: CardContext): AdaptiveCard | undefined {
  const approvedBy = approverOf(request);
  const view = { ...namesOf(request), requesterName: request.requester.name, expiresAt: endsAt(request) };
  return approvedBy && approvedCard({ ...view, approvedBy }, context);
}

export function declinedRequestCard(request: ResetRequest, context: CardContext): AdaptiveCard | undefined {
  const declined = declinedBy(request);
  return declined && declinedCard({ ...namesOf(request), requesterName: request.requester.name, ...declined }, context);
}

/** The card in the approvals conversation, in whatever state the request is. */
export function approvalsConversationCard(request: ResetRequest, context: CardContext): AdaptiveCard | undefined {
  const { approval, state } = request;
  if (!approval) return undefined;
  if (state === 'awaiting-approval') return approvalRequestCard(request, approval, false, context);
  if (state === 'approved') return approvedRequestCard(request, context);
  if (state === 'declined') return declinedRequestCard(request, context);
  const outcome = outcomeOf(request);
  const view = { ...namesOf(request), requesterName: request.requester.name, approvedBy: approverOf(request) };
  return outcome && approvalOutcomeCard({ ...view, outcome }, context);
}

/** The card in the requester's personal chat with which an approved request is run. */
export function runRequestCard(request: ResetRequest, context: CardContext): AdaptiveCard | undefined {
  const approvedBy = approverOf(request);
  const view = { ...namesOf(request), request: request.id, expiresAt: endsAt(request) };
  return approvedBy && runCard({ ...view, approvedBy }, context);
}

/** What the requester is told privately of a request that a second person had a part in; undefined: nothing. */
export function privateNotice(request: ResetRequest, context: CardContext): AdaptiveCard | undefined {
  if (!request.approval) return undefined;
  switch (request.state) {
    case 'declined': {
      const declined = declinedBy(request);
      return declined && declinedNotice({ ...namesOf(request), ...declined }, context);
    }
    case 'expired':
      // Where somebody approved, it was the requester who came too late.
      return approverOf(request)
        ? approvalsConversationCard(request, context)
        : approvalExpiredNotice(namesOf(request), context);
    default:
      return undefined;
  }
}

/** Who approved, for the cards of what came after it. */
export function approverOf({ approval }: ResetRequest): ApprovedBy | undefined {
  const decision = approval?.decision;
  return decision?.verdict === 'approved' ? { name: decision.by.name, at: new Date(decision.at) } : undefined;
}

function declinedBy({ approval }: ResetRequest): { by: string; at: Date; why: string } | undefined {
  const decision = approval?.decision;
  if (decision?.verdict !== 'declined') return undefined;
  return { by: decision.by.name, at: new Date(decision.at), why: decision.reason ?? '' };
}

function outcomeOf(request: ResetRequest): ApprovalOutcome | undefined {
  const { state, resetAt, createdAt, verification, target, refusal } = request;
  switch (state) {
    case 'reset':
    case 'done': {
      const unconfirmed = verification !== 'verified' && (target?.synced === true || verification === 'pending');
      return { state, resetAt: new Date(resetAt ?? createdAt), unconfirmed, synced: target?.synced === true };
    }
    case 'failed':
      return { state, answerLost: refusal?.rule === 'answer-lost' };
    case 'resetting':
    case 'unknown':
    case 'refused':
    case 'cancelled':
    case 'expired':
      return { state };
    default:
      return undefined;
  }
}

function namesOf({ target }: ResetRequest): TargetView {
  const { displayName: targetName = '', userPrincipalName: targetUpn = '' } = target ?? {};
  return { action: 'reset-password', targetName, targetUpn };
}

function endsAt({ dueAt, createdAt }: ResetRequest): Date {
  return new Date(dueAt ?? createdAt);
}
