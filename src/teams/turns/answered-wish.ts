import { aboutRefusedCard } from '../../cards/about-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { type AskAnswer, ask } from '../../desk/ask.ts';
import type { Turn } from '../../desk/desk.ts';
import { keepDoubt } from '../../desk/doubts.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { ActionErrand } from '../../desk/request/errand.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Request } from '../../desk/request/request.ts';
import { cardContext, type Services } from '../services.ts';
import { answerCard } from '../showing/answer-cards.ts';

/** Whose wish it is, and where. */
interface Wishing {
  services: Services;
  turn: Turn;
  place: Place;
}

/** What is wished, without what makes it an errand. */
type Wished = Omit<ActionErrand, 'wants'>;

/**
 * Asks the desk for what is wished, and draws its answer.
 * @throws DirectoryError
 */
export async function answeredWish(
  wishing: Wishing,
  session: DirectorySession,
  errand: Wished,
): Promise<{ answer: AskAnswer; card: AdaptiveCard }> {
  const { services, turn, place } = wishing;
  const answer = await ask(services.desk, session, turn, { ...errand, place });
  return { answer, card: await cardOfWish(wishing, errand, answer) };
}

/**
 * Draws what the desk has answered to a wish. Where another action is possible instead, the card offers it: what its button asks
 * for is kept, since a card carries no more than an id.
 */
export async function cardOfWish(wishing: Wishing, errand: Wished, answer: AskAnswer): Promise<AdaptiveCard> {
  const { services, turn, place } = wishing;
  const isRefused = answer.kind === 'refused' && answer.refusal.rule === 'requester-has-no-role';
  // Whoever may do something else is of the helpdesk.
  if (place.personal && isRefused && !answer.instead) {
    return aboutRefusedCard({ action: errand.action, ...answer.refusal }, cardContext(services, turn.asker));
  }
  const doubt = answer.kind === 'refused' ? await keepInstead(wishing, errand, answer) : undefined;
  const view = { action: errand.action, label: errand.label, doubt, now: services.desk.now() };
  return answerCard(answer, view, cardContext(services, turn.asker));
}

/** Keeps the wish for the other action. Returns the id under which it is asked for; undefined where there is none. */
async function keepInstead(
  { services, turn, place }: Wishing,
  errand: Wished,
  { instead }: AskAnswer & { kind: 'refused' },
): Promise<string | undefined> {
  if (!instead) return undefined;
  const { id: value, displayName: label } = instead.target;
  const query = { by: 'object-id', value } as const;
  const wished: ActionErrand = { ...errand, wants: 'action', action: instead.action, query, label };
  return (await keepDoubt(services.desk, turn, place, { about: 'offer', errand: wished })).id;
}

/** The wish with which a request began, for another card about it. */
export function wishOf({ action, ticket, note, typedPassword, query: label = '' }: Request): Wished {
  return { action, ticket, note, typedPassword, label, query: { by: 'name', value: label } };
}
