import { formatDate } from '../locales/time.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** A conversation in which requests are approved. */
interface ApprovalsRow {
  /** Name of the administrative unit whose members it is about; missing: everybody else. */
  unit?: string;
  /** Who chose it. */
  by: string;
  at: Date;
  /** It is the one in which the card stands. */
  isHere: boolean;
}

/** Where requests are approved. */
export function approvalsListCard(rows: readonly ApprovalsRow[], context: CardContext): AdaptiveCard {
  const lines = rows.map(({ unit, by, at, isHere }) => {
    const values = { by, date: formatDate(at, context.locale, context.timeZone) };
    const where = isHere ? 'here' : 'elsewhere';
    return unit === undefined
      ? sentence(context, `approvals.list.general.${where}`, values)
      : sentence(context, `approvals.list.unit.${where}`, { ...values, unit });
  });
  const hasGeneral = rows.some(({ unit }) => unit === undefined);
  const paragraphs = [...(hasGeneral ? [] : [sentence(context, 'approvals.list.none')]), ...lines].map(line => [line]);
  return noticeOf(context, { tone: 'emphasis', title: 'approvals.list.title', paragraphs });
}
