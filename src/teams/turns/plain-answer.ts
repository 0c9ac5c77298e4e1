import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { helpCard, notUnderstoodCard } from '../../cards/help-cards.ts';
import { replyCard } from '../../cards/reply-cards.ts';
import { ownAccountCard, signedOutCard } from '../../cards/sign-in-cards.ts';
import type { MessageCommand } from '../words/message-command.ts';

/** What is answered with nothing but the message. */
type PlainKind =
  | 'help'
  | 'sign-out'
  | 'own-account'
  | 'other-deed'
  | 'report'
  | 'thanks'
  | 'negated'
  | 'question'
  | 'warning'
  | 'not-understood';

/**
 * The answer to a message that starts nothing: true, short, and with a way forward.
 * @param where.shared others read along  @param where.unknownLanguage the message has no word of a language that is spoken here
 */
export function plainAnswer(
  command: Extract<MessageCommand, { kind: PlainKind }>,
  { shared, unknownLanguage }: { shared: boolean; unknownLanguage: boolean },
  context: CardContext,
): AdaptiveCard {
  switch (command.kind) {
    case 'help':
      return helpCard(context);
    case 'sign-out':
      return signedOutCard(context);
    case 'own-account':
      return ownAccountCard({ action: command.action }, context);
    case 'not-understood':
      return notUnderstoodCard({ shared, unknownLanguage }, context);
    case 'other-deed':
      return replyCard({ to: command.deed, shared }, context);
    default:
      return replyCard({ to: command.kind, shared }, context);
  }
}
