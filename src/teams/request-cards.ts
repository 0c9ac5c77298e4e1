import type { AdaptiveCard, CardContext } from '../cards/card.ts';
import { cancelledCard, expiredCard, workingCard } from '../cards/ending-cards.ts';
import { entraLinks } from '../cards/entra-links.ts';
import { erasedCard } from '../cards/erased-card.ts';
import { failedCard } from '../cards/failed-card.ts';
import { handoverCard } from '../cards/handover-card.ts';
import { outcomeCard } from '../cards/outcome-card.ts';
import { receiptCard } from '../cards/receipt-card.ts';
import { refusedCard } from '../cards/refused-card.ts';
import { unknownCard } from '../cards/trouble-cards.ts';
import type { ResetRequest } from '../desk/request.ts';
import { PASSWORD_LIFETIME } from '../desk/transitions.ts';
import { installLink } from './links.ts';

export interface CardOptions extends CardContext {
  /** The app's id in Teams, for the link that installs it. */
  appId: string;
}

/**
 * The card that everybody in the conversation sees, drawn from the stored request alone. undefined while the request waits
 * for a click: that card was drawn from the directory and stays as it is.
 */
export function conversationCard(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const targetName = request.target?.displayName;
  switch (request.state) {
    case 'choosing':
    case 'open':
      return undefined;
    case 'resetting':
      return workingCard({ targetName: targetName ?? '' }, options);
    case 'unknown':
      return unknownCard({ request: request.id, targetName: targetName ?? '' }, options);
    case 'reset':
      return outcome(request, options);
    case 'done':
      return wasNeverDelivered(request) ? erased(request, targetName ?? '', options) : outcome(request, options);
    case 'cancelled':
      return cancelledCard({ targetName, by: request.requester.name }, options);
    case 'expired':
      return expiredCard({ targetName }, options);
    case 'refused':
    case 'failed':
      return refused(request, options);
  }
}

/** The card in the requester's personal chat that leads to the password; undefined before there is anything to hand over. */
export function personalCard(request: ResetRequest, options: CardOptions): AdaptiveCard | undefined {
  const { target } = request;
  if (!target) return undefined;
  const names = { targetName: target.displayName, targetUpn: target.userPrincipalName };
  switch (request.state) {
    case 'reset':
      return handoverCard({ ...names, request: request.id, erasesAt: erasesAt(request) }, options);
    case 'done':
      return request.ending === 'erased' ? erased(request, names.targetName, options) : receipt(request, options);
    case 'failed':
      return refused(request, options);
    default:
      return undefined;
  }
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
  const delivered = request.handover !== undefined || request.ending === 'handed-over';
  return outcomeCard(
    {
      requesterName: requester.name,
      targetName: target?.displayName ?? '',
      targetUpn: target?.userPrincipalName ?? '',
      at: new Date(request.resetAt ?? request.createdAt),
      verification: request.verification ?? 'pending',
      handover: request.notInstalled && !delivered ? 'waiting-for-install' : 'private',
      installLink: installLink(options.appId),
      synced: target?.synced === true,
      signOut: request.signOut === 'wanted' ? undefined : request.signOut,
      reason: request.reason,
      reasonText: request.note,
      ticket: request.ticket,
    },
    options,
  );
}

function refused(request: ResetRequest, options: CardOptions): AdaptiveCard {
  const { rule, values } = request.refusal ?? { rule: 'graph-denied' as const, values: {} };
  if (request.state === 'refused') return refusedCard({ rule, values }, options);
  return failedCard({ targetName: request.target?.displayName ?? '', rule, values }, options);
}

function receipt(request: ResetRequest, options: CardOptions): AdaptiveCard {
  const { target, requester } = request;
  return receiptCard(
    {
      targetName: target?.displayName ?? '',
      targetUpn: target?.userPrincipalName ?? '',
      handedOverAt: new Date(request.finishedAt ?? request.createdAt),
      requesterName: requester.name,
      links: entraLinks(target?.id ?? '', options.portal),
    },
    options,
  );
}

function erased(request: ResetRequest, targetName: string, options: CardOptions): AdaptiveCard {
  const erasedAt = new Date(request.finishedAt ?? request.createdAt);
  return erasedCard({ request: request.id, targetName, erasedAt }, options);
}
