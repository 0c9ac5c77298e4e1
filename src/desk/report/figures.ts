import type { ActionKind } from '../../action-kinds.ts';
import { timesOf } from '../refusals/repeated.ts';
import { ruleOf } from '../refusals/rule-of.ts';
import type { RecordedEntry } from '../request/audit-entry.ts';
import { LEVEL_OF, type ProofLevel } from '../request/proof.ts';
import { DAY, MOST_UNNAMED } from '../times.ts';
import { NOT_FOUND, SEVERAL_FOUND } from '../wording/searched-for.ts';
import { type Story, tell } from './story.ts';

/** A time, its end not included. Milliseconds since the epoch. */
export interface Time {
  from: number;
  before: number;
}

/** How much was shown of who calls, of what was done; 'none': the policy wanted more, and a second person stood in for it. */
type ProofInFigures = ProofLevel | 'none';

/** What the record tells of a time. Each thing counts when it happened. */
export interface Figures {
  time: Time;
  /** What the directory did, and what of it did not hold or was taken back since. */
  done: ReadonlyMap<ActionKind, number>;
  undone: ReadonlyMap<ActionKind, number>;
  /** What was done in each 24 hours, the last of which end with the time. */
  days: readonly number[];
  /** What was done by the codes of the reasons; '': none was given. */
  reasons: ReadonlyMap<string, number>;
  proofs: ReadonlyMap<ProofInFigures, number>;
  /** From message to handover, of what was handed over. Milliseconds; undefined where nothing was. */
  median?: number;
  /** `waiting`: those asked for in this time that still wait when the rows end. */
  approvals: { asked: number; approved: number; declined: number; waiting: number };
  refusals: ReadonlyMap<string, number>;
  alarms: { raised: number; ended: number };
  /** What was handed over, and what the receipts tell of it when the rows end. `unknown`: nothing, or that it could not be told. */
  secrets: { handedOver: number; used: number; unused: number; takenBack: number; unknown: number };
  /** Who did five and more, most first; what others did is one number. */
  people: readonly { id: string; name: string; done: number }[];
  others: number;
}

/** What receipts say of a secret that has served its purpose, and of one that has not. What is over may have been used or not. */
const USED: readonly string[] = ['used', 'changed'];
const UNUSED: readonly string[] = ['not-used', 'not-changed', 'not-yet'];

/** Who was searched for was not refused by a rule. */
const NO_RULES: readonly string[] = [NOT_FOUND, SEVERAL_FOUND];

/** A time, and as much before it. */
export interface Report {
  present: Figures;
  past: Figures;
}

/** How long before a time that may have been asked for which was done in it. */
const ASKED_BEFORE = DAY;

/** The time whose rows a report about this one is counted from. */
export function toBeRead(present: Time): Time {
  return { from: timeBefore(present).from - ASKED_BEFORE, before: present.before };
}

/**
 * Counts what rows of the record tell of this time, and of as much before it.
 * @param rows those of toBeRead, in the order of the record
 */
export async function reportOf(rows: AsyncIterable<RecordedEntry>, time: Time): Promise<Report> {
  const [present, past] = [new Events(time), new Events(timeBefore(time))];
  const stories = new Map<string, Story>();
  for await (const row of rows) {
    present.take(row);
    past.take(row);
    if (!row.requestId) continue;
    const story = stories.get(row.requestId) ?? {};
    stories.set(row.requestId, story);
    tell(story, row);
  }
  const figures = (events: Events) => ({ ...ofStories([...stories.values()], events.time), ...events.counted() });
  return { present: figures(present), past: figures(past) };
}

function timeBefore({ from, before }: Time): Time {
  return { from: from - (before - from), before: from };
}

/** What is counted row by row, whatever request it is of. */
class Events {
  readonly time: Time;
  readonly #refusals = new Map<string, number>();
  readonly #alarms = { raised: 0, ended: 0 };

  constructor(time: Time) {
    this.time = time;
  }

  take(row: RecordedEntry): void {
    if (!isIn(this.time, row.at)) return;
    if (row.event === 'alarm-raised') this.#alarms.raised += 1;
    if (row.event === 'alarm-ended') this.#alarms.ended += 1;
    const rule = ruleOf(row);
    if (rule !== undefined && !NO_RULES.includes(rule)) count(this.#refusals, rule, timesOf(row));
  }

  counted(): Pick<Figures, 'refusals' | 'alarms'> {
    return { refusals: this.#refusals, alarms: this.#alarms };
  }
}

function ofStories(stories: readonly Story[], time: Time): Omit<Figures, 'refusals' | 'alarms'> {
  const within = (at: number | undefined) => at !== undefined && isIn(time, at);
  const done = stories.flatMap(story => (story.done && within(story.done.at) ? [{ ...story, done: story.done }] : []));
  const undone = stories.flatMap(story => (story.done && within(story.undoneAt) ? [story.done.action] : []));
  const handedOver = stories.filter(({ handedOverAt }) => within(handedOverAt));
  return {
    time,
    done: counted(done.map(story => story.done.action)),
    undone: counted(undone),
    days: daysOf(
      done.map(story => story.done.at),
      time,
    ),
    reasons: counted(done.map(story => story.done.reason ?? '')),
    proofs: counted(done.map(({ proof }) => shownBy(proof))),
    median: medianOf(handedOver.flatMap(waited)),
    approvals: approvalsOf(stories, within),
    secrets: secretsOf(handedOver),
    ...peopleOf(done.map(story => story.done.by)),
  };
}

function isIn({ from, before }: Time, at: number): boolean {
  return at >= from && at < before;
}

function daysOf(times: readonly number[], { from, before }: Time): number[] {
  const days = new Array<number>(Math.ceil((before - from) / DAY)).fill(0);
  for (const at of times) {
    const day = days.length - 1 - Math.floor((before - 1 - at) / DAY);
    days[day] = (days[day] ?? 0) + 1;
  }
  return days;
}

/** What somebody else has shown of who calls stands above a word; a second person who stands in, above both. */
function shownBy(proof = ''): ProofInFigures {
  const kinds = proof.split(' ');
  if (kinds.includes('none')) return 'none';
  const levels = Object.entries(LEVEL_OF).map(([kind, level]) => (kinds.includes(kind) ? level : 0));
  return levels.reduce<ProofLevel>((most, level) => (level > most ? level : most), 0);
}

/** The clocks of two instances may differ. */
function waited({ openedAt, handedOverAt }: Story): number[] {
  return openedAt === undefined || handedOverAt === undefined ? [] : [Math.max(0, handedOverAt - openedAt)];
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
}

function approvalsOf(stories: readonly Story[], within: (at: number | undefined) => boolean): Figures['approvals'] {
  const asked = stories.filter(({ askedAt }) => within(askedAt));
  return {
    asked: asked.length,
    approved: stories.filter(({ approvedAt }) => within(approvedAt)).length,
    declined: stories.filter(({ declinedAt }) => within(declinedAt)).length,
    waiting: asked.filter(({ approvedAt, over }) => approvedAt === undefined && !over).length,
  };
}

function secretsOf(handedOver: readonly Story[]): Figures['secrets'] {
  const fates = counted(handedOver.map(fateOf));
  const of = (fate: Fate) => fates.get(fate) ?? 0;
  const known = { used: of('used'), unused: of('unused'), takenBack: of('takenBack'), unknown: of('unknown') };
  return { handedOver: handedOver.length, ...known };
}

type Fate = Exclude<keyof Figures['secrets'], 'handedOver'>;

function fateOf({ receipt = '', undoneAt }: Story): Fate {
  if (USED.includes(receipt)) return 'used';
  if (undoneAt !== undefined || receipt === 'withdrawn') return 'takenBack';
  return UNUSED.includes(receipt) ? 'unused' : 'unknown';
}

function peopleOf(done: readonly { id: string; name: string }[]): Pick<Figures, 'people' | 'others'> {
  const people = [...Map.groupBy(done, ({ id }) => id)].map(([id, each]) => {
    return { id, name: each.at(-1)?.name ?? id, done: each.length };
  });
  const named = people.filter(person => person.done > MOST_UNNAMED);
  named.sort((one, other) => other.done - one.done || (one.id < other.id ? -1 : 1));
  return { people: named, others: done.length - named.reduce((sum, person) => sum + person.done, 0) };
}

function counted<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) count(counts, key, 1);
  return counts;
}

function count<Key>(counts: Map<Key, number>, key: Key, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}
