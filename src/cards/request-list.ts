import type { ActionKind } from '../action-kinds.ts';
import { keyFor, text } from '../locales/text.ts';
import type { ActionTextKey, CommonTextKey, TextKey } from '../locales/text-key.ts';
import type { CardAction } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate } from './card.ts';
import list from './templates/list.json' with { type: 'json' };
import { type Inlines, QUIET, words } from './text-runs.ts';

const drawList = cardTemplate(list);
/** Not at the beginning of a line. */
const BETWEEN = '\u00a0· ';

type StateOf<Key> = Key extends `history.state.${infer State}` ? State : never;

/**
 * Where a request stands, as lists say it: the state of the request, `erased` for one that is done without a handover,
 * `unknown` also for one that failed because its answer was lost, `stopped` for one that an alarm has ended before it began, and `unconfirmed-` in front where what was accepted is not
 * known to have happened.
 */
export type StateInWords = StateOf<CommonTextKey | ActionTextKey>;

/** One request in a list. */
export interface ListRow {
  /** The person that the row is about. */
  head: Inlines;
  action: ActionKind;
  state: StateInWords;
  /** Small, in one line, such as a time and a ticket. */
  details: readonly Inlines[];
  actions?: readonly CardAction[];
}

interface ListGroup {
  heading?: TextKey;
  rows: readonly ListRow[];
}

interface RequestList {
  title: TextKey;
  lines: readonly Inlines[];
  groups: readonly ListGroup[];
  /** Under the last row. */
  footer?: Inlines;
  actions?: readonly CardAction[];
}

/** A card that lists requests. */
export function requestListCard(
  { title, lines, groups, footer, actions = [] }: RequestList,
  context: CardContext,
): AdaptiveCard {
  const { locale } = context;
  const view = {
    title: text(locale, title),
    lines: lines.map(inlines => ({ inlines })),
    groups: groups
      .filter(({ rows }) => rows.length > 0)
      .map(({ heading, rows }) => ({
        headings: heading ? [{ text: text(locale, heading) }] : [],
        rows: rows.map(row => rowView(row, context)),
      })),
    footers: footer ? [{ inlines: footer }] : [],
    actions,
  };
  return drawList(view, context);
}

function rowView({ head, action, state, details, actions = [] }: ListRow, { locale }: CardContext): object {
  return {
    head,
    state: words(text(locale, keyFor(action, `history.state.${state}`))),
    details: details.flatMap((inlines, index) => (index === 0 ? inlines : [...words(BETWEEN, QUIET), ...inlines])),
    actions,
  };
}
