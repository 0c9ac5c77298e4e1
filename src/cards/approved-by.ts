import type { TextKey } from '../locales/text-key.ts';
import { formatTime } from '../locales/time.ts';
import type { CardContext } from './card.ts';
import { type Inlines, shownName, words } from './text-runs.ts';

/** The second person who agreed, and when. */
export interface ApprovedBy {
  name: string;
  at: Date;
}

/** The fact "Approved by: Erik Ek, 14:32"; without a value when nobody had to approve. */
export function approvedByRow(
  approvedBy: ApprovedBy | undefined,
  { locale, timeZone }: CardContext,
): readonly [TextKey, readonly Inlines[]] {
  if (!approvedBy) return ['fact.approvedBy', []];
  const time = formatTime(approvedBy.at, locale, timeZone);
  return ['fact.approvedBy', [[...shownName(approvedBy.name), ...words(`, ${time}`)]]];
}
