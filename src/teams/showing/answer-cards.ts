import type { ActionKind } from '../../action-kinds.ts';
import { becauseText } from '../../cards/because-text.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { confirmCard } from '../../cards/confirm-card.ts';
import { notFoundCard } from '../../cards/not-found-card.ts';
import { pickCard } from '../../cards/pick-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { takeOverCard } from '../../cards/take-over-card.ts';
import type { AskAnswer } from '../../desk/ask.ts';
import { chosenTarget } from '../../desk/judging/judge.ts';
import type { Confirmation, Offer } from '../../desk/opening.ts';
import { MOST_CANDIDATES } from '../../desk/times.ts';
import { choicesView } from './action-views.ts';
import { actingOf } from './approval-views.ts';
import { type CallerMore, callerView } from './caller-views.ts';

/** What was asked, and how. */
interface AnswerView {
  action: ActionKind;
  /** What the person wrote for the target. */
  label: string;
  /** Under which id the other action is asked for that is possible instead. */
  doubt?: string;
  /** What the card says beside of who calls. */
  caller?: CallerMore;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The card for what the desk answered to a question. */
export function answerCard(
  answer: AskAnswer,
  { action, label, doubt, caller, now }: AnswerView,
  context: CardContext,
): AdaptiveCard {
  switch (answer.kind) {
    case 'refused':
      return refusedCard({ action, ...answer.refusal, instead: insteadOf(answer, doubt) }, context);
    case 'not-found':
      return notFoundCard({ query: label, searched: answer.searched }, context);
    case 'choose': {
      const { request, candidates, more, unsure } = answer;
      const view = { request: request.id, query: label, candidates, most: MOST_CANDIDATES, more, unsure };
      return pickCard(view, context);
    }
    case 'confirm':
      return confirm(answer, { ...caller, now }, context);
    case 'held':
      return takeOver(answer, context);
  }
}

function insteadOf({ instead }: AskAnswer & { kind: 'refused' }, doubt: string | undefined) {
  if (!instead || doubt === undefined) return undefined;
  return { action: instead.action, doubt, targetName: instead.target.displayName };
}

function takeOver({ request, holder }: Offer, context: CardContext): AdaptiveCard {
  const { displayName: targetName, userPrincipalName: targetUpn } = request.target;
  return takeOverCard(
    {
      action: request.action,
      request: request.id,
      requesterName: request.requester.name,
      targetName,
      targetUpn,
      holderName: holder.requester.name,
      holderAction: holder.action,
      state: holder.state,
      since: new Date(holder.startedAt),
      expiresAt: new Date(request.dueAt),
    },
    context,
  );
}

function confirm(
  { request, target, maySignOut, because, wanted, instead, tookOver, lookAlikes }: Confirmation,
  caller: CallerMore & Pick<AnswerView, 'now'>,
  context: CardContext,
): AdaptiveCard {
  const { account } = target;
  const { roleNames: roles, eligibleNames: eligible = [] } = chosenTarget(target);
  const { lastPasswordChangeDateTime: changed } = account;
  return confirmCard(
    {
      action: request.action,
      request: request.id,
      account: {
        ...account,
        manager: account.manager?.displayName,
        blocked: account.accountEnabled === false,
        lastPasswordChange: changed ? new Date(changed) : undefined,
        roles,
        eligible,
      },
      lookAlikes,
      ...actingOf(request),
      ticket: request.ticket,
      reasonText: request.note,
      tookOver: tookOver && { ...tookOver, at: new Date(tookOver.at) },
      typedPassword: request.typedPassword,
      synced: account.onPremisesSyncEnabled === true,
      maySignOut,
      choices: choicesView(request, target, caller.now),
      instead,
      secondPerson: because && becauseText(context.locale, request.action, because),
      caller: callerView(request, { ...caller, wanted, manager: account.manager }, context),
      expiresAt: new Date(request.dueAt),
    },
    context,
  );
}
