import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { ApprovedBy } from './approved-by.ts';
import { callerSection, isCallerAwaited } from './caller-section.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import type { CallerView } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface RunView extends TargetView {
  request: string;
  approvedBy: ApprovedBy;
  /** What has to be shown of whoever calls; missing where nothing has to, or was stood in for. */
  caller?: CallerView;
  expiresAt: Date;
}

/** For the requester's personal chat: somebody approved, but the requester's sign-in has lapsed by then. */
export function runCard(view: RunView, context: CardContext): AdaptiveCard {
  const { action, request, approvedBy, targetName: target } = view;
  const { locale, timeZone } = context;
  const time = formatTime(approvedBy.at, locale, timeZone);
  const until = formatTime(view.expiresAt, locale, timeZone);
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'run.title',
    paragraphs: [
      [
        sentence(context, `${action}.run.text`, { approver: approvedBy.name, target, time, until }),
        ...signInLines(view),
      ],
      // What is missing else, the section below asks for.
      ...(view.caller && !view.caller.isShown ? [] : [[sentence(context, 'run.why')]]),
    ],
    sections: callerSection(view, context),
    actions: [
      ...(isCallerAwaited(view) ? [] : [primary(execute(context, 'run', `${action}.action.run`, { request }))]),
      { ...execute(context, 'cancel', 'action.cancel', { request }), associatedInputs: 'none' },
    ],
  });
}
