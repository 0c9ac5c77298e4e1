import type { ActionKind } from '../action-kinds.ts';
import { formatDateTime } from '../locales/time.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { type ListRow, requestListCard } from './request-list.ts';
import { type Inlines, QUIET, quietSentence, sentence, shownName, shownValue } from './text-runs.ts';

export interface UnusedRow {
  request: string;
  action: ActionKind;
  use: 'unused' | 'not-known';
  /** The name of the target. */
  person: string;
  /** When it was handed over, or erased here after it was shown. */
  at: Date;
  /** Missing for the reader's own. */
  requesterName?: string;
  ticket?: string;
  /** The reader can take it back. */
  mayWithdraw: boolean;
}

interface UnusedView {
  /** Oldest first. */
  unused: readonly UnusedRow[];
  notKnown: readonly UnusedRow[];
  /** From everybody, not from the reader alone. */
  ofAll: boolean;
  /** Not all were looked at. */
  more: boolean;
  /** When they were read. */
  at: Date;
  /** How many of each are shown. */
  most: number;
}

/** Which temporary passwords were not changed and which passes not used, for the reader alone. */
export function unusedCard(view: UnusedView, context: CardContext): AdaptiveCard {
  const { unused, notKnown, most } = view;
  const [first] = [...unused, ...notKnown];
  const hidden = [unused, notKnown].reduce((sum, rows) => sum + Math.max(0, rows.length - most), 0);
  return requestListCard(
    {
      title: 'unused.title',
      lines: intro(view, context),
      groups: [
        { heading: 'unused.unused', rows: unused.slice(0, most).map(row => rowOf(row, context)) },
        { heading: 'unused.notKnown', rows: notKnown.slice(0, most).map(row => rowOf(row, context)) },
      ],
      footer: hidden > 0 ? quietSentence(context, 'unused.hidden', { count: String(hidden) }) : undefined,
      actions: first ? [execute(context, 'check-unused', 'action.checkNow', { request: first.request })] : [],
    },
    context,
  );
}

function intro({ unused, notKnown, ofAll, more, at }: UnusedView, context: CardContext): Inlines[] {
  const time = formatDateTime(at, context.locale, context.timeZone);
  const none = notKnown.length > 0 ? 'unused.noneKnown' : 'unused.none';
  return [
    sentence(context, ofAll ? 'unused.ofAll' : 'unused.own', { time }),
    ...(unused.length === 0 ? [sentence(context, none)] : []),
    ...(more ? [sentence(context, 'unused.more')] : []),
  ];
}

function rowOf(row: UnusedRow, context: CardContext): ListRow {
  const { request, person, action, use, at, requesterName: requester, ticket, mayWithdraw } = row;
  const time = formatDateTime(at, context.locale, context.timeZone);
  const remind = execute(context, 'remind-manager', 'action.remindManager', { request });
  const withdraw = execute(context, 'withdraw', 'temporary-access-pass.action.withdraw', { request });
  return {
    head: shownName(person, { weight: 'bolder' }),
    action,
    state: use === 'unused' ? 'unused' : 'use-not-known',
    details: [
      quietSentence(context, 'unused.since', { time }),
      ...(requester ? [quietSentence(context, 'history.requestedBy', { requester })] : []),
      ...(ticket ? [shownValue(ticket, QUIET)] : []),
    ],
    // One button a row: more of them are not seen at a glance.
    actions: use === 'unused' ? [mayWithdraw ? withdraw : remind] : [],
  };
}
