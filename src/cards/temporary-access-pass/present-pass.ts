import type { CardContext } from '../card.ts';
import type { FactRow } from '../facts.ts';
import { type Inlines, sentence } from '../text-runs.ts';
import type { PassChoicesView, PresentPassView } from './pass-views.ts';
import { momentText } from './pass-words.ts';

type Present = PassChoicesView['present'];

const LABEL = 'temporary-access-pass.fact.present';

/** Warns of a pass that works, and that the new one takes the place of, and where it is not known whether there is one. */
export function presentWarnings(present: Present, target: string, context: CardContext): Inlines[] {
  if (present === 'none') return [];
  if (present === 'unknown') return [sentence(context, 'temporary-access-pass.present.unknown', { target })];
  const { state } = present;
  if (state !== 'usable' && state !== 'not-yet') return [];
  return [sentence(context, `temporary-access-pass.present.${state}`, { target, ...timesOf(present, context) })];
}

/** Tells of a pass that does not work any more. */
export function presentFact(present: Present, context: CardContext): FactRow {
  return [LABEL, overLines(present, context)];
}

/** Tells of any pass that the new one takes the place of, and where it is not known whether there is one. */
export function presentRow(present: Present, target: string, context: CardContext): FactRow {
  return [LABEL, [...presentWarnings(present, target, context), ...overLines(present, context)]];
}

function overLines(present: Present, context: CardContext): Inlines[] {
  if (present === 'none' || present === 'unknown') return [];
  const { state } = present;
  if (state === 'usable' || state === 'not-yet') return [];
  return [sentence(context, `temporary-access-pass.present.${state}`, timesOf(present, context))];
}

function timesOf({ createdAt, startsAt, endsAt }: PresentPassView, context: CardContext) {
  const [created, from, until] = [createdAt, startsAt, endsAt].map(time => momentText(time, context));
  return { created: created ?? '', from: from ?? '', until: until ?? '' };
}
