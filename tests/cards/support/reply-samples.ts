import { ACTION_KINDS } from '../../../src/action-kinds.ts';
import { askedCard } from '../../../src/cards/asked-card.ts';
import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { neitherCard } from '../../../src/cards/ending-cards.ts';
import { notUnderstoodCard } from '../../../src/cards/help-cards.ts';
import { editedTooLateCard, forwardedCard } from '../../../src/cards/message-cards.ts';
import { notFoundCard } from '../../../src/cards/not-found-card.ts';
import { answeredCard, type ReplyKind, replyCard, wishesFor } from '../../../src/cards/reply-cards.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { text } from '../../../src/locales/text.ts';
import type { ValueOf } from './samples.ts';

/** Everything that is replied to. */
export const REPLIES = Object.keys(en).flatMap(key => /^reply\.(.+)\.title$/.exec(key)?.slice(1) ?? []) as ReplyKind[];

/** Each reply, and the cards that ask and have asked; `doubt` is the id on them. */
export function replyCards(context: CardContext, value: ValueOf, doubt: string): [string, AdaptiveCard][] {
  const target = value('Anna Svensson');
  const confirm = text(context.locale, 'temporary-access-pass.action.confirm');
  const values = { target, confirm, ...wishesFor(target, context), minutes: 5, count: 2 };
  const asked = {
    offered: ['reset-password'],
    doubt,
    target,
    requesterName: value('Karin Ek'),
    expiresAt: new Date('2026-03-12T13:35:00Z'),
  } as const;
  const personal = REPLIES.map((to): [string, AdaptiveCard] => [
    `reply ${to}`,
    replyCard({ to, shared: false, values }, context),
  ]);
  return [
    ...personal,
    [
      'reply whose, typed password',
      replyCard({ to: 'whose-reset-password', shared: false, typedPassword: true, values }, context),
    ],
    ['reply whose, shared', replyCard({ to: 'whose-reset-password', shared: true, values }, context)],
    ['not understood, in no language of ours', notUnderstoodCard({ shared: false, unknownLanguage: true }, context)],
    ['not understood, shared', notUnderstoodCard({ shared: true }, context)],
    ['not understood', notUnderstoodCard({ shared: false }, context)],
    ['neither', neitherCard({ by: value('Karin Ek') }, context)],
    ['answered', answeredCard(context)],
    ['not found', notFoundCard({ query: value('Ana Svenson'), searched: ['sign-in-name', 'mail', 'name'] }, context)],
    ['not found, nothing searched', notFoundCard({ query: value('Ana Svenson'), searched: [] }, context)],
    ['edited too late', editedTooLateCard(context)],
    ['forwarded', forwardedCard(context)],
    ['asked', askedCard({ ...asked, typedPassword: false }, context)],
    ['asked which', askedCard({ ...asked, offered: ACTION_KINDS, typedPassword: false }, context)],
    [
      'asked with reason, ticket and warning',
      askedCard(
        { ...asked, typedPassword: true, reasonText: value('she is locked out'), ticket: value('INC0012345') },
        context,
      ),
    ],
  ];
}
