import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { cancelledCard, expiredCard, workingCard } from '../../cards/ending-cards.ts';
import { entraLinks } from '../../cards/entra-links.ts';
import { erasedCard } from '../../cards/erased-card.ts';
import { failedCard } from '../../cards/failed-card.ts';
import { handoverCard } from '../../cards/handover-card.ts';
import { outcomeCard } from '../../cards/outcome-card.ts';
import type { OutcomeView } from '../../cards/outcome-view.ts';
import { receiptCard } from '../../cards/receipt-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import type { TakenOverBy } from '../../cards/taken-over-by.ts';
import { takenOverCard } from '../../cards/taken-over-card.ts';
import { unknownCard } from '../../cards/trouble-cards.ts';
import { isAskedHere } from '../../desk/request/approval.ts';
import { raisedAlarm } from '../../desk/request/caller.ts';
import { takenOverOf } from '../../desk/request/holding.ts';
import type { TakenOver } from '../../desk/request/people.ts';
import { hasLeft } from '../../desk/request/place.ts';
import {
  type CarriedOut,
  type Done,
  type Failed,
  type Request,
  refusalOf,
  targetOf,
  type Unknown,
} from '../../desk/request/request.ts';
import { isNobodyTold } from '../../desk/request/told.ts';
import { afterwardsView, fateView, mayBeLive } from './action-views.ts';
import { neverCalledCard } from './alarm-views.ts';
import {
  actingOf,
  approvalRequestCard,
  approvalsConversationCard,
  approvedRequestCard,
  approverOf,
  declinedRequestCard,
  waitingForApprovalCard,
} from './approval-views.ts';
import { shownProofs } from './caller-views.ts';

export interface CardOptions extends CardContext {
  /** Opens the chat with the bot. */
  chatLink: string;
  /** Opens the app in the catalog, where its id is known. */
  installLink?: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * The card that everybody in the conversation sees. Why an approved request was not run concerns its requester: the others,
 * with the approver among them, would take its "you" for themselves.
 */
export function conversationCard(request: Request, options: CardOptions): AdaptiveCard | undefined {
  const stopped = request.state === 'refused' || request.state === 'failed';
  const shared = !request.place.personal && approverOf(request) !== undefined;
  return stopped && shared ? approvalsConversationCard(request, options) : requesterCard(request, options);
}

/**
 * The request as its requester sees it, drawn from the stored request alone. undefined while the request waits for a click:
 * that card was drawn from the directory and stays as it is.
 */
export function requesterCard(request: Request, options: CardOptions): AdaptiveCard | undefined {
  if (isStoppedByAlarm(request)) return neverCalledCard(request, options);
  switch (request.state) {
    case 'choosing':
    case 'open':
      return undefined;
    case 'awaiting-approval':
      // Somebody is asked elsewhere, or on this very card.
      return isAskedHere(request.approval)
        ? approvalRequestCard(request, { cancellable: true }, options)
        : waitingForApprovalCard(request, options);
    case 'approved':
      return approvedRequestCard(request, options);
    case 'declined':
      return declinedRequestCard(request, options);
    case 'running':
      return workingCard({ action: request.action, targetName: request.target.displayName }, options);
    case 'unknown':
      return unknown(request, options);
    case 'carried-out':
      return outcome(request, options);
    case 'done':
      return wasNeverDelivered(request) ? erased(request, options) : outcome(request, options);
    case 'cancelled':
      return cancelledCard(
        { action: request.action, targetName: targetOf(request)?.displayName, by: request.requester.name },
        options,
      );
    case 'expired':
      return request.approval
        ? approvalsConversationCard(request, options)
        : expiredCard({ action: request.action, targetName: targetOf(request)?.displayName }, options);
    case 'refused':
      return refusedCard({ action: request.action, ...request.refusal }, options);
    case 'failed':
      return failed(request, options);
  }
}

/** The card in the requester's personal chat that leads to the secret; undefined before there is anything to hand over. */
export function personalCard(request: Request, options: CardOptions): AdaptiveCard | undefined {
  if (isStoppedByAlarm(request)) return neverCalledCard(request, options);
  switch (request.state) {
    case 'carried-out': {
      const { displayName: targetName, userPrincipalName: targetUpn } = request.target;
      return handoverCard(
        { action: request.action, targetName, targetUpn, request: request.id, erasesAt: erasesAt(request) },
        options,
      );
    }
    case 'done':
      if (request.takenOver) return takenOver(request, request.takenOver, options);
      return request.ending === 'erased' ? erased(request, options) : receipt(request, options);
    case 'failed':
      return failed(request, options);
    default:
      return undefined;
  }
}

/** Whether a card in the requester's personal chat says by itself that somebody said that the person never called. */
export function saysItIsStopped(request: Request): boolean {
  if (!isStoppedByAlarm(request)) return false;
  const handover = 'handover' in request && request.state !== 'carried-out' ? request.handover : undefined;
  const runCard = 'runCard' in request ? request.runCard : undefined;
  const own = [request.place.personal ? request.place : undefined, handover, runCard];
  return own.some(place => place?.cardId !== undefined && !hasLeft(request, place));
}

/** It has ended, or is about to, because somebody said that the person never called. */
function isStoppedByAlarm(request: Request): boolean {
  if (!raisedAlarm(request)) return false;
  if (request.state === 'done') return request.ending === 'erased' && request.takenOver === undefined;
  const rule = refusalOf(request)?.rule;
  return request.state === 'carried-out' || rule === 'caller-denied' || rule === 'caller-denied-late';
}

/** Nobody ever saw the secret, and there is no other card that could say so. */
function wasNeverDelivered({ ending, handover, takenOver: taken }: Done): boolean {
  return ending === 'erased' && handover === undefined && taken === undefined;
}

/** When the secret of a request that was carried out is erased by itself. */
export function erasesAt({ dueAt }: CarriedOut): Date {
  return new Date(dueAt);
}

function outcome(request: CarriedOut | Done, options: CardOptions): AdaptiveCard {
  const { target } = request;
  return outcomeCard(
    {
      action: request.action,
      ...actingOf(request),
      targetName: target.displayName,
      targetUpn: target.userPrincipalName,
      at: new Date(request.carriedOutAt),
      verification: request.verification,
      handover: whereabouts(request),
      chatLink: options.chatLink,
      installLink: options.installLink,
      synced: target.synced,
      ...afterwardsView(request),
      signOut: request.signedOut,
      reason: request.reason,
      reasonText: request.note,
      ticket: request.ticket,
      approvedBy: approverOf(request),
      proofs: shownProofs(request),
      takenOver: takerOf(request),
    },
    options,
  );
}

/** Where the secret is: in the private chat once the card that leads to it is there, handed over once its requester says so. */
function whereabouts(request: CarriedOut | Done): OutcomeView['handover'] {
  if (request.state === 'done' && request.ending === 'erased') return request.takenOver ? 'taken-over' : 'erased';
  if (request.state === 'done') return 'handed-over';
  if (request.handover !== undefined) return 'private';
  const why = request.undelivered;
  return why === 'not-installed' ? 'waiting-for-install' : (why ?? 'on-its-way');
}

function unknown({ id, action, repeatRefused, dueAt, target }: Unknown, options: CardOptions): AdaptiveCard {
  const refusedUntil = repeatRefused ? new Date(dueAt) : undefined;
  return unknownCard({ action, request: id, targetName: target.displayName, refusedUntil }, options);
}

function failed(request: Failed, options: CardOptions): AdaptiveCard {
  const { action, target, refusal } = request;
  // What it failed of later on has a reason of its own.
  if (request.takenOver && refusal.rule === 'answer-lost') return takenOver(request, request.takenOver, options);
  const view = { action, targetName: target.displayName, ...refusal, ...afterwardsView(request) };
  return failedCard({ ...view, approvedBy: approverOf(request) }, options);
}

function receipt(request: Done, options: CardOptions): AdaptiveCard {
  const { target } = request;
  return receiptCard(
    {
      action: request.action,
      request: request.id,
      targetName: target.displayName,
      targetUpn: target.userPrincipalName,
      ...afterwardsView(request),
      fate: fateView(request),
      mayBeLive: mayBeLive(request, options.now),
      handedOverAt: new Date(request.finishedAt),
      ...actingOf(request),
      repeated: request.repeatedAt.length > 0,
      approvedBy: approverOf(request),
      nobodyTold: isNobodyTold(request.told ?? []),
      proofs: shownProofs(request),
      links: entraLinks(target.id, options.portal),
    },
    options,
  );
}

function erased(request: Done, options: CardOptions): AdaptiveCard {
  const { id, action, target, finishedAt } = request;
  const view = { action, request: id, targetName: target.displayName, erasedAt: new Date(finishedAt) };
  return erasedCard({ ...view, ...afterwardsView(request), mayBeLive: mayBeLive(request, options.now) }, options);
}

function takenOver(request: Done | Failed, { by, at }: TakenOver, options: CardOptions): AdaptiveCard {
  const { action, target, requester, state } = request;
  const { displayName: targetName, userPrincipalName: targetUpn } = target;
  const view = { action, targetName, targetUpn, requesterName: requester.name, state, ...afterwardsView(request) };
  return takenOverCard({ ...view, takenOver: { name: by.name, at: new Date(at) } }, options);
}

function takerOf(request: CarriedOut | Done): TakenOverBy | undefined {
  const taken = takenOverOf(request);
  return taken && { name: taken.by.name, at: new Date(taken.at) };
}
