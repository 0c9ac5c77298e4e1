import { formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { type EntraLinks, nextStepActions } from './entra-links.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface ReceiptView extends TargetView, Acting {
  handedOverAt: Date;
  /** More than one call with this secret was sent, and one of them may still be on its way. */
  repeated?: boolean;
  approvedBy?: ApprovedBy;
  links: EntraLinks;
}

/** What the handover card becomes once the secret was handed over and purged, with the next steps. */
export function receiptCard(view: ReceiptView, context: CardContext): AdaptiveCard {
  const time = formatTime(view.handedOverAt, context.locale, context.timeZone);
  const links = nextStepActions(context, view.links);
  return noticeOf(context, {
    tone: 'good',
    title: 'receipt.title',
    paragraphs: [
      targetLines(view),
      [sentence(context, `${view.action}.receipt.text`, { requester: view.requesterName, time })],
      ...(view.repeated ? [[sentence(context, `${view.action}.receipt.repeated`)]] : []),
    ],
    facts: facts(context, [actingRow(view, context), approvedByRow(view.approvedBy, context)]),
    caption: 'link.caption',
    links: [links.slice(0, 2), links.slice(2, 4), links.slice(4)],
  });
}
