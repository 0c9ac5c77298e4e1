import { type AskEndedHow, askEndedCard } from '../../cards/ask-ended-card.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { managerAskCard } from '../../cards/manager-ask-card.ts';
import { numberAskCard } from '../../cards/number-ask-card.ts';
import { knownCaller, raisedAlarm } from '../../desk/request/caller.ts';
import type { Place } from '../../desk/request/people.ts';
import { sameConversation } from '../../desk/request/place.ts';
import type { ProofAsk } from '../../desk/request/proof.ts';
import { type Request, targetOf } from '../../desk/request/request.ts';
import { reachedBy } from './alarm-views.ts';

/** The ask whose card is in this chat: of several, the last one. */
export function askAt(request: Pick<Request, 'caller'>, at: Place): ProofAsk | undefined {
  return knownCaller(request).asks.findLast(({ place }) => place !== undefined && sameConversation(place, at));
}

/**
 * The card of whoever is asked to show who calls, as it is at `now` (in milliseconds since the epoch); undefined where the request is
 * about nobody.
 */
export function askCard(request: Request, ask: ProofAsk, now: number, context: CardContext): AdaptiveCard | undefined {
  const target = targetOf(request);
  if (!target) return undefined;
  const { id, action, requester } = request;
  const view = {
    action,
    request: id,
    ask: ask.id,
    requesterName: requester.name,
    targetName: target.displayName,
    targetUpn: target.userPrincipalName,
  };
  const how = howEnded(request, ask, now);
  const reached = raisedAlarm(request) ? reachedBy(request) : undefined;
  if (how) return askEndedCard({ ...view, kind: ask.kind, how, reached }, context);
  const until = new Date(ask.until);
  return ask.kind === 'manager'
    ? managerAskCard({ ...view, askedAt: new Date(ask.askedAt), until }, context)
    : numberAskCard({ ...view, numbers: ask.numbers?.shown ?? [], until }, context);
}

/** How it has ended for whoever was asked; undefined: it has not. What was not answered in time ends by itself. */
function howEnded(request: Request, ask: ProofAsk, now: number): AskEndedHow | undefined {
  const alarm = raisedAlarm(request);
  if (alarm) return alarm.by.id === ask.of.id ? 'alarm' : 'told';
  const { ended = ask.until <= now ? 'over' : undefined } = ask;
  if (ended !== 'over') return ended;
  return ask.until <= now ? 'over' : 'stopped';
}
