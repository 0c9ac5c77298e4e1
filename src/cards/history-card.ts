import type { ActionKind } from '../action-kinds.ts';
import { formatDateTime } from '../locales/time.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import type { RaiserCode, ShownProof } from './proof-view.ts';
import { type ListRow, requestListCard, type StateInWords } from './request-list.ts';
import { type Inlines, QUIET, quietSentence, sentence, shownName, shownValue, words } from './text-runs.ts';

export interface HistoryRow {
  action: ActionKind;
  at: Date;
  /** The target, or in the history for one target the requester. */
  person: string;
  state: StateInWords;
  approvedBy?: string;
  declinedBy?: string;
  ticket?: string;
  /** What has shown who calls. */
  proofs?: readonly ShownProof[];
  /** Who has said that the person never called, and as what they were asked. */
  alarm?: { by: string; as: RaiserCode };
}

export interface HistoryView {
  /** The name of the target in "history for X"; missing for the reader's own requests. */
  about?: string;
  /** Newest first. */
  rows: readonly HistoryRow[];
  /** How many rows are shown. */
  most: number;
}

/** The latest requests, for the reader alone. */
export function historyCard(view: HistoryView, context: CardContext): AdaptiveCard {
  const shown = view.rows.slice(0, view.most);
  return requestListCard(
    {
      title: 'history.title',
      lines: [intro(view, context)],
      groups: [{ rows: shown.map(row => rowOf(row, view, context)) }],
      footer: view.rows.length > shown.length ? quietSentence(context, 'history.more') : undefined,
    },
    context,
  );
}

function intro({ about: target, rows }: HistoryView, context: CardContext): Inlines {
  const none = rows.length === 0;
  if (target === undefined) return sentence(context, none ? 'history.none' : 'history.own');
  return sentence(context, none ? 'history.noneFor' : 'history.for', { target });
}

function rowOf(row: HistoryRow, { about }: HistoryView, context: CardContext): ListRow {
  const { person, action, state, approvedBy: approver, declinedBy: decliner, alarm, ticket } = row;
  return {
    head:
      about === undefined
        ? shownName(person, { weight: 'bolder' })
        : sentence(context, 'history.requestedBy', { requester: person }),
    action,
    state,
    details: [
      words(formatDateTime(row.at, context.locale, context.timeZone), QUIET),
      ...(approver ? [quietSentence(context, 'history.approvedBy', { approver })] : []),
      ...(decliner ? [quietSentence(context, 'history.declinedBy', { decliner })] : []),
      ...(row.proofs ?? []).map(({ kind, by }) => quietSentence(context, `history.proof.${kind}`, { by })),
      ...(alarm ? [quietSentence(context, `history.alarm.${alarm.as}`, { by: alarm.by })] : []),
      ...(ticket ? [shownValue(ticket, QUIET)] : []),
    ],
  };
}
