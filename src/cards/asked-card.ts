import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { type Inlines, quietSentence, sentence, shownValue } from './text-runs.ts';

interface AskedView {
  action: ActionKind;
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

/** Asks whether it is wished at all, before anybody is looked up. */
export function askedCard(view: AskedView, context: CardContext): AdaptiveCard {
  const { action, doubt, target, requesterName: requester, ticket, reasonText, typedPassword } = view;
  const time = formatTime(view.expiresAt, context.locale, context.timeZone);
  const warning: Inlines[] = typedPassword ? [sentence(context, `${action}.confirm.typedPassword`)] : [];
  return noticeOf(context, {
    tone: 'emphasis',
    title: `${action}.asked.title`,
    paragraphs: [[sentence(context, `${action}.asked.text`, { target })], warning].filter(lines => lines.length > 0),
    facts: facts(context, [
      ['fact.note', reasonText ? [shownValue(reasonText)] : []],
      ['fact.ticket', ticket ? [shownValue(ticket)] : []],
    ]),
    footer: quietSentence(context, 'confirm.footer', { requester, time }),
    actions: [primary(execute(context, 'look-up', 'action.lookUp', { request: doubt }))],
  });
}
