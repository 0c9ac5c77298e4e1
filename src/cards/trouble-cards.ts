import type { ActionKind } from '../action-kinds.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { sentence, shownValue } from './text-runs.ts';

interface UnknownView {
  action: ActionKind;
  request: string;
  targetName: string;
  /** The repeat was refused as the secret in force would be; until then it is looked for. */
  refusedUntil?: Date;
}

/** The answer to a call was lost; what trying again means is a matter of the action. */
export function unknownCard(view: UnknownView, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'warning',
    title: 'unknown.title',
    paragraphs: [[PARTS[view.action].lost(view, context)]],
    actions: [primary(execute(context, 'retry', 'action.tryAgain', { request: view.request }))],
  });
}

export interface UnrecordedView {
  action: ActionKind;
  targetName: string;
  correlationId: string;
}

/** Graph may have done it, and the store can't keep it: nothing is to be pressed until that is found out. */
export function unrecordedCard(view: UnrecordedView, context: CardContext): AdaptiveCard {
  const { action, targetName: target, correlationId } = view;
  return noticeOf(context, {
    tone: 'warning',
    title: 'unrecorded.title',
    paragraphs: [
      [sentence(context, `${action}.unrecorded.text`, { target })],
      [shownValue(correlationId, { fontType: 'monospace' })],
    ],
  });
}

interface ErrorView {
  correlationId: string;
  /** The record could not be written, and without it nothing is done. */
  noRecord: boolean;
}

/** Something is broken; the correlation id leads to our log and to Entra's. */
export function errorCard({ correlationId, noRecord }: ErrorView, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'attention',
    title: 'error.title',
    paragraphs: [
      [sentence(context, noRecord ? 'error.record' : 'error.text')],
      [shownValue(correlationId, { fontType: 'monospace' })],
    ],
  });
}
