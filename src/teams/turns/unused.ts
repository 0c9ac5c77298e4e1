import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import { type UnusedRow, unusedCard } from '../../cards/unused-card.ts';
import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import { MOST_UNUSED_ROWS } from '../../desk/times.ts';
import { type LyingAround, unusedFor } from '../../desk/unused.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';

/** Whoever asks, with what they are signed in to. */
interface Asking {
  services: Services;
  session: DirectorySession;
  turn: Turn;
}

/** What was handed over and not used yet, read now as whoever asks. @throws DirectoryError */
export async function unusedCardFor(
  { services, turn }: Omit<Asking, 'session'>,
  session: DirectorySession,
): Promise<AdaptiveCard> {
  const { desk } = services;
  const { found, ofAll, more } = await unusedFor(desk, session, turn);
  const rows = (use: LyingAround['use']) => found.filter(each => each.use === use).map(each => rowOf(each, turn));
  const view = { unused: rows('unused'), notKnown: rows('not-known'), ofAll, more, at: new Date(desk.now()) };
  return unusedCard({ ...view, most: MOST_UNUSED_ROWS }, cardContext(services, turn.asker));
}

/** Check now: the same card, as it is now. Whoever presses reads what they themselves may see. */
export async function onCheckUnused({ services, session, turn }: Asking, at: Place): Promise<ActionAnswer> {
  const context = cardContext(services, turn.asker);
  if (!at.personal) return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  return { type: 'card', card: await unusedCardFor({ services, turn }, session) };
}

function rowOf({ request, use }: LyingAround, { asker }: Turn): UnusedRow {
  const { id, action, target, requester, ticket, finishedAt } = request;
  const by = requester.id === asker.id ? undefined : requester.name;
  return { request: id, action, use, person: target.displayName, at: new Date(finishedAt), requesterName: by, ticket };
}
