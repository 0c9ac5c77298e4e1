import { type ActionKind, USUAL_ACTION } from '../action-kinds.ts';
import { type TextValues, text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import { type CardAction, openUrl } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { SELF_SERVICE, usersLink } from './entra-links.ts';
import { noticeOf } from './notice.ts';
import { type Inlines, sentence } from './text-runs.ts';

type ReplyOf<Key> = Key extends `reply.${infer Name}.title` ? Name : never;

/** What is replied to: reply.<reply>.title and reply.<reply>.text. */
export type ReplyKind = ReplyOf<TextKey>;

export interface ReplyView {
  to: ReplyKind;
  /** What it is about, where it is about one. */
  action?: ActionKind;
  /** In a channel or group chat, where I am to be mentioned. */
  shared: boolean;
  /** The message held a password, which is not used. */
  typedPassword?: boolean;
  /** For the placeholders of the text, beside those for what can be written. */
  values?: TextValues;
}

/**
 * What the bot says to a message that starts nothing: what it took it for, and the way forward.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function replyCard(view: ReplyView, context: CardContext): AdaptiveCard {
  const { to, action = USUAL_ACTION, shared, typedPassword, values = {} } = view;
  const warning: Inlines[] = typedPassword ? [sentence(context, `${action}.confirm.typedPassword`)] : [];
  return noticeOf(context, {
    tone: to === 'warning' ? 'warning' : 'emphasis',
    title: `reply.${to}.title`,
    paragraphs: [[sentence(context, saidTo(to, shared), { ...written(context), ...values })], warning].filter(
      lines => lines.length > 0,
    ),
    links: waysForward(to, context).map(link => [link]),
  });
}

function saidTo(to: ReplyKind, shared: boolean): TextKey {
  if (!isWhose(to)) return `reply.${to}.text`;
  return shared ? 'reply.whose.shared' : 'reply.whose.text';
}

/** Whose account it is about is asked in the same words whatever is wished. */
function isWhose(to: ReplyKind): to is Extract<ReplyKind, `whose-${string}`> {
  return to.startsWith('whose-');
}

/** What a card becomes that was answered by a message: the answer to that is below. */
export function answeredCard(context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'answered.title',
    paragraphs: [[sentence(context, 'answered.text')]],
  });
}

/** Where that is done which I do not do. */
function waysForward(to: ReplyKind, context: CardContext): CardAction[] {
  switch (to) {
    case 'mfa':
    case 'pass':
    case 'group':
    case 'account':
      return [openUrl(context, 'link.users', usersLink(context.portal))];
    case 'reset-link':
      return [openUrl(context, 'reply.reset-link.page', SELF_SERVICE)];
    default:
      return [];
  }
}

/** What can be written, and what stands on buttons, by their placeholders. */
function written({ locale }: CardContext): TextValues {
  return {
    example: text(locale, 'example.name'),
    exampleAccount: text(locale, 'example.account'),
    history: text(locale, 'example.historyFor'),
    status: text(locale, 'example.status'),
    cancel: text(locale, 'example.cancel'),
    ask: text(locale, 'action.askForApproval'),
    examplePass: text(locale, 'example.pass'),
  };
}

/** How each action is asked for this person. */
export function wishesFor(target: string, { locale }: CardContext): { exampleFor: string; passFor: string } {
  return { exampleFor: text(locale, 'example.for', { target }), passFor: text(locale, 'example.passFor', { target }) };
}
