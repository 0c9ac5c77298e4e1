import type { ActionKind } from '../action-kinds.ts';
import { openUrl, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { sentence } from './text-runs.ts';

/** For channels and group chats, where nobody signs in. @param chatLink https link to the private chat with the bot */
export function signInInPrivateCard({ chatLink }: { chatLink: string }, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'signIn.title',
    paragraphs: [[sentence(context, 'signIn.text')]],
    actions: [primary(openUrl(context, 'action.openPrivateChat', chatLink))],
  });
}

export function signedOutCard(context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'signedOut.text')]];
  return noticeOf(context, { tone: 'emphasis', title: 'signedOut.title', paragraphs });
}

/** For somebody who asks for their own account. */
export function ownAccountCard({ action }: { action: ActionKind }, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: `${action}.own.title`,
    paragraphs: [[sentence(context, `${action}.own.text`)]],
    actions: [primary(PARTS[action].own(context))],
  });
}
