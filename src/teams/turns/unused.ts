import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import { type UnusedRow, unusedCard } from '../../cards/unused-card.ts';
import { ACTIONS } from '../../desk/actions/actions.ts';
import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { remindManager } from '../../desk/remind.ts';
import type { Place } from '../../desk/request/people.ts';
import { toldOf } from '../../desk/request/request.ts';
import { MOST_UNUSED_ROWS } from '../../desk/times.ts';
import { type LyingAround, unusedFor } from '../../desk/unused.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import type { SignedInClick } from './click.ts';
import { inPlaceOf } from './click-answers.ts';

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
  const isOwn = requester.id === asker.id;
  const by = isOwn ? undefined : requester.name;
  const mayWithdraw = isOwn && ACTIONS[action].afterwards !== undefined;
  return {
    request: id,
    action,
    use,
    person: target.displayName,
    at: new Date(finishedAt),
    requesterName: by,
    ticket,
    mayWithdraw,
  };
}

/** Remind the manager: who presses is told whether that worked; where there is nothing left to remind of, the list is read again. */
export async function onRemindManager(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { desk } = services;
  const { session, request, turn, at } = click;
  const context = cardContext(services, turn.asker);
  const answered = await remindManager(desk, session, request, { does: 'remind-manager', by: turn.asker, at });
  if (answered.kind === 'refused') return inPlaceOf(services, click, answered);
  if (answered.kind !== 'done') return { type: 'card', card: await unusedCardFor({ services, turn }, session) };
  const reminded = toldOf(answered.request)?.at(-1);
  const present = await performDuties(services, answered.request, { later: THEIR_OWN.filter(kind => kind !== 'tell') });
  const told = toldOf(present)?.find(({ id }) => id === reminded?.id);
  const said = told?.place ? 'reminded' : told?.unsent ? 'notReminded' : 'reminderWaits';
  return { type: 'message', text: clickMessage(said, context, { manager: reminded?.of?.name ?? '' }) };
}
