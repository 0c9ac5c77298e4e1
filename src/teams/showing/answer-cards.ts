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
import { actingOf } from './approval-views.ts';

/** The card for what the desk answered to a question; `label` is what the person wrote for the target. */
export function answerCard(
  answer: AskAnswer,
  { action, label }: { action: ActionKind; label: string },
  context: CardContext,
): AdaptiveCard {
  switch (answer.kind) {
    case 'refused':
      return refusedCard({ action, ...answer.refusal }, context);
    case 'not-found':
      return notFoundCard({ query: label, searched: answer.searched }, context);
    case 'choose': {
      const { request, candidates, more, unsure } = answer;
      const view = { request: request.id, query: label, candidates, most: MOST_CANDIDATES, more, unsure };
      return pickCard(view, context);
    }
    case 'confirm':
      return confirm(answer, context);
    case 'held':
      return takeOver(answer, context);
  }
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
      state: holder.state,
      since: new Date(holder.startedAt),
      expiresAt: new Date(request.dueAt),
    },
    context,
  );
}

function confirm(
  { request, target, maySignOut, because, tookOver, lookAlikes }: Confirmation,
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
      tookOver: tookOver && { from: tookOver.from, at: new Date(tookOver.at) },
      typedPassword: request.typedPassword,
      synced: account.onPremisesSyncEnabled === true,
      maySignOut,
      secondPerson: because && becauseText(context.locale, request.action, because),
      expiresAt: new Date(request.dueAt),
    },
    context,
  );
}
