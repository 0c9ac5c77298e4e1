import { LOCALES } from '../locales/locale.ts';
import { text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { type Inlines, sentence, words } from './text-runs.ts';

const EXAMPLES: readonly TextKey[] = ['example.name', 'example.ticket', 'example.reason', 'example.pass'];
/** What else there is to write, and what it shows or does. */
const OTHERS: readonly (readonly [explanation: TextKey, example: TextKey])[] = [
  ['help.status', 'example.status'],
  ['help.unused', 'example.unused'],
  ['help.history', 'example.history'],
  ['help.historyFor', 'example.historyFor'],
  ['help.report', 'example.report'],
  ['help.approvalsHere', 'example.approvalsHere'],
];

/** What the bot does, with examples of what to write. */
export function helpCard(context: CardContext): AdaptiveCard {
  const others = OTHERS.map(([explanation, example]) => [
    sentence(context, explanation, { example: text(context.locale, example) }),
  ]);
  const more = [sentence(context, 'help.more')];
  const paragraphs = [[sentence(context, 'help.text')], ...examples(context), ...others, more];
  return noticeOf(context, { tone: 'emphasis', title: 'help.title', paragraphs });
}

/** To whom a message was not understood. */
interface NotUnderstood {
  /** Others read along: one example is enough. */
  shared: boolean;
  /** The message has no word of a language that is spoken here, so that its writer may not read the card's either. */
  unknownLanguage?: boolean;
}

/** The message was not understood, and nothing is guessed. */
export function notUnderstoodCard(
  { shared, unknownLanguage = false }: NotUnderstood,
  context: CardContext,
): AdaptiveCard {
  const others = unknownLanguage ? LOCALES.filter(locale => locale !== context.locale) : [];
  const few = shared || others.length > 0;
  const shown = few ? examples(context).slice(0, 1) : examples(context);
  const inOthers = others
    .map(locale => ({ ...context, locale }))
    .map(other => [
      words(text(other.locale, 'notUnderstood.title'), { weight: 'bolder' }),
      sentence(other, 'notUnderstood.text'),
      ...examples(other).slice(0, 1).flat(),
    ]);
  const asks = sentence(context, 'notUnderstood.text');
  // What is in one language stands close together, away from the other.
  const own = others.length > 0 ? [[asks, ...shown.flat()]] : [[asks], ...shown];
  const paragraphs = [...own, ...inOthers];
  return noticeOf(context, { tone: 'emphasis', title: 'notUnderstood.title', paragraphs });
}

function examples({ locale }: CardContext): Inlines[][] {
  return EXAMPLES.map(key => [words(text(locale, key), { weight: 'bolder' })]);
}
