import type { TextKey } from '../locales/text.ts';

/** Why a password is reset: the values of the choice `reason` on the confirm card. */
export const REASON_CODES = ['forgot', 'locked-out', 'never-got-one', 'other'] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** The name of the text that says this reason to people. */
export function reasonKey(reason: ReasonCode): TextKey {
  return `reason.${reason}`;
}
