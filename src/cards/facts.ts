import { text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import type { Inlines } from './text-runs.ts';

/** A row with a label and a value of some lines. Not a FactSet, whose values are Markdown. */
export interface FactView {
  label: string;
  lines: { inlines: Inlines }[];
}

/** What such a row says. */
export type FactRow = readonly [label: TextKey, lines: readonly Inlines[]];

/** Rows for a template, without those that have no value. */
export function facts({ locale }: CardContext, rows: readonly FactRow[]): FactView[] {
  return rows
    .filter(([, lines]) => lines.length > 0)
    .map(([key, lines]) => ({ label: text(locale, key), lines: lines.map(inlines => ({ inlines })) }));
}
