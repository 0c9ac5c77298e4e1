import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { toldCard } from '../../cards/told-card.ts';
import { raisedAlarm } from '../../desk/request/caller.ts';
import type { Place } from '../../desk/request/people.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { type Request, targetOf, toldOf } from '../../desk/request/request.ts';
import type { Told } from '../../desk/request/told.ts';
import { cardContext, type Services } from '../services.ts';
import { reachedBy } from './alarm-views.ts';

/** The one who is told in this chat; undefined: nobody is. */
export function toldAt(request: Request, at: Place): Told | undefined {
  return toldOf(request)?.find(({ place }) => place !== undefined && sameConversation(place, at));
}

/** How whoever is told reads is known once they have pressed; before it, they speak with the requester. */
export function toldContext(services: Services, { requester }: Request, { viewer }: Told): CardContext {
  return cardContext(services, viewer ?? requester);
}

/** The card of somebody who is told of what was done; undefined where nothing was. */
export function cardOfTold(
  services: Services,
  request: Request,
  told: Told,
  context = toldContext(services, request, told),
): AdaptiveCard | undefined {
  const target = targetOf(request);
  if (!target || !('carriedOutAt' in request) || request.carriedOutAt === undefined) return undefined;
  const { id, action, requester, ticket, carriedOutAt } = request;
  const alarm = raisedAlarm(request);
  return toldCard(
    {
      action,
      request: id,
      told: told.id,
      as: told.as,
      isReminder: told.remindedAt !== undefined,
      at: new Date(carriedOutAt),
      by: services.desk.policy.notices.name ? requester.name : undefined,
      ticket,
      targetName: target.displayName,
      targetUpn: target.userPrincipalName,
      alarm: alarm && {
        by: alarm.by.id === told.of?.id ? 'themselves' : 'another',
        reached: reachedBy(request),
      },
    },
    context,
  );
}
