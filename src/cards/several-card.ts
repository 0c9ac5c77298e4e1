import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { signInLines } from './target-lines.ts';
import { sentence, shownName } from './text-runs.ts';

interface SeveralView {
  /** What was written for the person. */
  query: string;
  /** As on the card that lets them be chosen: nobody is called that, or not there. */
  unsure?: 'name' | 'place';
  people: readonly { displayName: string; userPrincipalName: string }[];
}

/** Several people match where there is nothing to press: names them, and asks for the sign-in name. */
export function severalCard({ query, unsure, people }: SeveralView, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: unsure ? 'pick.unsure.title' : 'several.title',
    paragraphs: [
      [sentence(context, unsure ? `several.unsure.${unsure}` : 'several.text', { query })],
      ...people.map(({ displayName, userPrincipalName: targetUpn }) => [
        shownName(displayName, { weight: 'bolder' }),
        ...signInLines({ targetUpn }),
      ]),
    ],
  });
}
