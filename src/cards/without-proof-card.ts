import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence, shownExplanation } from './text-runs.ts';

interface WithoutProofView extends TargetView, Acting {
  approvedBy: ApprovedBy;
  /** Why something should have shown who calls, as `proofBecauseText` says it. */
  because: string;
}

/** Tells the approvals conversation that a second person approved although nothing has shown who calls. */
export function withoutProofCard(view: WithoutProofView, context: CardContext): AdaptiveCard {
  const { action, requesterName: requester, targetName: target, approvedBy } = view;
  const time = formatTime(approvedBy.at, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: 'withoutProof.title',
    paragraphs: [
      [
        sentence(context, `${action}.withoutProof.text`, { approver: approvedBy.name, requester, target, time }),
        ...signInLines(view),
      ],
      [shownExplanation(text(context.locale, 'withoutProof.because', { because: view.because }))],
    ],
    facts: facts(context, [actingRow(view, context), approvedByRow(approvedBy, context)]),
  });
}
