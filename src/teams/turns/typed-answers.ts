import { USUAL_ACTION } from '../../action-kinds.ts';
import { askedCard } from '../../cards/asked-card.ts';
import { cancelledCard } from '../../cards/ending-cards.ts';
import { answeredCard, type ReplyView, replyCard, wishFor } from '../../cards/reply-cards.ts';
import { cancel } from '../../desk/cancel.ts';
import { answerDoubt, doubtSent, keepDoubt, openDoubt } from '../../desk/doubts.ts';
import type { Doubt, OpenWish } from '../../desk/request/doubt.ts';
import type { ActionErrand } from '../../desk/request/errand.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { dueAtOf, type Request, targetOf } from '../../desk/request/request.ts';
import { ANSWER_LIFETIME, MINUTE } from '../../desk/times.ts';
import { cardContext } from '../services.ts';
import { redraw } from '../showing/drawing.ts';
import { conclude } from '../showing/perform-duties.ts';
import { offered, placesOf } from './pick-by-word.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';

/** Asks whose password it is about; for a while the name alone is the answer. */
export async function askWhose(talk: Talk, asked: OpenWish): Promise<void> {
  const { services, turn, place } = talk;
  const { ticket, note, typedPassword } = asked;
  await keepDoubt(services.desk, turn, place, { about: 'whose', ticket, note, typedPassword });
  await reply(talk, { to: 'whose', typedPassword, values: { minutes: ANSWER_LIFETIME / MINUTE } });
}

/**
 * Asks whether a reset is wished at all, and looks nobody up before that is answered. Whoever was just asked whose password it is
 * about has wished it already.
 * @returns whether anything has begun
 */
export async function askWhether(talk: Talk, errand: ActionErrand): Promise<boolean> {
  const { services, turn, place } = talk;
  const open = await openDoubt(services.desk, turn, place);
  if (open?.about === 'whose') return runAnswer(talk, open, errand);
  const doubt = await keepDoubt(services.desk, turn, place, { about: 'wish', errand });
  const { action, label: target, ticket, note: reasonText, typedPassword } = errand;
  const view = { action, doubt: doubt.id, target, ticket, reasonText, typedPassword };
  const card = askedCard(
    { ...view, requesterName: turn.asker.name, expiresAt: new Date(doubt.dueAt) },
    cardContext(services, turn.asker),
  );
  await doubtSent(services.desk, doubt, await services.messenger.send(place, card));
  return false;
}

/** "Yes": looks up what was asked about, and says whether anything has begun. What a button confirms is never confirmed by it. */
export async function onYes(talk: Talk): Promise<boolean> {
  const { doubt, request } = await lastOpen(talk);
  if (doubt?.about === 'wish') return goOnWith(talk, doubt);
  await (doubt ? askWhose(talk, doubt) : sayWhatToPress(talk, request));
  return false;
}

async function sayWhatToPress(talk: Talk, request: Request | undefined): Promise<void> {
  switch (request?.state) {
    case 'choosing':
      return reply(talk, { to: 'yes-pick' });
    case 'open':
      return reply(talk, { to: 'yes-confirm', values: { target: request.target.displayName } });
    default:
      return reply(talk, { to: 'yes' });
  }
}

/** "Cancel": what this person was asked last in this conversation, or their one open request there. */
export async function onCancel(talk: Talk): Promise<void> {
  const { doubt, request, open } = await lastOpen(talk);
  if (doubt) return cancelDoubt(talk, doubt);
  if (!request) return reply(talk, { to: 'nothing-open' });
  if (open.length > 1) return reply(talk, { to: 'several-open', values: { count: open.length } });
  const { services, turn, place } = talk;
  const answered = await cancel(services.desk, request, { does: 'cancel', by: turn.asker, at: place });
  if (answered.kind !== 'done') return reply(talk, { to: 'nothing-open' });
  await conclude(services, answered.request);
  await sayCancelled(talk, request.action, targetOf(request)?.displayName);
}

/** "2": the second one of the people on a card. Says whether anything has begun. */
export async function onChoice(talk: Talk, number: number): Promise<boolean> {
  const list = (await openHere(talk)).findLast(({ state }) => state === 'choosing');
  const count = list === undefined ? 0 : offered(list).length;
  if (!list || number > count) {
    await reply(talk, list ? { to: 'not-on-list', values: { count } } : { to: 'no-list' });
    return false;
  }
  return runErrand(talk, { wants: 'pick', request: list.id, choice: number - 1 });
}

/** A name and no more: the answer to "Whose password?", or one of the people on a card. Says whether anything has begun. */
export async function onNameOnly(talk: Talk, errand: ActionErrand): Promise<boolean> {
  const { doubt, request } = await lastOpen(talk);
  if (doubt?.about === 'whose') return runAnswer(talk, doubt, errand);
  const [choice, another] = request?.state === 'choosing' ? placesOf(errand.query, offered(request)) : [];
  if (another === undefined && request && choice !== undefined)
    return runErrand(talk, { wants: 'pick', request: request.id, choice });
  const context = cardContext(talk.services, talk.turn.asker);
  const values = { exampleFor: wishFor(errand.label, context) };
  await reply(talk, another === undefined ? { to: 'name-only', values } : { to: 'yes-pick' });
  return false;
}

/** What this person was asked last here, or their latest open request here, whichever is newer, and all of those requests. */
async function lastOpen(talk: Talk): Promise<{ doubt?: Doubt; request?: Request; open: readonly Request[] }> {
  const { services, turn, place } = talk;
  const [doubt, open] = await Promise.all([openDoubt(services.desk, turn, place), openHere(talk)]);
  const request = open.at(-1);
  return doubt && doubt.askedAt >= (request?.createdAt ?? 0) ? { doubt, open } : { request, open };
}

/** Requests of this person in this conversation that wait for somebody to press, oldest first. */
async function openHere({ services, turn, place }: Talk): Promise<Request[]> {
  const { store, now } = services.desk;
  const unfinished = await store.unfinished(turn.asker.id);
  return unfinished.filter(request => isOpen(request, now()) && sameConversation(request.place, place));
}

function isOpen(request: Request, now: number): boolean {
  switch (request.state) {
    case 'choosing':
    case 'open':
    case 'awaiting-approval':
    case 'approved':
      return (dueAtOf(request) ?? 0) > now;
    default:
      return false;
  }
}

/** It is known now whose password it is about. */
async function runAnswer(talk: Talk, doubt: Doubt & { about: 'whose' }, errand: ActionErrand): Promise<boolean> {
  const typedPassword = doubt.typedPassword || errand.typedPassword;
  let begun = false;
  await answerDoubt(talk.services.desk, doubt, async () => {
    const ticket = errand.ticket ?? doubt.ticket;
    const note = errand.note ?? doubt.note;
    begun = await runErrand(talk, { ...errand, ticket, note, typedPassword });
  });
  return begun;
}

async function goOnWith(talk: Talk, doubt: Doubt & { about: 'wish' }): Promise<boolean> {
  const { services, turn } = talk;
  let begun = false;
  await answerDoubt(services.desk, doubt, async () => {
    begun = await runErrand(talk, doubt.errand);
    await redraw(services, turn, doubt.place, answeredCard(cardContext(services, turn.asker)));
  });
  return begun;
}

async function cancelDoubt(talk: Talk, doubt: Doubt): Promise<void> {
  const { services, turn } = talk;
  const { name: by } = turn.asker;
  const action = doubt.about === 'wish' ? doubt.errand.action : USUAL_ACTION;
  await answerDoubt(services.desk, doubt, async () => {
    await redraw(services, turn, doubt.place, cancelledCard({ action, by }, cardContext(services, turn.asker)));
    await sayCancelled(talk, action);
  });
}

async function sayCancelled(
  { services, turn, place }: Talk,
  action: Request['action'],
  targetName?: string,
): Promise<void> {
  const view = { action, targetName, by: turn.asker.name };
  await services.messenger.send(place, cancelledCard(view, cardContext(services, turn.asker)));
}

async function reply({ services, turn, place }: Talk, view: Omit<ReplyView, 'shared'>): Promise<void> {
  const card = replyCard({ ...view, shared: !place.personal }, cardContext(services, turn.asker));
  await services.messenger.send(place, card);
}
