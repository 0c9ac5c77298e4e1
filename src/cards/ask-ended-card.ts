import { type ActionData, type CardAction, execute } from './actions.ts';
import type { Reached } from './alarm-card.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { type Notice, noticeOf } from './notice.ts';
import type { AskedCode } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence } from './text-runs.ts';

/** How it ended for whoever was asked. `stopped`: the request has ended; `alarm`: they raised it; `told`: somebody else did. */
export type AskEndedHow = 'proved' | 'wrong' | 'cannot-tell' | 'over' | 'stopped' | 'alarm' | 'told';

interface AskEndedView extends TargetView {
  request: string;
  /** Id of the ask. */
  ask: string;
  kind: AskedCode;
  how: AskEndedHow;
  /** How far the request had come when the alarm was raised; missing where none was. */
  reached?: Reached;
  requesterName: string;
}

const TONES = {
  proved: 'good',
  wrong: 'warning',
  'cannot-tell': 'emphasis',
  over: 'emphasis',
  stopped: 'emphasis',
  alarm: 'attention',
  told: 'attention',
} as const satisfies Readonly<Record<AskEndedHow, Notice['tone']>>;

/** How far it had come: of their own account to the person, of somebody else's to the manager. */
const REACHED = { 'number-match': 'reachedYou', manager: 'reached' } as const satisfies Readonly<
  Record<AskedCode, string>
>;

/**
 * What the card of whoever was asked becomes. They can still say that this is not right, whatever they answered, as long as nobody
 * has said so.
 */
export function askEndedCard(view: AskEndedView, context: CardContext): AdaptiveCard {
  const { action, request, ask, kind, how, reached } = view;
  const names = { requester: view.requesterName, target: view.targetName };
  const isAlarmed = how === 'alarm' || how === 'told';
  return noticeOf(context, {
    tone: TONES[how],
    title: `askEnded.${how}.title`,
    paragraphs: [
      [sentence(context, textOf(kind, how), names), ...(kind === 'manager' ? signInLines(view) : [])],
      ...(reached ? [[sentence(context, `${action}.${REACHED[kind]}.${reached}`, names)]] : []),
      [isAlarmed ? sentence(context, 'askEnded.next') : sentence(context, `askEnded.${kind}.later`, names)],
    ],
    links: isAlarmed ? [] : [[alarmButton(kind, { request, ask }, context)]],
  });
}

function alarmButton(kind: AskedCode, data: ActionData, context: CardContext): CardAction {
  return execute(context, 'raise-alarm', kind === 'manager' ? 'action.stopIt' : 'action.didNotCall', data);
}

/** What one of the two alone can have answered, and what is the same for both, has one text. */
function textOf(kind: AskedCode, how: AskEndedHow) {
  const isOfBoth = how === 'wrong' || how === 'cannot-tell';
  return isOfBoth ? (`askEnded.${how}.text` as const) : (`askEnded.${kind}.${how}` as const);
}
