import { text } from '../../locales/text.ts';
import { formatDuration } from '../../locales/time.ts';
import { isZone, type WallClock, wallClockAt } from '../../locales/wall-clock.ts';
import type { CardElement } from '../action-parts.ts';
import type { CardContext } from '../card.ts';
import type { PassChoicesView } from './pass-views.ts';

/** How long a pass may be chosen to last, in minutes, as far as the organization allows it. */
const STEPS = [30, 60, 120, 240, 480, 1_440, 4_320, 10_080, 43_200];
/** When people begin on their first day. */
const MORNING = '08:00';
const DAY = 24 * 3_600_000;

/** Chooses how often a pass works, how long, and from when on: passUse, passMinutes, passStart, passDate and passTime. */
export function passChoices(choices: PassChoicesView, context: CardContext): CardElement[] {
  const { onceOnly } = choices;
  return [
    sideBySide(...(onceOnly ? [] : [useInput(context)]), minutesInput(choices, context)),
    startInput(context),
    // Below each other: the time input of some clients is wider than half a phone.
    ...whenInputs(choices, context),
  ];
}

function useInput({ locale }: CardContext): CardElement {
  const choice = (value: 'once' | 'several') => ({ title: text(locale, `temporary-access-pass.use.${value}`), value });
  return {
    ...choiceSet('passUse', text(locale, 'temporary-access-pass.use.label')),
    value: 'once',
    choices: [choice('once'), choice('several')],
  };
}

function minutesInput({ shortest, longest, usual }: PassChoicesView, { locale }: CardContext): CardElement {
  const steps = new Set([...STEPS.filter(step => step >= shortest && step <= longest), usual]);
  return {
    ...choiceSet('passMinutes', text(locale, 'temporary-access-pass.minutes.label')),
    value: String(usual),
    choices: [...steps]
      .toSorted((one, other) => one - other)
      .map(minutes => ({ title: formatDuration(minutes, locale), value: String(minutes) })),
  };
}

function startInput({ locale }: CardContext): CardElement {
  const choice = (value: 'now' | 'at') => ({ title: text(locale, `temporary-access-pass.start.${value}`), value });
  return {
    ...choiceSet('passStart', text(locale, 'temporary-access-pass.start.label')),
    value: 'now',
    choices: [choice('now'), choice('at')],
  };
}

/** Filled in with the next morning: nothing is sent empty. */
function whenInputs({ startsWithin }: PassChoicesView, context: CardContext): [CardElement, CardElement] {
  const { locale, timeZone } = context;
  const dayOf = (moment: Date) => wallClockAt(moment, timeZone).date;
  const morning: WallClock = { date: dayOf(new Date(startsWithin.from.getTime() + DAY)), time: MORNING };
  const isLocal = isZone(timeZone);
  return [
    {
      type: 'Input.Date',
      spacing: 'small',
      id: 'passDate',
      label: text(locale, 'temporary-access-pass.date.label'),
      value: morning.date,
      min: dayOf(startsWithin.from),
      max: dayOf(startsWithin.to),
    },
    {
      type: 'Input.Time',
      spacing: 'small',
      id: 'passTime',
      label: text(locale, isLocal ? 'temporary-access-pass.time.label' : 'temporary-access-pass.time.utc'),
      value: morning.time,
    },
  ];
}

function choiceSet(id: string, label: string): CardElement {
  return { type: 'Input.ChoiceSet', id, label, style: 'compact', spacing: 'medium' };
}

function sideBySide(...items: CardElement[]): CardElement {
  return {
    type: 'ColumnSet',
    spacing: 'medium',
    columns: items.map(item => ({ type: 'Column', width: 'stretch', items: [item] })),
  };
}
