import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { signInLines } from './target-lines.ts';
import { sentence, shownName } from './text-runs.ts';

interface SeveralView {
  /** What was written for the person. */
  query: string;
  people: readonly { displayName: string; userPrincipalName: string }[];
}

/** Several people match where there is nothing to press: names them, and asks for the sign-in name. */
export function severalCard({ query, people }: SeveralView, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'several.title',
    paragraphs: [
      [sentence(context, 'several.text', { query })],
      ...people.map(({ displayName, userPrincipalName: targetUpn }) => [
        shownName(displayName, { weight: 'bolder' }),
        ...signInLines({ targetUpn }),
      ]),
    ],
  });
}
