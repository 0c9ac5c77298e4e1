import { formatDateTime } from '../../locales/time.ts';
import type { AfterwardsView } from '../action-views.ts';
import type { CardContext } from '../card.ts';
import { type Inlines, sentence } from '../text-runs.ts';
import type { PassFateView, PassView } from './pass-views.ts';

/** A start that the directory puts some seconds after the making is none that was chosen. */
const AT_ONCE = 60_000;

/** "It works for one sign-in, until Mar 12, 2026, 3:35 PM." */
export function validity(pass: PassView, context: CardContext): Inlines {
  const { once, createdAt, startsAt, endsAt } = pass;
  const isLater = startsAt.getTime() - createdAt.getTime() >= AT_ONCE;
  const key = `${once ? 'once' : 'several'}${isLater ? 'From' : ''}` as const;
  const [from, until] = [startsAt, endsAt].map(time => momentText(time, context));
  return sentence(context, `temporary-access-pass.valid.${key}`, { from: from ?? '', until: until ?? '' });
}

/** Whether a pass that nobody was given lives on in the directory. */
export function leftOver({ made, maybeMade, withdrawnAt }: AfterwardsView, context: CardContext): Inlines[] {
  const time = withdrawnAt && momentText(withdrawnAt, context);
  if (made) {
    const until = momentText(made.endsAt, context);
    return [time ? deletedLine(time, context) : sentence(context, 'temporary-access-pass.left', { until })];
  }
  if (!maybeMade) return [];
  return [
    time
      ? sentence(context, 'temporary-access-pass.noneLeft', { time })
      : sentence(context, 'temporary-access-pass.maybeLeft'),
  ];
}

function deletedLine(time: string, context: CardContext): Inlines {
  return sentence(context, 'temporary-access-pass.deleted', { time });
}

/** When a pass was deleted, if it was. */
export function deletedLines(withdrawnAt: Date | undefined, context: CardContext): Inlines[] {
  return withdrawnAt ? [deletedLine(momentText(withdrawnAt, context), context)] : [];
}

/** What has become of a pass that was handed over; how it works, where nothing is known of that. */
export function fate(
  { made, withdrawnAt, fate: known }: AfterwardsView & { fate?: PassFateView },
  context: CardContext,
): Inlines[] {
  if (withdrawnAt) {
    return [sentence(context, 'temporary-access-pass.withdrawn', { time: momentText(withdrawnAt, context) })];
  }
  const works = made ? [validity(made, context)] : [];
  return known ? [...(isOver(known) || known.status === 'disabled' ? [] : works), fateLine(known, context)] : works;
}

/** Nothing can be done with it any more. */
export function isOver({ status }: PassFateView): boolean {
  return status === 'used' || status === 'expired' || status === 'withdrawn';
}

function fateLine({ status, at }: PassFateView, context: CardContext): Inlines {
  return sentence(context, `temporary-access-pass.fate.${status}`, { time: momentText(at, context) });
}

export function momentText(moment: Date, { locale, timeZone }: CardContext): string {
  return formatDateTime(moment, locale, timeZone);
}
