import type { AfterwardsView } from './action-views.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { type RefusedView, refusalLine } from './refusal-text.ts';
import { waysForward } from './refused-card.ts';
import { shownName } from './text-runs.ts';

interface FailedView extends RefusedView, AfterwardsView {
  targetName: string;
  approvedBy?: ApprovedBy;
}

/** What the card becomes when a confirmed request did not go through, with the same reasons as a refusal. */
export function failedCard(view: FailedView, context: CardContext): AdaptiveCard {
  const { action, targetName, rule, maybeMade = false } = view;
  // When an answer was lost nobody may say that it was not done.
  const isKnown = !maybeMade && rule !== 'answer-lost';
  const said = isKnown ? view : ({ action, rule: 'answer-lost', values: { target: targetName } } as const);
  const leftOver = PARTS[action].leftOver(view, context).map(line => [line]);
  return noticeOf(context, {
    tone: 'attention',
    title: isKnown ? `${action}.failed.title` : `${action}.refusal.answer-lost.title`,
    paragraphs: [[shownName(targetName, { weight: 'bolder' })], [refusalLine(said, context)], ...leftOver],
    facts: facts(context, [approvedByRow(view.approvedBy, context)]),
    links: waysForward(action, rule, context).map(link => [link]),
  });
}
