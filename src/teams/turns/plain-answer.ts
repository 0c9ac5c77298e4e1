import { USUAL_ACTION } from '../../action-kinds.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { helpCard, notUnderstoodCard } from '../../cards/help-cards.ts';
import { type Reply, replyCard, wishFor } from '../../cards/reply-cards.ts';
import { ownAccountCard, signedOutCard } from '../../cards/sign-in-cards.ts';
import type { MentionedText } from '../channel/mentions.ts';
import type { MessageCommand, NamedPerson } from '../words/message-command.ts';

/** What is answered with what is known from the message alone. */
type PlainCommand = Exclude<
  MessageCommand,
  { kind: 'reset' | 'history-for' | 'approvals-here' | 'history' | 'status' }
>;

interface Where {
  mentioned: MentionedText;
  /** Others read along. */
  shared: boolean;
}

/** The answer to a message that starts nothing: true, short, and with a way forward. */
export function plainAnswer(command: PlainCommand, { mentioned, shared }: Where, context: CardContext): AdaptiveCard {
  const reply = (to: Reply) => replyCard({ to, shared }, context);
  switch (command.kind) {
    case 'help':
      return helpCard(context);
    case 'sign-out':
      return signedOutCard(context);
    case 'own-password':
      return ownAccountCard({ action: USUAL_ACTION }, context);
    case 'not-understood':
      return notUnderstoodCard({ shared }, context);
    case 'other-deed':
      return reply(command.deed);
    case 'report':
    case 'thanks':
    case 'negated':
    case 'question':
    case 'warning':
    case 'yes':
      return reply(command.kind);
    case 'cancel':
      return reply('nothing-open');
    case 'choice':
      return reply('no-list');
    case 'name-only': {
      const label = labelOf(command.target, mentioned);
      if (!label) return notUnderstoodCard({ shared }, context);
      return replyCard({ to: 'name-only', shared, values: { exampleFor: wishFor(label, context) } }, context);
    }
    case 'reset-without-target': {
      const { typedPassword } = command;
      return replyCard({ to: 'whose', shared, typedPassword, values: { minutes: 5 } }, context);
    }
  }
}

/** What was written for somebody; of a mention the name in it. */
function labelOf(target: NamedPerson, { mentioned }: MentionedText): string | undefined {
  return target.by === 'mention' ? mentioned[target.index]?.name : target.value;
}
