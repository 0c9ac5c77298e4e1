import { ACTION_KINDS, type ActionKind } from '../action-kinds.ts';
import { isTextKey, text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import { formatDateTime, formatDuration } from '../locales/time.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate } from './card.ts';
import { barChart } from './chart.ts';
import report from './templates/report.json' with { type: 'json' };
import { type Inlines, quietSentence, sentence, shownValue, words } from './text-runs.ts';

const drawReport = cardTemplate(report);
const MINUTE = 60_000;
const NO_NUMBER = '–';

type Counts<Key> = ReadonlyMap<Key, number>;

/** What is counted of one time. */
interface FiguresView {
  done: Counts<ActionKind>;
  undone: Counts<ActionKind>;
  /** What was done on each day. */
  days: readonly number[];
  /** By the codes of the reasons; '': none was given. */
  reasons: Counts<string>;
  /** By what was shown of who calls, as a level of proof; 'none': a second person stood in for it. */
  proofs: Counts<number | 'none'>;
  /** From message to handover, in milliseconds; missing where nothing was handed over. */
  median?: number;
  approvals: { asked: number; approved: number; declined: number; waiting: number };
  refusals: Counts<string>;
  alarms: { raised: number; ended: number };
  secrets: { handedOver: number; used: number; unused: number; takenBack: number; unknown: number };
  people: readonly { id: string; name: string; done: number }[];
  others: number;
}

export interface ReportView {
  present: FiguresView;
  past: FiguresView;
  until: Date;
  /** How many rules and people are named at most. */
  most: number;
  /** Opaque; what Export brings back. Missing where nothing can be exported. */
  report?: string;
}

/** The figures of some days beside those of as many before, with a chart of them. */
export function reportCard(view: ReportView, context: CardContext): AdaptiveCard {
  const { present, past } = view;
  const { locale, timeZone } = context;
  const [now, before] = [present, past].map(({ days }) => days.join(', '));
  const days = { present: now ?? '', past: before ?? '' };
  const until = { time: formatDateTime(view.until, locale, timeZone) };
  const receipts = present.secrets.handedOver + past.secrets.handedOver > 0;
  return drawReport(
    {
      title: text(locale, 'report.title'),
      until: sentence(context, 'report.until', until),
      chart: { url: barChart({ past: past.days, present: present.days }), altText: text(locale, 'report.chart', days) },
      days: quietSentence(context, 'report.days', days),
      rows: rowsOf(view, context),
      groups: groupsOf(view, context).filter(({ lines }) => lines.length > 0),
      footers: receipts ? [{ inlines: quietSentence(context, 'report.receipts') }] : [],
      actions: view.report ? [execute(context, 'export-report', 'action.exportReport', { request: view.report })] : [],
    },
    context,
  );
}

interface RowView {
  label: string;
  present: string;
  past: string;
}

/** What stands there although it is 0. */
const ALWAYS: readonly TextKey[] = ['report.asked', 'report.alarms', 'report.handedOver'];

function rowsOf({ present, past }: ReportView, { locale }: CardContext): RowView[] {
  const label = (key: TextKey) => ({ label: text(locale, key) });
  const both = (key: TextKey, of: (figures: FiguresView) => number): RowView[] => {
    const [count, before] = [of(present), of(past)];
    const isShown = count + before > 0 || ALWAYS.includes(key) || key.endsWith('.done');
    return isShown ? [{ ...label(key), present: String(count), past: String(before) }] : [];
  };
  const ofAction = (key: 'done' | 'undone') =>
    ACTION_KINDS.flatMap(action => both(`${action}.report.${key}`, figures => figures[key].get(action) ?? 0));
  return [
    {
      label: '\u00a0',
      present: text(locale, 'report.present'),
      past: text(locale, 'report.past'),
    },
    ...ofAction('done'),
    ...ofAction('undone'),
    ...both('report.asked', ({ approvals }) => approvals.asked),
    ...both('report.approved', ({ approvals }) => approvals.approved),
    ...both('report.declined', ({ approvals }) => approvals.declined),
    ...both('report.waiting', ({ approvals }) => approvals.waiting),
    ...both('report.alarms', ({ alarms }) => alarms.raised),
    ...both('report.alarmsEnded', ({ alarms }) => alarms.ended),
    ...both('report.handedOver', ({ secrets }) => secrets.handedOver),
    ...both('report.used', ({ secrets }) => secrets.used),
    ...both('report.unused', ({ secrets }) => secrets.unused),
    ...both('report.takenBack', ({ secrets }) => secrets.takenBack),
    ...both('report.unknown', ({ secrets }) => secrets.unknown),
  ];
}

interface Group {
  heading: string;
  lines: { inlines: Inlines }[];
}

function groupsOf(view: ReportView, context: CardContext): Group[] {
  const groups: readonly (readonly [heading: TextKey, lines: readonly Inlines[]])[] = [
    ['report.time', timeLines(view, context)],
    ['report.reasons', codeLines(view, 'reasons', context)],
    ['report.proofs', proofLines(view, context)],
    ['report.refusals', codeLines(view, 'refusals', context)],
    ['report.people', peopleLines(view, context)],
  ];
  return groups.map(([heading, lines]) => ({
    heading: text(context.locale, heading),
    lines: lines.map(inlines => ({ inlines })),
  }));
}

function lineOf(context: CardContext, what: string, count: string | number, past: string | number): Inlines {
  return sentence(context, 'report.line', { what, count, past });
}

function timeLines({ present, past }: ReportView, context: CardContext): Inlines[] {
  const { locale } = context;
  if (present.median === undefined && past.median === undefined) return [];
  const lasted = ({ median }: FiguresView) =>
    median === undefined ? NO_NUMBER : formatDuration(Math.max(1, Math.round(median / MINUTE)), locale);
  return [lineOf(context, text(locale, 'report.median'), lasted(present), lasted(past))];
}

function proofLines({ present, past }: ReportView, context: CardContext): Inlines[] {
  return ([2, 1, 'none', 0] as const).flatMap(level => {
    const [count, before] = [present.proofs.get(level) ?? 0, past.proofs.get(level) ?? 0];
    return count + before > 0 ? [lineOf(context, text(context.locale, `report.proof.${level}`), count, before)] : [];
  });
}

/** The most frequent codes by what they mean; the others are one line. */
function codeLines(view: ReportView, of: 'reasons' | 'refusals', context: CardContext): Inlines[] {
  const [present, past] = [view.present[of], view.past[of]];
  const nameOf = of === 'reasons' ? reasonName : ruleName;
  const codes = mostFirst(present, past);
  const rest = codes.slice(view.most);
  const sum = (counts: Counts<string>) => rest.reduce((all, code) => all + (counts.get(code) ?? 0), 0);
  const lines = codes
    .slice(0, view.most)
    .map(code => lineOf(context, nameOf(code, context), present.get(code) ?? 0, past.get(code) ?? 0));
  const others = text(context.locale, 'report.otherRules');
  return rest.length > 0 ? [...lines, lineOf(context, others, sum(present), sum(past))] : lines;
}

function mostFirst(present: Counts<string>, past: Counts<string>): string[] {
  const codes = [...new Set([...present.keys(), ...past.keys()])];
  const of = (code: string) => [present.get(code) ?? 0, past.get(code) ?? 0] as const;
  return codes.sort((one, other) => of(other)[0] - of(one)[0] || of(other)[1] - of(one)[1] || (one < other ? -1 : 1));
}

/** Who is named in both times has both numbers; nobody's number is to be had from what the others did. */
function peopleLines({ present, past, most }: ReportView, context: CardContext): Inlines[] {
  const named = present.people.slice(0, most);
  const done = (people: readonly { done: number }[]) => people.reduce((sum, each) => sum + each.done, 0);
  const others = present.others + done(present.people.slice(most));
  const lines = named.map(({ id, name, done: count }) => {
    const before = past.people.find(each => each.id === id)?.done;
    return before === undefined ? nowAlone(name, count) : lineOf(context, name, count, before);
  });
  const what = text(context.locale, 'report.others');
  return others > 0 ? [...lines, nowAlone(what, others)] : lines;
}

function nowAlone(what: string, count: number): Inlines {
  const bold = { weight: 'bolder' } as const;
  return [...shownValue(what, bold), ...words(': '), ...words(String(count), bold)];
}

function reasonName(code: string, { locale }: CardContext): string {
  if (code === '') return text(locale, 'report.noReason');
  return textOf([`reason.${code}`, ...ACTION_KINDS.map(action => `${action}.reason.${code}`)], locale) ?? code;
}

/** A rule as its card is headed; one of another version by its code. */
function ruleName(code: string, { locale }: CardContext): string {
  const keys = [`refusal.${code}.title`, ...ACTION_KINDS.map(action => `${action}.refusal.${code}.title`)];
  return textOf(keys, locale) ?? code;
}

function textOf(keys: readonly string[], locale: CardContext['locale']): string | undefined {
  const key = keys.find(isTextKey);
  return key === undefined ? undefined : text(locale, key);
}
