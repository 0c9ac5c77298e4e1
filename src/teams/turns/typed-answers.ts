import { cancelledCard, neitherCard } from '../../cards/ending-cards.ts';
import { answeredCard, type ReplyView, replyCard, wishesFor } from '../../cards/reply-cards.ts';
import { cancel } from '../../desk/cancel.ts';
import { answerDoubt } from '../../desk/doubts.ts';
import {
  type AskedDoubt,
  type DoubtOnCard,
  errandOf,
  type OpenErrand,
  type OpenWish,
} from '../../desk/request/doubt.ts';
import type { ActionErrand } from '../../desk/request/errand.ts';
import { type Request, targetOf } from '../../desk/request/request.ts';
import { text } from '../../locales/text.ts';
import { cardContext } from '../services.ts';
import { redraw } from '../showing/drawing.ts';
import { conclude } from '../showing/perform-duties.ts';
import { answerWhose, askWhose, withWritten } from './ask-first.ts';
import { lastOpen, openHere } from './last-open.ts';
import { offered, placesOf } from './pick-by-word.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';

/**
 * "Yes": looks up what was asked about, and says whether anything has begun. It does not say which of two things is wished, and
 * what a button confirms is never confirmed by it.
 */
export async function onYes(talk: Talk): Promise<boolean> {
  const { doubt, request } = await lastOpen(talk);
  switch (doubt?.about) {
    case 'wish':
      return goOnWith(talk, doubt, doubt.errand);
    case 'which':
      await reply(talk, { to: 'yes-which' });
      return false;
    case 'whose':
      await askWhose(talk, doubt);
      return false;
    case undefined:
      await sayWhatToPress(talk, request);
      return false;
  }
}

/** What is to be done and no more, as "a pass": the answer to which of two things is wished. Says whether anything has begun. */
export async function onActionOnly(talk: Talk, asked: OpenWish): Promise<boolean> {
  const [action, another] = asked.offered;
  const { doubt } = await lastOpen(talk);
  if (doubt?.about === 'which' && !another) {
    const errand = errandOf(doubt, doubt.offered.indexOf(action));
    if (errand) return goOnWith(talk, doubt, withWritten(errand, asked));
  }
  await askWhose(talk, asked);
  return false;
}

async function sayWhatToPress(talk: Talk, request: Request | undefined): Promise<void> {
  switch (request?.state) {
    case 'choosing':
      return reply(talk, { to: 'yes-pick' });
    case 'open': {
      const confirm = text(talk.turn.asker.locale, `${request.action}.action.confirm`);
      return reply(talk, { to: 'yes-confirm', values: { target: request.target.displayName, confirm } });
    }
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

/** "2": the second of two things on a card, or of the people on one. Says whether anything has begun. */
export async function onChoice(talk: Talk, number: number): Promise<boolean> {
  const { doubt } = await lastOpen(talk);
  if (doubt?.about === 'which') return onChoiceOfTwo(talk, doubt, number);
  const list = (await openHere(talk)).findLast(({ state }) => state === 'choosing');
  const count = list === undefined ? 0 : offered(list).length;
  if (!list || number > count) {
    await reply(talk, list ? { to: 'not-on-list', values: { count } } : { to: 'no-list' });
    return false;
  }
  return runErrand(talk, { wants: 'pick', request: list.id, choice: number - 1 });
}

async function onChoiceOfTwo(talk: Talk, doubt: DoubtOnCard, number: number): Promise<boolean> {
  const errand = errandOf(doubt, number - 1);
  if (errand) return goOnWith(talk, doubt, errand);
  await reply(talk, { to: 'yes-which' });
  return false;
}

/** A name and no more: the answer to whose account it is about, or one of the people on a card. Says whether anything has begun. */
export async function onNameOnly(talk: Talk, errand: OpenErrand): Promise<boolean> {
  const { doubt, request } = await lastOpen(talk);
  if (doubt?.about === 'whose') return answerWhose(talk, doubt, { errand, offered: doubt.offered });
  const [choice, another] = request?.state === 'choosing' ? placesOf(errand.query, offered(request)) : [];
  if (another === undefined && request && choice !== undefined)
    return runErrand(talk, { wants: 'pick', request: request.id, choice });
  const context = cardContext(talk.services, talk.turn.asker);
  const values = wishesFor(errand.label, context);
  await reply(talk, another === undefined ? { to: 'name-only', values } : { to: 'yes-pick' });
  return false;
}

async function goOnWith(talk: Talk, doubt: DoubtOnCard, errand: ActionErrand): Promise<boolean> {
  const { services, turn } = talk;
  let begun = false;
  await answerDoubt(services.desk, doubt, async () => {
    begun = await runErrand(talk, errand);
    await redraw(services, turn, doubt.place, answeredCard(cardContext(services, turn.asker)));
  });
  return begun;
}

async function cancelDoubt(talk: Talk, doubt: AskedDoubt): Promise<void> {
  const { services, turn } = talk;
  const { name: by } = turn.asker;
  const [action, other] = doubt.about === 'wish' ? [doubt.errand.action] : doubt.offered;
  const context = cardContext(services, turn.asker);
  const card = other ? neitherCard({ by }, context) : cancelledCard({ action, by }, context);
  await answerDoubt(services.desk, doubt, async () => {
    await redraw(services, turn, doubt.place, card);
    await services.messenger.send(talk.place, card);
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
