import type { ActionKind } from '../action-kinds.ts';
import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import { openUrl, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { type ListRow, requestListCard, type StateInWords } from './request-list.ts';
import { type Inlines, QUIET, quietSentence, sentence, shownName, shownValue } from './text-runs.ts';

export interface OpenRow {
  action: ActionKind;
  /** The name of the target. */
  person: string;
  state: StateInWords;
  /** When its state ends by itself. */
  until?: Date;
  ticket?: string;
}

export interface StatusView {
  /** The reader's own open requests. */
  own: readonly OpenRow[];
  /** Requests of others that wait for an approval. Missing for a reader who may not see them. */
  others?: readonly (OpenRow & { requesterName: string })[];
  /** How many of the reader's own secrets were not used up, and of how many that is not known. */
  unused?: { unused: number; notKnown: number };
  /** How many of each are shown. */
  most: number;
}

/** What is open, for the reader alone. */
export function statusCard(view: StatusView, context: CardContext): AdaptiveCard {
  const { own, others = [], most } = view;
  const isEmpty = own.length + others.length === 0;
  const isCut = own.length > most || others.length > most;
  return requestListCard(
    {
      title: 'status.title',
      lines: [
        ...(isEmpty ? [sentence(context, view.others ? 'status.none' : 'status.noneOwn')] : []),
        ...unusedLines(view, context),
      ],
      groups: [
        { heading: 'status.own', rows: own.slice(0, most).map(row => rowOf(row, context)) },
        { heading: 'status.others', rows: others.slice(0, most).map(row => rowOf(row, context)) },
      ],
      footer: isCut ? quietSentence(context, 'status.more') : undefined,
    },
    context,
  );
}

/** For a channel or group chat: the answer stands in the personal chat, to which `chatLink` (https) leads. */
export function answeredPrivatelyCard({ chatLink }: { chatLink?: string }, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'status.private.title',
    paragraphs: [[sentence(context, 'status.private.text')]],
    actions: chatLink ? [primary(openUrl(context, 'action.openPrivateChat', chatLink))] : [],
  });
}

function unusedLines({ unused: counts }: StatusView, context: CardContext): Inlines[] {
  const example = text(context.locale, 'example.unused');
  const line = (key: 'status.unused' | 'status.useNotKnown', count = 0) =>
    count > 0 ? [sentence(context, key, { count: String(count), example })] : [];
  return [...line('status.unused', counts?.unused), ...line('status.useNotKnown', counts?.notKnown)];
}

function rowOf(row: OpenRow & { requesterName?: string }, context: CardContext): ListRow {
  const { person, action, state, until, ticket, requesterName: requester } = row;
  const time = until && formatTime(until, context.locale, context.timeZone);
  return {
    head: shownName(person, { weight: 'bolder' }),
    action,
    state,
    details: [
      ...(requester ? [quietSentence(context, 'history.requestedBy', { requester })] : []),
      ...(time ? [quietSentence(context, 'status.until', { time })] : []),
      ...(ticket ? [shownValue(ticket, QUIET)] : []),
    ],
  };
}
