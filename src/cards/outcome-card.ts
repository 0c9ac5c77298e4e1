import { formatDateTime, formatTime } from '../locales/time.ts';
import { actingRow } from './acting.ts';
import { type CardAction, openUrl, primary } from './actions.ts';
import { approvedByRow } from './approved-by.ts';
import { callerRow } from './caller-row.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { noticeOf } from './notice.ts';
import type { OutcomeView } from './outcome-view.ts';
import { PARTS } from './parts-of-action.ts';
import { reasonLines } from './reasons.ts';
import { signInLines } from './target-lines.ts';
import { sentence, shownValue, words } from './text-runs.ts';

/** Tells everybody in the conversation who did what to whose account; it never holds the secret. */
export function outcomeCard(view: OutcomeView, context: CardContext): AdaptiveCard {
  const { action, requesterName: requester, handover, signOut, takenOver } = view;
  const { locale, timeZone } = context;
  const taken = takenOver && { by: takenOver.name, time: formatTime(takenOver.at, locale, timeZone) };
  const { title, what, how, isSettled } = PARTS[action].ending(view, context);
  return noticeOf(context, {
    tone: toneOf(isSettled, handover),
    title,
    paragraphs: [
      [what, ...signInLines(view)],
      [sentence(context, `${action}.outcome.${handover}`, { requester, ...taken })],
      ...how.map(line => [line]),
      ...(signOut ? [[sentence(context, `outcome.signOut.${signOut}`)]] : []),
    ],
    facts: facts(context, [
      ['fact.time', [words(formatDateTime(view.at, locale, timeZone))]],
      actingRow(view, context),
      approvedByRow(view.approvedBy, context),
      callerRow(view.proofs, context),
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

/** Nobody can sign in with a secret that nobody got to know. */
function toneOf(isSettled: boolean, handover: OutcomeView['handover']): 'warning' | 'good' | 'emphasis' {
  if (handover === 'erased' || handover === 'taken-over') return 'warning';
  return isSettled ? 'good' : 'emphasis';
}
