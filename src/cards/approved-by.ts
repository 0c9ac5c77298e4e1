import type { TextKey } from '../locales/text-key.ts';
import { formatTime } from '../locales/time.ts';
import { actingName } from './acting.ts';
import type { CardContext } from './card.ts';
import { type Inlines, shownName, words } from './text-runs.ts';

/** The second person who agreed, and when. */
export interface ApprovedBy {
  name: string;
  /** The sign-in name of the account that they acted with, where it is another one. */
  actingWith?: string;
  at: Date;
}

/** The fact "Approved by: Erik Ek, 14:32"; without a value when nobody had to approve. */
export function approvedByRow(
  approvedBy: ApprovedBy | undefined,
  context: CardContext,
): readonly [TextKey, readonly Inlines[]] {
  if (!approvedBy) return ['fact.approvedBy', []];
  const { locale, timeZone } = context;
  const { name: requesterName, actingWith, at } = approvedBy;
  const name = actingWith ? actingName({ requesterName, actingWith }, context) : shownName(requesterName);
  return ['fact.approvedBy', [[...name, ...words(`, ${formatTime(at, locale, timeZone)}`)]]];
}
