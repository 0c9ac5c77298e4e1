import { text } from '../locales/text.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate, withPhotosIfTheyFit } from './card.ts';
import { type Person, personView } from './person-view.ts';
import pick from './templates/pick.json' with { type: 'json' };
import { type Inlines, sentence } from './text-runs.ts';

const drawPick = cardTemplate(pick);

interface PickView {
  request: string;
  /** What the requester wrote. */
  query: string;
  candidates: readonly Person[];
  /** How many of them are offered. */
  most: number;
  /** There are more matches than these. */
  more: boolean;
  /** Nobody is called what was written; or nobody who is, works where it says. */
  unsure?: 'name' | 'place';
}

/**
 * Lets the requester pick one of several people; every row is a button whose data has the place of the
 * person in `candidates`, from 0.
 */
export function pickCard(view: PickView, context: CardContext): AdaptiveCard {
  return withPhotosIfTheyFit(photos => draw(view, context, photos));
}

function draw(view: PickView, context: CardContext, photos: boolean): AdaptiveCard {
  const { request } = view;
  const shown = view.candidates.slice(0, view.most);
  const names = shown.map(({ displayName }) => nameKey(displayName));
  const isNamesake = (name: string) => names.filter(other => other === name).length > 1;
  const rows = shown.map((candidate, choice) => ({
    // Among namesakes the sign-in name is what tells them apart, so it stands out too.
    person: personView(
      candidate,
      photos,
      { weight: 'bolder', color: 'accent' },
      isNamesake(names[choice] ?? '') ? { weight: 'bolder' } : {},
    ),
    action: execute(context, 'pick', choose(candidate), { request, choice }),
  }));
  return drawPick(
    {
      title: text(context.locale, view.unsure ? 'pick.unsure.title' : 'pick.title'),
      lines: linesOf(view, shown.length, names.some(isNamesake), context).map(inlines => ({ inlines })),
      rows,
      actions: [execute(context, 'cancel', 'action.cancel', { request })],
    },
    context,
  );
}

function choose({ userPrincipalName: name }: PickView['candidates'][number]) {
  return { key: 'action.choose', values: { name } } as const;
}

function linesOf(view: PickView, count: number, namesakes: boolean, context: CardContext): Inlines[] {
  const found = foundLine(view, count, context);
  return namesakes ? [found, sentence(context, 'pick.sameName')] : [found];
}

function foundLine({ query, more, candidates, unsure }: PickView, count: number, context: CardContext): Inlines {
  if (unsure) return sentence(context, `pick.unsure.${unsure}`, { query });
  const key = more || candidates.length > count ? 'pick.more' : 'pick.text';
  return sentence(context, key, { count, query });
}

function nameKey(displayName: string): string {
  return displayName.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
