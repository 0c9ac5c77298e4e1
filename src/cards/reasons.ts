import type { ActionKind } from '../action-kinds.ts';
import { text } from '../locales/text.ts';
import type { CardContext } from './card.ts';
import { type Inlines, shownValue, words } from './text-runs.ts';

/** Why a password is reset: the values of the choice `reason` on the confirm card. */
export const REASON_CODES = ['forgot', 'locked-out', 'never-got-one', 'other'] as const;
type ReasonCode = (typeof REASON_CODES)[number];

export interface ReasonView {
  action: ActionKind;
  reason?: ReasonCode;
  /** What the requester wrote after "because". */
  reasonText?: string;
}

/** The chosen reason with what was written behind it; "other" says nothing beside a text. */
export function reasonLines({ action, reason, reasonText }: ReasonView, { locale }: CardContext): Inlines[] {
  const chosen = reason && text(locale, `${action}.reason.${reason}`);
  if (!reasonText) return chosen ? [words(chosen)] : [];
  return [[...(chosen && reason !== 'other' ? words(`${chosen}: `) : []), ...shownValue(reasonText)]];
}
