import { USUAL_ACTION } from '../../action-kinds.ts';
import type { Asker } from '../../desk/request/people.ts';
import type { WrittenMessage } from '../channel/written-message.ts';
import type { MessageCommand } from '../words/message-command.ts';
import { parseCommand } from '../words/parse-command.ts';

/** What a message asks for; `forward` is one that holds nothing but somebody else’s words, and does not say whose. */
type Understood = MessageCommand | { kind: 'forward' };

/**
 * What a message asks for. People who are only to know of it are no targets where it says what is asked without them. A forward
 * without a comment starts nothing: whether the password of its sender is meant is asked.
 */
export function understood(message: WrittenMessage, reader: Asker['locale']): Understood {
  const { text, withoutCopied, forwards } = message;
  if (isBareForward(message)) {
    const sender = forwards?.sender;
    if (sender === undefined) return { kind: 'forward' };
    return {
      kind: 'action',
      action: USUAL_ACTION,
      target: { by: 'mention', index: sender },
      typedPassword: false,
      asks: true,
    };
  }
  const short = withoutCopied === undefined ? undefined : parseCommand(withoutCopied, reader);
  return short !== undefined && 'target' in short ? short : parseCommand(text, reader);
}

/** Whether a message forwards another one, and says nothing itself. */
export function isBareForward({ text, forwards }: WrittenMessage): boolean {
  const plain = text.replace(/<[^<>]{0,300}>|&[a-z#\d]{1,8};/gi, ' ');
  return forwards !== undefined && !/[\p{L}\p{N}\uE000]/u.test(plain);
}
