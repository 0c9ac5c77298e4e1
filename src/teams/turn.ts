import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { type ActionKind, USUAL_ACTION } from '../action-kinds.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { refusalKey } from '../cards/refusal-text.ts';
import { refusedCard } from '../cards/refused-card.ts';
import { errorCard } from '../cards/trouble-cards.ts';
import type { Turn } from '../desk/desk.ts';
import { otherAccountsOf } from '../desk/request/admin-accounts.ts';
import type { Asker } from '../desk/request/people.ts';
import type { Refusal } from '../desk/request/refusal.ts';
import { codeOf, DirectoryError, type DirectoryReason, ErrorCode, StoreError, TeamsError } from '../errors.ts';
import type { Locale } from '../locales/locale.ts';
import { text } from '../locales/text.ts';
import { askerOf } from './channel/activity.ts';
import { recordRefusal } from './record-refusal.ts';
import { refusalOfTeams } from './sending/teams-trouble.ts';
import { cardContext, type Services } from './services.ts';

/** Who sent an activity, with what the policy knows of them; undefined without an Entra object id: then nobody can be served. */
export function askerIn({ config, desk }: Services, activity: Activity): Asker | undefined {
  const asker = askerOf(activity, config.defaultLocale);
  const others = asker ? otherAccountsOf(desk.policy.adminAccounts, asker.id) : [];
  return asker && others.length > 0 ? { ...asker, others } : asker;
}

/** A turn of this person. Graph takes a GUID as client-request-id and gives it to Entra's audit log (Microsoft Graph, "Best practices"). */
export function newTurn(asker: Asker): Turn {
  return { asker, correlationId: randomUUID() };
}

/** Trouble that is normal (Graph is busy, or says no; Teams keeps the bot from a personal chat) is a refusal with a way forward; undefined: it is an error. */
function refusalFor(error: unknown): NormalTrouble | undefined {
  if (error instanceof TeamsError) return refusalOfTeams(error);
  if (!(error instanceof DirectoryError)) return undefined;
  const { trouble, reason } = error;
  return (reason && REASONS[reason]) ?? REFUSALS[trouble];
}

/**
 * What a person sees when a message can't be answered. An error is logged with a code and the correlation id, and the
 * person gets that id and no more.
 */
export async function troubleCard(services: Services, turn: Turn, error: unknown): Promise<AdaptiveCard> {
  const context = cardContext(services, turn.asker);
  await noteTrouble(services, turn, error);
  const rule = refusalFor(error);
  if (rule) return refusedCard({ action: USUAL_ACTION, rule, values: {} }, context);
  return errorCard({ correlationId: turn.correlationId, noRecord: error instanceof StoreError }, context);
}

/** A refusal of an action as one text, for a click whose card stays; without an action where it is about none. */
export function refusalText({ rule, values }: Refusal, locale: Locale, action: ActionKind = USUAL_ACTION): string {
  return text(locale, refusalKey({ action, rule, values }), values);
}

/** The same as one sentence, for a click: the card that was clicked stays, and can be clicked again. */
export async function troubleText(services: Services, turn: Turn, error: unknown): Promise<string> {
  const { locale } = turn.asker;
  await noteTrouble(services, turn, error);
  const rule = refusalFor(error);
  if (rule) return text(locale, `refusal.${rule}.text`);
  return `${text(locale, error instanceof StoreError ? 'error.record' : 'error.text')} ${turn.correlationId}`;
}

/** In the log, and where it is a refusal on record as well; the person is answered even if that can't be written. */
async function noteTrouble(services: Services, turn: Turn, error: unknown): Promise<void> {
  const { correlationId } = turn;
  const code = codeOf(error);
  const rule = refusalFor(error);
  services.log[rule ? 'warn' : 'error']({ code, correlationId, err: error }, 'a turn could not be finished');
  try {
    if (rule) await recordRefusal(services, turn, rule);
  } catch (err) {
    services.log.error(
      { code: ErrorCode.StoreUnavailable, correlationId, err },
      'a refusal could not be put on record',
    );
  }
}

type NormalTrouble =
  | 'busy'
  | 'requester-roles-unknown'
  | 'search-denied'
  | 'search-not-taken'
  | 'answer-not-understood'
  | ReturnType<typeof refusalOfTeams>;

const REASONS: Readonly<Record<DirectoryReason, NormalTrouble>> = {
  'search-denied': 'search-denied',
  'search-not-taken': 'search-not-taken',
  'not-understood': 'answer-not-understood',
};

const REFUSALS: Readonly<Partial<Record<DirectoryError['trouble'], NormalTrouble>>> = {
  busy: 'busy',
  denied: 'requester-roles-unknown',
};
