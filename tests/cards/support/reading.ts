import type { AdaptiveCard } from '../../../src/cards/card.ts';

type Json = Readonly<Record<string, unknown>>;

/** Every object in a card, outermost first. */
export function objectsIn(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(objectsIn);
  if (typeof node !== 'object' || node === null) return [];
  return [{ ...node }, ...Object.values(node).flatMap(objectsIn)];
}

export function stringsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(stringsIn) : [];
}

export function elementsOf(card: AdaptiveCard, type: string): Json[] {
  return objectsIn(card).filter(node => node.type === type);
}

export function actionsOf(card: AdaptiveCard): Json[] {
  return objectsIn(card).filter(node => String(node.type).startsWith('Action.'));
}

/** The texts that Teams draws without Markdown, one for each RichTextBlock. */
export function plainTexts(card: AdaptiveCard): string[] {
  return elementsOf(card, 'RichTextBlock').map(block =>
    objectsIn(block.inlines)
      .map(run => String(run.text))
      .join(''),
  );
}

/** The texts that some client draws as Markdown, or might. */
export function markdownTexts(card: AdaptiveCard): string[] {
  return objectsIn(card).flatMap(({ type, text, title, value, label, placeholder, fallbackText, altText }) => {
    const isFact = type === undefined && title !== undefined;
    return [
      type === 'TextBlock' && text,
      isFact && title,
      isFact && value,
      label,
      placeholder,
      fallbackText,
      altText,
    ].filter(candidate => typeof candidate === 'string');
  });
}
