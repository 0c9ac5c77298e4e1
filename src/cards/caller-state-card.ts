import { execute, primary } from './actions.ts';
import { openSection, progressLines } from './caller-section.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import type { CallerView } from './proof-view.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface CallerStateView extends TargetView {
  request: string;
  caller: Pick<CallerView, 'proofs' | 'open' | 'ended'>;
}

/** What has become of the question who calls, while its requester is signed out: the confirm card can't be drawn without them. */
export function callerStateCard(view: CallerStateView, context: CardContext): AdaptiveCard {
  const { request, caller, targetName } = view;
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'caller.title',
    paragraphs: [
      targetLines(view),
      ...progressLines(caller, targetName, context).map(line => [line]),
      [sentence(context, 'callerState.next')],
    ],
    sections: openSection(caller, context),
    actions: [
      primary(execute(context, 'pick', 'action.goOn', { request })),
      execute(context, 'cancel', 'action.cancel', { request }),
    ],
  });
}
