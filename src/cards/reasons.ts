import { type TextKey, text } from '../locales/text.ts';
import type { CardContext } from './card.ts';
import { type Inlines, shownValue, words } from './text-runs.ts';

/** Why a password is reset: the values of the choice `reason` on the confirm card. */
export const REASON_CODES = ['forgot', 'locked-out', 'never-got-one', 'other'] as const;
type ReasonCode = (typeof REASON_CODES)[number];

/** The name of the text that says this reason to people. */
export function reasonKey(reason: ReasonCode): TextKey {
  return `reason.${reason}`;
}

export interface ReasonView {
  reason?: ReasonCode;
  /** What the requester wrote after "because". */
  reasonText?: string;
}

/** The chosen reason with what was written behind it; "other" says nothing beside a text. */
export function reasonLines({ reason, reasonText }: ReasonView, { locale }: CardContext): Inlines[] {
  const chosen = reason && text(locale, reasonKey(reason));
  if (!reasonText) return chosen ? [words(chosen)] : [];
  return [[...(chosen && reason !== 'other' ? words(`${chosen}: `) : []), ...shownValue(reasonText)]];
}
