import { alarmCard, type Reached } from '../../cards/alarm-card.ts';
import { callerDeniedCard } from '../../cards/caller-denied-card.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { entraLinks } from '../../cards/entra-links.ts';
import { proofBecauseText } from '../../cards/proof-because-text.ts';
import { withoutProofCard } from '../../cards/without-proof-card.ts';
import { raisedAlarm } from '../../desk/request/caller.ts';
import { isUnaccounted } from '../../desk/request/duties.ts';
import { approvalOf, type Request, targetOf } from '../../desk/request/request.ts';
import type { AlarmAbout } from '../../desk/settings.ts';
import { ALARM_LIFETIME } from '../../desk/times.ts';
import { actingOf, approverOf } from './approval-views.ts';

/** What the requester's cards are once somebody has said that the person never called; undefined where nobody has. */
export function neverCalledCard(request: Request, context: CardContext): AdaptiveCard | undefined {
  const [target, alarm] = [targetOf(request), raisedAlarm(request)];
  if (!target || !alarm) return undefined;
  const { action } = request;
  const { displayName: targetName, userPrincipalName: targetUpn } = target;
  const view = { action, targetName, targetUpn, by: alarm.by.name, as: alarm.as, reached: reachedBy(request) };
  return callerDeniedCard(view, context);
}

/**
 * Tells the approvals conversation of the alarm; undefined where there is none. `about`: what is kept of the last one about the
 * target, which may be about another request: then this one can't be ended any more.
 */
export function alarmAlert(
  request: Request,
  about: AlarmAbout | undefined,
  context: CardContext,
): AdaptiveCard | undefined {
  const [target, alarm] = [targetOf(request), raisedAlarm(request)];
  if (!target || !alarm) return undefined;
  const own = about?.requestId === request.id ? about : undefined;
  return alarmCard(
    {
      action: request.action,
      request: request.id,
      alarm: own?.id ?? request.id,
      targetName: target.displayName,
      targetUpn: target.userPrincipalName,
      ...actingOf(request),
      by: alarm.by.name,
      as: alarm.as,
      at: new Date(alarm.at),
      requestedAt: new Date(request.createdAt),
      until: new Date(alarm.at + ALARM_LIFETIME),
      reached: reachedBy(request),
      ended: own?.ended && { by: own.ended.by.name, at: new Date(own.ended.at) },
      links: entraLinks(target.id, context.portal),
    },
    context,
  );
}

/** Tells the approvals conversation that somebody approved although nothing has shown who calls; undefined where nobody did. */
export function withoutProofAlert(request: Request, context: CardContext): AdaptiveCard | undefined {
  const [target, approvedBy, because] = [targetOf(request), approverOf(request), approvalOf(request)?.withoutProof];
  if (!target || !approvedBy || !because) return undefined;
  return withoutProofCard(
    {
      action: request.action,
      targetName: target.displayName,
      targetUpn: target.userPrincipalName,
      ...actingOf(request),
      approvedBy,
      because: proofBecauseText(context.locale, because),
    },
    context,
  );
}

/** How far a request has come, and what is known of it. */
export function reachedBy(request: Request): Reached {
  switch (request.state) {
    case 'running':
    case 'unknown':
      return 'unknown';
    case 'carried-out':
    case 'done':
      if (request.state === 'done' && request.ending === 'handed-over') return 'handed-over';
      return request.shownAt === undefined ? 'erased' : 'shown';
    case 'failed': {
      const { rule } = request.refusal;
      const isOpen = rule === 'answer-lost' || rule === 'caller-denied-late' || isUnaccounted(request);
      return isOpen ? 'unknown' : 'nothing';
    }
    default:
      return 'nothing';
  }
}
