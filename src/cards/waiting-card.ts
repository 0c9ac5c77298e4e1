import { formatTime } from '../locales/time.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence, shownExplanation } from './text-runs.ts';

interface WaitingView extends TargetView {
  request: string;
  /** Why a second person must approve, as a finished sentence in the reader's language. */
  secondPerson: string;
  /** Whether the question is in the approvals conversation, or why it is not there yet. */
  where: 'approvals' | 'sending' | 'later' | 'kept-out';
  expiresAt: Date;
}

/** What the confirm card in a personal chat becomes while a second person is asked elsewhere. */
export function waitingCard(view: WaitingView, context: CardContext): AdaptiveCard {
  const time = formatTime(view.expiresAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'waiting.title',
    paragraphs: [
      [sentence(context, `${view.action}.waiting.text`, { target: view.targetName, time }), ...signInLines(view)],
      [shownExplanation(view.secondPerson)],
      [sentence(context, `waiting.where.${view.where}`)],
    ],
    actions: [execute(context, 'cancel', 'action.cancelRequest', { request: view.request })],
  });
}
