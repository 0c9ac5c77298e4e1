import type { ActionKind } from '../action-kinds.ts';
import { type TextValues, text } from '../locales/text.ts';
import type { CardContext } from './card.ts';
import { LONGEST, shownText } from './escape.ts';

/** Answers to a click that are a line of text: value of an invoke response of type application/vnd.microsoft.activity.message. */
export type ClickAnswer =
  | 'alreadyDone'
  | 'doubtOver'
  | 'notUnderstoodAction'
  | 'declineNeedsReason'
  | 'looksLikePassword'
  | 'inputUnreadable'
  | 'choiceUnreadable'
  | 'askOver'
  | 'exportAsked'
  | 'reminded'
  | 'notReminded'
  | 'reminderWaits'
  | 'later';

export function clickMessage(answer: ClickAnswer, { locale }: CardContext, values: TextValues = {}): string {
  return text(locale, `message.${answer}`, values);
}

/** For somebody who can't be shown just now what waits for them; `time` is when it is erased. */
export function keptMessage({ action, time }: { action: ActionKind; time: string }, { locale }: CardContext): string {
  return text(locale, `${action}.message.kept`, { time });
}

/** For somebody who presses a card that belongs to another person. */
export function notYoursMessage({ requesterName }: { requesterName: string }, { locale }: CardContext): string {
  return text(locale, 'message.notYours', { requester: shownText(requesterName, LONGEST.name) });
}

/** For somebody who presses a card that asks another person. */
export function notAskedMessage({ askedName }: { askedName: string }, { locale }: CardContext): string {
  return text(locale, 'message.notAsked', { asked: shownText(askedName, LONGEST.name) });
}
