import { ACTION_KINDS } from '../../action-kinds.ts';
import { SECOND } from '../times.ts';
import { csvLine } from './csv-line.ts';
import type { Figures, Report } from './figures.ts';

/** One figure: what is counted, of what, and how much. */
interface Line {
  figure: string;
  of: string;
  count: number;
}

const CSV_HEADER = ['from', 'before', 'figure', 'of', 'count'];

/** A report as CSV (docs/record.md has the names): the time that it is about first, then the time before it. Times are UTC. */
export function reportCsv({ present, past }: Report): string {
  const lines = [present, past].flatMap(figures => {
    const [from, before] = [figures.time.from, figures.time.before].map(at => new Date(at).toISOString());
    return linesOf(figures).map(({ figure, of, count }) => [from ?? '', before ?? '', figure, of, String(count)]);
  });
  return [CSV_HEADER, ...lines].map(csvLine).join('');
}

/** A report as text for a terminal, each figure beside that of the time before. */
export function reportText({ present, past }: Report): string {
  const [lines, earlier] = [linesOf(present), linesOf(past)];
  const beside = new Map([...lines, ...earlier].map(line => [nameOf(line), { present: 0, past: 0 }]));
  for (const line of lines) beside.set(nameOf(line), { present: line.count, past: 0 });
  for (const line of earlier) beside.set(nameOf(line), { present: 0, ...beside.get(nameOf(line)), past: line.count });
  const names = [...beside.keys()];
  const width = Math.max(...names.map(name => name.length));
  const row = (name: string, ...cells: readonly (string | number)[]) =>
    `${name.padEnd(width)}${cells.map(cell => String(cell).padStart(10)).join('')}\n`;
  const { from, before } = present.time;
  const title = `From ${new Date(from).toISOString()} to ${new Date(before).toISOString()}, and as much before\n\n`;
  const rows = [...beside].map(([name, each]) => row(name, each.present, each.past));
  return `${title}${row('', 'then', 'before')}${rows.join('')}`;
}

/** What stands on a terminal has no characters that move its cursor. */
function nameOf({ figure, of }: Line): string {
  return `${figure} ${of}`.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
}

function linesOf(figures: Figures): Line[] {
  const { approvals, alarms, secrets, median } = figures;
  return [
    ...ACTION_KINDS.map(action => ({ figure: 'done', of: action, count: figures.done.get(action) ?? 0 })),
    ...ACTION_KINDS.map(action => ({ figure: 'undone', of: action, count: figures.undone.get(action) ?? 0 })),
    ...figures.days.map((count, day) => ({ figure: 'day', of: String(day + 1), count })),
    ...listed('reason', figures.reasons),
    ...listed('proof', figures.proofs),
    ...(median === undefined ? [] : [{ figure: 'median-seconds', of: '', count: Math.round(median / SECOND) }]),
    ...listed('approval', new Map(Object.entries(approvals))),
    ...listed('refused', figures.refusals),
    ...listed('alarm', new Map(Object.entries(alarms))),
    ...listed('secret', new Map(Object.entries(secrets))),
    ...figures.people.map(({ id, name, done: count }) => ({ figure: 'person', of: `${name} (${id})`, count })),
    { figure: 'person', of: 'others', count: figures.others },
  ];
}

function listed(figure: string, counts: ReadonlyMap<unknown, number>): Line[] {
  return [...counts].map(([of, count]) => ({ figure, of: String(of), count }));
}
