import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** What became of the offer of a file. `over`: it was made too long ago, or to somebody else. */
export type ExportEnding = 'saved' | 'declined' | 'over' | 'failed';

/** In the place of the question whether a file may be saved. */
export function exportEndedCard({ ending }: { ending: ExportEnding }, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: ending === 'failed' ? 'warning' : 'emphasis',
    title: `export.${ending}.title`,
    paragraphs: [[sentence(context, `export.${ending}.text`)]],
  });
}
