import { execute } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import type { AskedCode } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { type Inlines, sentence } from './text-runs.ts';

/** How it ended for whoever was asked. `alarm`: they raised it; `stopped`: somebody else did, or the request has ended. */
export type AskEndedHow = 'proved' | 'wrong' | 'cannot-tell' | 'over' | 'alarm' | 'stopped';

interface AskEndedView extends TargetView {
  request: string;
  /** Id of the ask. */
  ask: string;
  kind: AskedCode;
  how: AskEndedHow;
  requesterName: string;
}

/**
 * What the card of whoever was asked becomes. They can still say that this is not right, whatever they answered, as long as nobody
 * has said so.
 */
export function askEndedCard(view: AskEndedView, context: CardContext): AdaptiveCard {
  const { request, ask, kind, how, action } = view;
  const names = { requester: view.requesterName, target: view.targetName };
  const title = kind === 'manager' ? 'action.stopIt' : 'action.didNotCall';
  const isOpen = how !== 'alarm' && how !== 'stopped';
  const later: Inlines[] = isOpen ? [sentence(context, `askEnded.${kind}.later`, names)] : [];
  return noticeOf(context, {
    tone: TONES[how],
    title: `askEnded.${how}.title`,
    paragraphs: [
      [sentence(context, textOf(kind, how), names), ...(kind === 'manager' ? signInLines(view) : [])],
      ...(how === 'alarm' ? [[sentence(context, `${action}.askEnded.alarm`)]] : []),
      later,
    ].filter(lines => lines.length > 0),
    links: isOpen ? [[execute(context, 'raise-alarm', title, { request, ask })]] : [],
  });
}

const TONES = {
  proved: 'good',
  wrong: 'warning',
  'cannot-tell': 'emphasis',
  over: 'emphasis',
  alarm: 'attention',
  stopped: 'emphasis',
} as const;

/** What only one of the two can have answered has one text. */
function textOf(kind: AskedCode, how: AskEndedHow) {
  return how === 'wrong' || how === 'cannot-tell'
    ? (`askEnded.${how}.text` as const)
    : (`askEnded.${kind}.${how}` as const);
}
