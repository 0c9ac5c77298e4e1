import { execute, primary } from './actions.ts';
import { openSection, progressLines } from './caller-section.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import type { CallerView } from './proof-view.ts';
import { type RefusedView, refusalLine } from './refusal-text.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface CallerStateView extends TargetView {
  request: string;
  caller: Pick<CallerView, 'proofs' | 'open' | 'ended'>;
  /** Why the confirm card can't be drawn: its requester is signed out, the directory gives no answer, or it could not be done now. */
  why: 'signed-out' | 'out-of-reach' | Omit<RefusedView, 'action'>;
}

/** What has become of the question who calls, where the confirm card can't be drawn by what the directory says now, and why not. */
export function callerStateCard(view: CallerStateView, context: CardContext): AdaptiveCard {
  const { request, caller, targetName, action, why } = view;
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'caller.title',
    paragraphs: [
      targetLines(view),
      ...progressLines(caller, targetName, context).map(line => [line]),
      [typeof why === 'string' ? sentence(context, `callerState.${why}`) : refusalLine({ action, ...why }, context)],
    ],
    sections: openSection(caller, context),
    actions: [
      primary(execute(context, 'pick', 'action.goOn', { request })),
      execute(context, 'cancel', 'action.cancel', { request }),
    ],
  });
}
