import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import type { TermsView } from './action-views.ts';
import { type CardAction, execute, primary } from './actions.ts';
import { proofWords } from './caller-row.ts';
import { type AdaptiveCard, type CardContext, cardTemplate, withPhotosIfTheyFit } from './card.ts';
import { LONGEST, shownText } from './escape.ts';
import { type FactView, facts } from './facts.ts';
import { PARTS } from './parts-of-action.ts';
import { type Person, personView } from './person-view.ts';
import { LEVELS, type ShownProof } from './proof-view.ts';
import { type ReasonView, reasonLines } from './reasons.ts';
import approval from './templates/approval.json' with { type: 'json' };
import { type Inlines, quietSentence, sentence, shownExplanation, shownValue, words } from './text-runs.ts';

const drawApproval = cardTemplate(approval);

export interface ApprovalView extends ReasonView, Acting {
  request: string;
  /** With the names of the administrator roles, active ones and those that it may activate. */
  target: Person & { roles: readonly string[]; eligible?: readonly string[] };
  ticket?: string;
  /** What was chosen of the action's own; missing where there was nothing to choose. */
  terms?: TermsView;
  /** The requester wants the user to be signed out everywhere as well. */
  signOut: boolean;
  /** What has shown who calls, and why more should have (as `proofBecauseText` says it); missing where nothing has to. */
  caller?: { proofs: readonly ShownProof[]; withoutProof?: string };
  /**
   * Why a second person must approve, as a finished sentence in the readers' language; missing where it is because of nothing but
   * what has not been shown of who calls.
   */
  secondPerson?: string;
  expiresAt: Date;
  /** The card stands in the conversation in which the requester asked, so that they can cancel here. */
  cancellable: boolean;
}

/**
 * Asks a second administrator to approve: who asks, for whom, why, why two are needed, and until when. Decline sends
 * `declineReason` along, at most 200 characters and perhaps empty; the other buttons send no input.
 */
export function approvalCard(view: ApprovalView, context: CardContext): AdaptiveCard {
  return withPhotosIfTheyFit(photos => draw(view, context, photos));
}

function draw(view: ApprovalView, context: CardContext, photos: boolean): AdaptiveCard {
  const { action, requesterName: requester } = view;
  const { locale, timeZone } = context;
  return drawApproval(
    {
      title: text(locale, `${action}.approval.title`),
      asks: sentence(context, `${action}.approval.asks`, { requester }),
      person: personView(view.target, photos, { weight: 'bolder', size: 'large' }, {}),
      facts: factsOf(view, context),
      unproved: unprovedLines(view, context).map(inlines => ({ inlines })),
      why: view.secondPerson ? [{ inlines: shownExplanation(view.secondPerson) }] : [],
      private: sentence(context, `${action}.approval.private`, { requester }),
      declineLabel: text(locale, 'approval.declineReason'),
      footer: quietSentence(context, 'approval.footer', { time: formatTime(view.expiresAt, locale, timeZone) }),
      buttons: buttonRows(view, context).map(actions => ({ actions })),
    },
    context,
  );
}

function factsOf(view: ApprovalView, context: CardContext): FactView[] {
  const { action, target, ticket, signOut, terms } = view;
  return facts(context, [
    actingRow(view, context),
    ['fact.caller', callerLines(view, context)],
    ['fact.roles', target.roles.map(role => shownValue(role))],
    ['fact.eligible', (target.eligible ?? []).map(role => shownValue(role))],
    ...PARTS[action].chosen(terms, target.displayName, context),
    ['fact.reason', reasonLines(view, context)],
    ['fact.ticket', ticket ? [shownValue(ticket)] : []],
    ['fact.also', signOut ? [words(text(context.locale, 'approval.signOut'))] : []],
  ]);
}

/** Seen before all else: that it is not shown who calls, what to do about that, and why it should have been. */
function unprovedLines({ caller, target }: ApprovalView, context: CardContext): Inlines[] {
  if (caller?.withoutProof === undefined) return [];
  const how = caller.proofs.length > 0 ? 'weak' : 'none';
  const name = { target: shownText(target.displayName, LONGEST.name) || '?' };
  return [
    shownValue(text(context.locale, `approval.unproved.${how}`, name), { weight: 'bolder' }),
    sentence(context, 'approval.unproved.do', { target: target.displayName }),
    shownExplanation(text(context.locale, 'callerLevel.should', { because: caller.withoutProof })),
  ];
}

/** What has shown who calls, with its level. */
function callerLines({ caller }: ApprovalView, context: CardContext): Inlines[] {
  return (caller?.proofs ?? []).flatMap(proof => [
    proofWords(proof, context),
    quietSentence(context, `callerLevel.${LEVELS[proof.kind]}`),
  ]);
}

/** Three buttons in a row are cut off on a phone. */
function buttonRows({ request, cancellable, caller }: ApprovalView, context: CardContext): CardAction[][] {
  const withoutInputs = { associatedInputs: 'none' } as const;
  const approve = execute(context, 'approve', 'action.approve', { request });
  // Where it is not shown who calls, there is something to do before either is pressed.
  const isUnproved = caller?.withoutProof !== undefined;
  return [
    [
      { ...(isUnproved ? approve : primary(approve)), ...withoutInputs },
      execute(context, 'decline', 'action.decline', { request }),
    ],
    ...(cancellable
      ? [[{ ...execute(context, 'cancel', 'action.cancelRequest', { request }), ...withoutInputs }]]
      : []),
  ];
}
