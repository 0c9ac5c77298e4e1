import { formatDateTime } from '../locales/time.ts';
import { execute } from './actions.ts';
import type { Reached } from './alarm-card.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import type { ToldCode } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { type Inlines, sentence, shownValue } from './text-runs.ts';

interface ToldView extends TargetView {
  request: string;
  /** Id of what they were told with. */
  told: string;
  as: ToldCode;
  /** They were told before, or might have been, and it was not used up since. */
  isReminder?: boolean;
  at: Date;
  /** Who did it; missing where the policy does not name them. */
  by?: string;
  ticket?: string;
  /** Somebody has said that it is not right: they themselves or somebody else, and how far it had come. */
  alarm?: { by: 'themselves' | 'another'; reached: Reached };
}

/** Tells whose account it is, or their manager, what was done to it, and lets them say that it is not right. */
export function toldCard(view: ToldView, context: CardContext): AdaptiveCard {
  const { action, request, told: ask, as, ticket, alarm, targetName: target } = view;
  if (alarm) return alarmedCard(view, alarm, context);
  return noticeOf(context, {
    tone: 'emphasis',
    title: view.isReminder ? `${action}.reminder.title` : `${action}.${as}.title`,
    paragraphs: [
      [whatWasDone(view, context), ...(as === 'manager-told' ? signInLines(view) : [])],
      [sentence(context, view.isReminder ? `${action}.reminder.next` : `told.${as}.next`, { target })],
    ],
    facts: facts(context, [['fact.ticket', ticket ? [shownValue(ticket)] : []]]),
    links: [
      [execute(context, 'raise-alarm', as === 'manager-told' ? 'action.notRight' : 'action.notMe', { request, ask })],
    ],
  });
}

function whatWasDone(view: ToldView, context: CardContext): Inlines {
  const { action, as, by: requester, at, targetName: target } = view;
  const time = formatDateTime(at, context.locale, context.timeZone);
  if (view.isReminder) return sentence(context, `${action}.reminder.text`, { target, time });
  return requester === undefined
    ? sentence(context, `${action}.${as}.text`, { target, time })
    : sentence(context, `${action}.${as}.named`, { target, time, requester });
}

function alarmedCard(
  { action, as, targetName: target }: ToldView,
  { by, reached }: NonNullable<ToldView['alarm']>,
  context: CardContext,
): AdaptiveCard {
  const isTheirs = by === 'themselves';
  return noticeOf(context, {
    tone: 'attention',
    title: isTheirs ? 'askEnded.alarm.title' : 'askEnded.told.title',
    paragraphs: [
      [sentence(context, isTheirs ? `told.${as}.alarm` : 'told.another.alarm', { target })],
      [sentence(context, `${action}.reached.${reached}`, { target })],
      [sentence(context, 'askEnded.next')],
    ],
  });
}
