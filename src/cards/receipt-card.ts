import { formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import type { AfterwardsView, FateView } from './action-views.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import { callerRow } from './caller-row.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { type EntraLinks, linkActions } from './entra-links.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import type { ShownProof } from './proof-view.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface ReceiptView extends TargetView, Acting, AfterwardsView {
  request: string;
  handedOverAt: Date;
  /** More than one call with this secret was sent, and one of them may still be on its way. */
  repeated?: boolean;
  approvedBy?: ApprovedBy;
  /** Nobody else could be told of it. */
  nobodyTold?: boolean;
  /** What has shown who calls; missing where nothing had to. */
  proofs?: readonly ShownProof[];
  /** What was last read of what has become of it. */
  fate?: FateView;
  /** It may still be of use to somebody, as far as is known: it can be taken back. */
  mayBeLive: boolean;
  links: EntraLinks;
}

/** What the handover card becomes once the secret was handed over and purged, with the next steps. */
export function receiptCard(view: ReceiptView, context: CardContext): AdaptiveCard {
  const { action, request, mayBeLive } = view;
  const parts = PARTS[action];
  const time = formatTime(view.handedOverAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'good',
    title: 'receipt.title',
    paragraphs: [
      targetLines(view),
      [sentence(context, `${action}.receipt.text`, { requester: view.requesterName, time })],
      ...parts.fate(view, context).map(line => [line]),
      ...(view.repeated ? [[sentence(context, `${action}.receipt.repeated`)]] : []),
      ...(view.nobodyTold ? [[sentence(context, 'receipt.nobodyTold')]] : []),
    ],
    facts: facts(context, [
      actingRow(view, context),
      approvedByRow(view.approvedBy, context),
      callerRow(view.proofs, context),
    ]),
    caption: 'link.caption',
    beside: mayBeLive ? [...parts.lookAgain(request, view, context), ...parts.takeBack(request, context)] : [],
    links: parts.pagesAfter.map(pages => linkActions(context, view.links, pages)),
  });
}
