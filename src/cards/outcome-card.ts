import type { CurableTrouble } from '../errors.ts';
import { formatDateTime, formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import { type CardAction, openUrl, primary } from './actions.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { type ReasonView, reasonLines } from './reasons.ts';
import type { TakenOverBy } from './taken-over-card.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence, shownValue, words } from './text-runs.ts';

export interface OutcomeView extends TargetView, ReasonView, Acting {
  /** When Microsoft Graph took the call. */
  at: Date;
  /** accepted: Graph took it, but the requester's role may not read how it ended. */
  verification: 'verified' | 'accepted' | 'pending';
  /** Mastered in Windows Server AD, which can still refuse what Microsoft Graph took. */
  synced: boolean;
  /** How signing out everywhere went, where it was asked for. */
  signOut?: 'done' | 'failed' | 'unknown';
  /** In the requester's private chat, handed over to the user, on its way there, erased there, or why it waits. */
  handover:
    | 'private'
    | 'handed-over'
    | 'on-its-way'
    | 'erased'
    | 'taken-over'
    | 'waiting-for-install'
    | Exclude<CurableTrouble, 'not-installed'>
    | 'later';
  /** Where the requester gets at the chat with the bot, where it can't write to them. */
  chatLink: string;
  /** Where they install the app; undefined where its id is not known. */
  installLink?: string;
  ticket?: string;
  /** Who took over, where that is why the secret was erased. */
  takenOver?: TakenOverBy;
  approvedBy?: ApprovedBy;
}

/** Tells everybody in the conversation who did what to whose account; it never holds the secret. */
export function outcomeCard(view: OutcomeView, context: CardContext): AdaptiveCard {
  const { action, requesterName: requester, verification, handover, signOut, takenOver } = view;
  const { locale, timeZone } = context;
  const taken = takenOver && { by: takenOver.name, time: formatTime(takenOver.at, locale, timeZone) };
  // Windows Server AD may refuse yet what Microsoft Graph took.
  const isOpen = view.synced && verification !== 'verified';
  const state = isOpen ? (`synced.${verification}` as const) : verification;
  return noticeOf(context, {
    tone: toneOf(state, handover),
    title: `${action}.outcome.title.${state}`,
    paragraphs: [
      [
        sentence(context, `${action}.outcome.${isOpen ? 'asked' : 'text'}`, { requester, target: view.targetName }),
        ...signInLines(view),
      ],
      [sentence(context, `${action}.outcome.${handover}`, { requester, ...taken })],
      [sentence(context, `${action}.outcome.${state}`, { requester })],
      ...(signOut ? [[sentence(context, `outcome.signOut.${signOut}`)]] : []),
    ],
    facts: facts(context, [
      ['fact.time', [words(formatDateTime(view.at, locale, timeZone))]],
      actingRow(view, context),
      approvedByRow(view.approvedBy, context),
      ['fact.reason', reasonLines(view, context)],
      ['fact.ticket', view.ticket ? [shownValue(view.ticket)] : []],
    ]),
    actions: wayIn(view, context),
  });
}

/** To the app or, where its id is not known, to the chat, which Teams finds by the bot. */
function wayIn({ handover, installLink, chatLink }: OutcomeView, context: CardContext): CardAction[] {
  if (handover !== 'waiting-for-install' && handover !== 'blocked-or-removed') return [];
  const way = installLink
    ? openUrl(context, 'action.install', installLink)
    : openUrl(context, 'action.openPrivateChat', chatLink);
  return [primary(way)];
}

/** Nobody can sign in with a password that nobody got to know. */
function toneOf(state: string, handover: OutcomeView['handover']): 'warning' | 'good' | 'emphasis' {
  if (handover === 'erased' || handover === 'taken-over') return 'warning';
  return state === 'verified' || state === 'accepted' ? 'good' : 'emphasis';
}
