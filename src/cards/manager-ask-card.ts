import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface ManagerAskView extends TargetView {
  request: string;
  /** Id of the ask. */
  ask: string;
  requesterName: string;
  askedAt: Date;
  until: Date;
}

/** Asks the manager, in their own chat, whether it is the person who calls: after a call of their own, or face to face. */
export function managerAskCard(view: ManagerAskView, context: CardContext): AdaptiveCard {
  const { action, request, ask, requesterName: requester, targetName: target } = view;
  const [time, until] = [view.askedAt, view.until].map(at => formatTime(at, context.locale, context.timeZone));
  const answer = { request, ask };
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'managerAsk.title',
    paragraphs: [
      [sentence(context, `${action}.managerAsk.text`, { requester, target, time: time ?? '' })],
      targetLines(view),
      [sentence(context, 'managerAsk.how', { target, until: until ?? '' })],
    ],
    links: [
      [
        primary(
          execute(context, 'answer-proof', { key: 'action.itIs', values: { target } }, { ...answer, answer: 'yes' }),
        ),
      ],
      [
        execute(context, 'answer-proof', 'action.cannotTell', { ...answer, answer: 'cannot-tell' }),
        execute(context, 'raise-alarm', 'action.stopIt', answer),
      ],
    ],
  });
}
