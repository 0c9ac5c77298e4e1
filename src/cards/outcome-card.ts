import { text } from '../locales/text.ts';
import { formatDateTime } from '../locales/time.ts';
import { openUrl, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import { type ReasonCode, reasonKey } from './reasons.ts';
import { signInLines, type TargetView } from './target.ts';
import { type Inlines, sentence, shownValue, words } from './text-runs.ts';

export interface OutcomeView extends TargetView {
  requesterName: string;
  /** When Microsoft Graph took the reset. */
  at: Date;
  /** accepted: Graph took it, but the requester's role may not read how it ended. */
  verification: 'verified' | 'accepted' | 'pending';
  /** Mastered in Windows Server AD, which can still refuse what Microsoft Graph took. */
  synced: boolean;
  /** How signing out everywhere went, where it was asked for. */
  signOut?: 'done' | 'failed';
  handover: 'private' | 'waiting-for-install';
  /** Where the requester installs the app, for waiting-for-install. */
  installLink?: string;
  reason?: ReasonCode;
  /** What the requester wrote after "because". */
  reasonText?: string;
  ticket?: string;
}

/** Tells everybody in the conversation who reset whose password; it never holds the password. */
export function outcomeCard(view: OutcomeView, context: CardContext): AdaptiveCard {
  const { requesterName: requester, verification, handover, installLink, signOut } = view;
  const { locale, timeZone } = context;
  const state = view.synced && verification !== 'verified' ? (`synced.${verification}` as const) : verification;
  return noticeOf(context, {
    tone: state === 'verified' || state === 'accepted' ? 'good' : 'emphasis',
    title: `outcome.title.${state}`,
    paragraphs: [
      [sentence(context, 'outcome.text', { requester, target: view.targetName }), ...signInLines(view)],
      [sentence(context, `outcome.${handover}`, { requester })],
      [sentence(context, `outcome.${state}`, { requester })],
      ...(signOut ? [[sentence(context, `outcome.signOut.${signOut}`)]] : []),
    ],
    facts: facts(context, [
      ['fact.time', [words(formatDateTime(view.at, locale, timeZone))]],
      ['fact.reason', reasonLines(view, context)],
      ['fact.ticket', view.ticket ? [shownValue(view.ticket)] : []],
    ]),
    actions:
      handover === 'waiting-for-install' && installLink
        ? [primary(openUrl(context, 'action.install', installLink))]
        : [],
  });
}

/** The chosen reason with what was written behind it; "other" says nothing beside a text. */
function reasonLines({ reason, reasonText }: OutcomeView, { locale }: CardContext): Inlines[] {
  const chosen = reason && text(locale, reasonKey(reason));
  if (!reasonText) return chosen ? [words(chosen)] : [];
  return [[...(chosen && reason !== 'other' ? words(`${chosen}: `) : []), ...shownValue(reasonText)]];
}
