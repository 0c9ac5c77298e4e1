import type { AdaptiveCard } from '../cards/card.ts';
import { refusedCard } from '../cards/refused-card.ts';
import { errorCard } from '../cards/trouble-cards.ts';
import type { Turn } from '../desk/desk.ts';
import type { Refusal } from '../desk/request.ts';
import { DirectoryError, ErrorCode, NyckelError } from '../errors.ts';
import { type Locale, text } from '../locales/text.ts';
import { cardContext, type Services } from './services.ts';

/** Trouble that is normal (Graph is busy, or says no) is a refusal with a way forward; undefined: it is an error. */
function refusalFor(error: unknown): NormalTrouble | undefined {
  return error instanceof DirectoryError ? REFUSALS[error.trouble] : undefined;
}

/**
 * What a person sees when a message can't be answered. An error is logged with a code and the correlation id, and the
 * person gets that id and no more.
 */
export function troubleCard(services: Services, turn: Turn, error: unknown): AdaptiveCard {
  const context = cardContext(services, turn.asker);
  logTrouble(services, turn.correlationId, error);
  const rule = refusalFor(error);
  if (rule) return refusedCard({ rule, values: {} }, context);
  return errorCard({ correlationId: turn.correlationId }, context);
}

/** A refusal as one text, for a click whose card stays. */
export function refusalText({ rule, values }: Refusal, locale: Locale): string {
  return text(locale, `refusal.${rule}.text`, values);
}

/** The same as one sentence, for a click: the card that was clicked stays, and can be clicked again. */
export function troubleText(services: Services, turn: Turn, error: unknown): string {
  const { locale } = turn.asker;
  logTrouble(services, turn.correlationId, error);
  const rule = refusalFor(error);
  return rule ? text(locale, `refusal.${rule}.text`) : `${text(locale, 'error.text')} ${turn.correlationId}`;
}

function logTrouble(services: Services, correlationId: string, error: unknown): void {
  const code = error instanceof NyckelError ? error.code : ErrorCode.Unexpected;
  const level = refusalFor(error) ? 'warn' : 'error';
  services.log[level]({ code, correlationId, err: error }, 'a turn could not be finished');
}

type NormalTrouble = 'busy' | 'requester-roles-unknown';

const REFUSALS: Readonly<Partial<Record<DirectoryError['trouble'], NormalTrouble>>> = {
  busy: 'busy',
  denied: 'requester-roles-unknown',
};
