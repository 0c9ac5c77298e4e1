import { text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { quietSentence, sentence } from './text-runs.ts';

type FieldOf<Key> = Key extends `searched.${infer Field}` ? Field : never;

/** Where the directory was searched. */
type SearchedTextField = FieldOf<TextKey>;

interface NotFoundView {
  /** What the requester wrote. */
  query: string;
  searched: readonly SearchedTextField[];
}

/** Nobody matches; says what was searched. A mention has no spelling to check, and Teams knows people that the directory does not show. */
export function notFoundCard({ query, searched }: NotFoundView, context: CardContext): AdaptiveCard {
  const fields = searched.map(field => text(context.locale, `searched.${field}`)).join(', ');
  const mentioned = searched.every(field => field === 'object-id') && searched.length > 0;
  const found = sentence(context, mentioned ? 'notFound.mentioned' : 'notFound.text', { query });
  return noticeOf(context, {
    tone: 'warning',
    title: 'notFound.title',
    paragraphs: fields ? [[found], [quietSentence(context, 'notFound.searched', { fields })]] : [[found]],
  });
}
