import type { ActionKind } from '../action-kinds.ts';
import { LANGUAGES } from '../locales/locale.ts';
import { keyFor, text } from '../locales/text.ts';
import type { Reasons } from '../locales/words.ts';
import type { CardContext } from './card.ts';
import { type Inlines, shownValue, words } from './text-runs.ts';

/** Why something is done: the values of the choice `reason` on the confirm card, of which each action offers some. */
export type ReasonCode = keyof Reasons | 'other';
const SAID = ['forgot', 'locked-out', 'never-got-one', 'no-method'] as const satisfies readonly ReasonCode[];

/**
 * The reason that a text gives in so many words, in any language, of those that are offered; `other`: none of them, or several.
 */
export function reasonIn(written: string, offered: readonly ReasonCode[]): ReasonCode {
  const plain = ` ${fold(written).replaceAll(/[^\p{L}\p{N}']+/gu, ' ')} `;
  const packs = Object.values(LANGUAGES);
  const negations = packs.flatMap(({ phrases }) => phrases.negation).map(fold);
  const says = (phrase: string) =>
    plain.includes(` ${phrase} `) && !negations.some(negation => plain.includes(` ${negation} ${phrase} `));
  const given = SAID.filter(code => packs.some(({ reasons }) => reasons[code].map(fold).some(says)));
  const [only = 'other', another] = given;
  return another === undefined && offered.includes(only) ? only : 'other';
}

function fold(written: string): string {
  return written.normalize('NFKC').toLowerCase().replaceAll('\u2019', "'");
}

export interface ReasonView {
  action: ActionKind;
  reason?: ReasonCode;
  /** What the requester wrote after "because". */
  reasonText?: string;
}

/** The chosen reason with what was written behind it; "other" says nothing beside a text. */
export function reasonLines({ action, reason, reasonText }: ReasonView, { locale }: CardContext): Inlines[] {
  const chosen = reason && text(locale, keyFor(action, `reason.${reason}`));
  if (!reasonText) return chosen ? [words(chosen)] : [];
  return [[...(chosen && reason !== 'other' ? words(`${chosen}: `) : []), ...shownValue(reasonText)]];
}
