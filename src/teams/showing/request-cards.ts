import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { cancelledCard, expiredCard, workingCard } from '../../cards/ending-cards.ts';
import { entraLinks } from '../../cards/entra-links.ts';
import { erasedCard } from '../../cards/erased-card.ts';
import { failedCard } from '../../cards/failed-card.ts';
import { handoverCard } from '../../cards/handover-card.ts';
import { type OutcomeView, outcomeCard } from '../../cards/outcome-card.ts';
import { receiptCard } from '../../cards/receipt-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { unknownCard } from '../../cards/trouble-cards.ts';
import type { ResetRequest } from '../../desk/request/request.ts';
import { whyUndelivered } from '../../desk/request/work.ts';
import { PASSWORD_LIFETIME } from '../../desk/times.ts';
import { installLink } from '../channel/links.ts';
import {
  approvalRequestCard,
  approvalsConversationCard,
  approvedRequestCard,
  approverOf,
  declinedRequestCard,
  waitingForApprovalCard,
} from './approval-views.ts';

export interface CardOptions extends CardContext {
  /** The app's id in Teams, for the link that installs it. */
  appId: string;
}

/**
 * The card that everybody in the conversation sees. Why an approved request was not run concerns its requester: the others,
 * with the approver among them, would take its "you" for themselves.
 */
export function conversationCard(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const stopped = request.state === 'refused' || request.state === 'failed';
  const shared = !request.place.personal && approverOf(request) !== undefined;
  return stopped && shared ? approvalsConversationCard(request, options) : requesterCard(request, options);
}

/**
 * The request as its requester sees it, drawn from the stored request alone. undefined while the request waits for a click:
 * that card was drawn from the directory and stays as it is.
 */
export function requesterCard(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const targetName = request.target?.displayName;
  switch (request.state) {
    case 'choosing':
    case 'open':
      return undefined;
    case 'awaiting-approval':
      return awaitingApproval(request, options);
    case 'approved':
      return approvedRequestCard(request, options);
    case 'declined':
      return declinedRequestCard(request, options);
    case 'resetting':
      return workingCard({ action: 'reset-password', targetName: targetName ?? '' }, options);
    case 'unknown':
      return unknown(request, targetName ?? '', options);
    case 'reset':
      return outcome(request, options);
    case 'done':
      return wasNeverDelivered(request) ? erased(request, targetName ?? '', options) : outcome(request, options);
    case 'cancelled':
      return cancelledCard({ action: 'reset-password', targetName, by: request.requester.name }, options);
    case 'expired':
      return request.approval
        ? approvalsConversationCard(request, options)
        : expiredCard({ action: 'reset-password', targetName }, options);
    case 'refused':
    case 'failed':
      return refused(request, options);
  }
}

/** The card in the requester's personal chat that leads to the password; undefined before there is anything to hand over. */
export function personalCard(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const { target } = request;
  if (!target) return undefined;
  const { displayName: targetName, userPrincipalName: targetUpn } = target;
  switch (request.state) {
    case 'reset':
      return handoverCard(
        { action: 'reset-password', targetName, targetUpn, request: request.id, erasesAt: erasesAt(request) },
        options,
      );
    case 'done':
      return request.ending === 'erased' ? erased(request, targetName, options) : receipt(request, options);
    case 'failed':
      return refused(request, options);
    default:
      return undefined;
  }
}

/** Somebody is asked elsewhere, or on this very card. */
function awaitingApproval(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const { approval } = request;
  if (!approval) return undefined;
  return approval.place
    ? waitingForApprovalCard(request, approval, options)
    : approvalRequestCard(request, approval, true, options);
}

/** Nobody ever saw the password, and there is no other card that could say so. */
function wasNeverDelivered({ ending, handover }: ResetRequest): boolean {
  return ending === 'erased' && handover === undefined;
}

/** When the temporary password of an accepted reset is erased by itself. */
export function erasesAt(request: ResetRequest): Date {
  return new Date((request.resetAt ?? request.createdAt) + PASSWORD_LIFETIME);
}

function outcome(request: ResetRequest, options: CardOptions): AdaptiveCard {
  const { target, requester } = request;
  return outcomeCard(
    {
      action: 'reset-password',
      requesterName: requester.name,
      targetName: target?.displayName ?? '',
      targetUpn: target?.userPrincipalName ?? '',
      at: new Date(request.resetAt ?? request.createdAt),
      verification: request.verification ?? 'pending',
      handover: whereabouts(request),
      installLink: installLink(options.appId),
      synced: target?.synced === true,
      signOut: request.signOut === 'wanted' ? undefined : request.signOut,
      reason: request.reason,
      reasonText: request.note,
      ticket: request.ticket,
      approvedBy: approverOf(request),
    },
    options,
  );
}

/** Where the temporary password is: handed over only once the card that leads to it has been sent. */
function whereabouts(request: ResetRequest): OutcomeView['handover'] {
  if (request.ending === 'erased') return 'erased';
  if (request.handover !== undefined || request.ending === 'handed-over') return 'private';
  const why = whyUndelivered(request);
  return why === 'not-installed' ? 'waiting-for-install' : (why ?? 'on-its-way');
}

function unknown(request: ResetRequest, targetName: string, options: CardOptions): AdaptiveCard {
  const { id, repeatRefused, dueAt } = request;
  const refusedUntil = repeatRefused && dueAt !== undefined ? new Date(dueAt) : undefined;
  return unknownCard({ action: 'reset-password', request: id, targetName, refusedUntil }, options);
}

function refused(request: ResetRequest, options: CardOptions): AdaptiveCard {
  const { rule, values } = request.refusal ?? { rule: 'graph-denied' as const, values: {} };
  if (request.state === 'refused') return refusedCard({ action: 'reset-password', rule, values }, options);
  const targetName = request.target?.displayName ?? '';
  return failedCard({ action: 'reset-password', targetName, rule, values, approvedBy: approverOf(request) }, options);
}

function receipt(request: ResetRequest, options: CardOptions): AdaptiveCard {
  const { target, requester } = request;
  return receiptCard(
    {
      action: 'reset-password',
      targetName: target?.displayName ?? '',
      targetUpn: target?.userPrincipalName ?? '',
      handedOverAt: new Date(request.finishedAt ?? request.createdAt),
      requesterName: requester.name,
      repeated: request.repeatedAt !== undefined,
      approvedBy: approverOf(request),
      links: entraLinks(target?.id ?? '', options.portal),
    },
    options,
  );
}

function erased(request: ResetRequest, targetName: string, options: CardOptions): AdaptiveCard {
  const erasedAt = new Date(request.finishedAt ?? request.createdAt);
  return erasedCard({ action: 'reset-password', request: request.id, targetName, erasedAt }, options);
}
