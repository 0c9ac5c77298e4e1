import type { ActionKind, Offered } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { type ActionData, type CardAction, execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { type Inlines, quietSentence, sentence, shownValue } from './text-runs.ts';

interface AskedView {
  /** What may be wished: of one it is asked whether, of more which. */
  offered: Offered;
  /** Id of the doubt. */
  doubt: string;
  /** What was written for whom it is about. */
  target: string;
  requesterName: string;
  ticket?: string;
  /** What the requester wrote after "because". */
  reasonText?: string;
  /** The message held a password, which is not used. */
  typedPassword: boolean;
  expiresAt: Date;
}

/** Asks whether something is wished at all, or which of two things, before anybody is looked up. */
export function askedCard(view: AskedView, context: CardContext): AdaptiveCard {
  const { offered, doubt, target, requesterName: requester, ticket, reasonText, typedPassword } = view;
  const [action, other] = offered;
  const time = formatTime(view.expiresAt, context.locale, context.timeZone);
  const warning: Inlines[] = typedPassword ? [sentence(context, `${action}.confirm.typedPassword`)] : [];
  return noticeOf(context, {
    tone: 'emphasis',
    title: other ? 'asked.which.title' : `${action}.asked.title`,
    paragraphs: [[sentence(context, other ? 'asked.which.text' : `${action}.asked.text`, { target })], warning].filter(
      lines => lines.length > 0,
    ),
    facts: facts(context, [
      ['fact.note', reasonText ? [shownValue(reasonText)] : []],
      ['fact.ticket', ticket ? [shownValue(ticket)] : []],
    ]),
    footer: quietSentence(context, 'confirm.footer', { requester, time }),
    actions: other ? [] : [primary(execute(context, 'look-up', 'action.lookUp', { request: doubt }))],
    // Side by side they are cut off on a phone.
    links: other ? offered.map((each, choice) => [choiceOf(context, each, { request: doubt, choice })]) : [],
  });
}

/** One of the things that may be wished. None of them is the one that should be pressed. */
function choiceOf(context: CardContext, action: ActionKind, data: ActionData): CardAction {
  return execute(context, 'look-up', `${action}.asked.choose`, data);
}
