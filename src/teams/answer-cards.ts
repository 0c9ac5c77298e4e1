import type { AdaptiveCard, CardContext } from '../cards/card.ts';
import { confirmCard } from '../cards/confirm-card.ts';
import { notFoundCard } from '../cards/not-found-card.ts';
import { pickCard } from '../cards/pick-card.ts';
import { refusedCard } from '../cards/refused-card.ts';
import type { Target } from '../desk/account.ts';
import type { Answer } from '../desk/ask.ts';
import type { ResetRequest } from '../desk/request.ts';

/** The card for what the desk answered to a question; `label` is what the person wrote for the target. */
export function answerCard(answer: Answer, label: string, context: CardContext): AdaptiveCard {
  switch (answer.kind) {
    case 'refused':
      return refusedCard(answer.refusal, context);
    case 'not-found':
      return notFoundCard({ query: label, searched: answer.searched }, context);
    case 'choose': {
      const { request, candidates, more } = answer;
      return pickCard({ request: request.id, query: label, candidates, more }, context);
    }
    case 'confirm':
      return confirm(answer.request, answer.target, context);
  }
}

function confirm(request: ResetRequest, { account, roles = [] }: Target, context: CardContext): AdaptiveCard {
  const { lastPasswordChangeDateTime: changed } = account;
  return confirmCard(
    {
      request: request.id,
      account: {
        ...account,
        manager: account.managerName,
        blocked: account.accountEnabled === false,
        lastPasswordChange: changed ? new Date(changed) : undefined,
        roles: roles.map(role => role.name),
      },
      requesterName: request.requester.name,
      ticket: request.ticket,
      reasonText: request.note,
      typedPassword: request.typedPassword,
      expiresAt: new Date(request.dueAt ?? request.createdAt),
    },
    context,
  );
}
