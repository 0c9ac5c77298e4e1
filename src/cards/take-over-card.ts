import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { quietSentence, sentence } from './text-runs.ts';

interface TakeOverView extends TargetView {
  request: string;
  requesterName: string;
  /** Whose request holds the account, and what is done with it. */
  holderName: string;
  holderAction: ActionKind;
  /** How far that request has come; `running`: a call is under way, and it can't be taken over until that is over. */
  state: 'running' | 'unknown' | 'carried-out';
  /** Since when it holds the account. */
  since: Date;
  expiresAt: Date;
}

/** Offers to take an account over that somebody else's request holds: from whom, since when, and what happens then. */
export function takeOverCard(view: TakeOverView, context: CardContext): AdaptiveCard {
  const { request, holderName: holder, holderAction: held, targetName: target, requesterName: requester } = view;
  const { locale, timeZone } = context;
  const timeOf = (time: Date) => formatTime(time, locale, timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: `${held}.takeOver.title`,
    paragraphs: [
      targetLines(view),
      [sentence(context, `${held}.takeOver.${view.state}`, { holder, target, time: timeOf(view.since) })],
      [sentence(context, `${held}.takeOver.what`, { holder })],
      [sentence(context, `${held}.takeOver.stays`)],
      [sentence(context, 'takeOver.why')],
      [quietSentence(context, 'confirm.footer', { requester, time: timeOf(view.expiresAt) })],
    ],
    actions: [
      primary(execute(context, 'take-over', 'action.takeOver', { request })),
      execute(context, 'cancel', 'action.cancel', { request }),
    ],
  });
}
