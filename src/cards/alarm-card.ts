import { formatDateTime } from '../locales/time.ts';
import { type Acting, actingName } from './acting.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { type EntraLinks, linkActions } from './entra-links.ts';
import { type FactView, facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import type { RaiserCode } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { type Inlines, quietSentence, sentence, shownName, words } from './text-runs.ts';

/**
 * How far it had come when somebody said that the person never called: nothing was done; it is not known whether it was; it was
 * done and nobody has seen the secret, which is erased; whoever asked has seen it; or the secret was handed over.
 */
export type Reached = 'nothing' | 'unknown' | 'erased' | 'shown' | 'handed-over';

interface AlarmView extends TargetView, Acting {
  request: string;
  /** Id of the alarm. */
  alarm: string;
  /** Who raised it, and as what. */
  by: string;
  as: RaiserCode;
  at: Date;
  /** When what was stopped, or done, had been asked for: that may be long before. */
  requestedAt: Date;
  /** Until when more is asked for before anything is done for this person. */
  until: Date;
  reached: Reached;
  /** A lead has said that it was a mistake. */
  ended?: { by: string; at: Date };
  links: EntraLinks;
}

/** Tells the approvals conversation that somebody may be trying to get into an account, and what to do; or who has ended that. */
export function alarmCard(view: AlarmView, context: CardContext): AdaptiveCard {
  const { request, alarm, targetName: target, ended } = view;
  if (ended) return endedCard(view, ended, context);
  const until = formatDateTime(view.until, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'attention',
    title: 'alarm.title',
    paragraphs: [
      [whatWasSaid(view, context), ...signInLines(view)],
      [howFar(view, context)],
      [sentence(context, 'alarm.todo', { target })],
    ],
    facts: factsOf(view, context),
    footer: quietSentence(context, 'alarm.until', { target, until }),
    caption: 'link.caption',
    links: [
      linkActions(context, view.links, ['profile', 'methods']),
      [execute(context, 'end-alarm', 'action.mistake', { request, alarm })],
    ],
  });
}

function endedCard(view: AlarmView, { by, at }: NonNullable<AlarmView['ended']>, context: CardContext): AdaptiveCard {
  const time = formatDateTime(at, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'alarm.ended.title',
    paragraphs: [
      [sentence(context, 'alarm.ended.text', { by, time })],
      [whatWasSaid(view, context), ...signInLines(view)],
      [howFar(view, context)],
    ],
    facts: factsOf(view, context),
  });
}

function whatWasSaid({ as, by, targetName: target }: AlarmView, context: CardContext): Inlines {
  return sentence(context, `alarm.said.${as}`, { by, target });
}

function howFar({ action, reached, targetName: target }: AlarmView, context: CardContext): Inlines {
  return sentence(context, `${action}.reached.${reached}`, { target });
}

function factsOf(view: AlarmView, context: CardContext): FactView[] {
  const who = view.actingWith ? actingName(view, context) : shownName(view.requesterName);
  const shown = (time: Date) => [words(formatDateTime(time, context.locale, context.timeZone))];
  return facts(context, [
    ['fact.time', shown(view.at)],
    ['fact.requestedAt', shown(view.requestedAt)],
    ['fact.requestedBy', [who]],
  ]);
}
