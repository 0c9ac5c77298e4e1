import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { MOST_MENTIONS } from '../times.ts';

const entity = z.object({
  type: z.literal('mention'),
  text: z.string().catch(''),
  mentioned: z.object({
    id: z.string().min(1).max(1_000),
    name: z.string().catch(''),
    type: z.string().optional().catch(undefined),
  }),
});
type Entity = z.infer<typeof entity>;

/** Somebody who is mentioned. */
export interface Mentioned {
  /** On the channel. */
  id: string;
  name?: string;
  /** In Microsoft Entra ID, where the message itself says it. */
  objectId?: string;
  /** It is a tag, a channel or a team. */
  isGroup?: true;
}

interface MentionedText {
  /** The message without the mentions of bots; other mentions are \uE000<index>\uE001, one index for each person. */
  text: string;
  /** By index. */
  mentioned: readonly Mentioned[];
  mentionsBot: boolean;
}

/** The mentions of an activity; of many only the first. */
function entitiesOf({ entities }: Pick<Activity, 'entities'>): Entity[] {
  if (!Array.isArray(entities)) return [];
  const mentions = entities.filter(one => one?.type === 'mention').slice(0, MOST_MENTIONS);
  return mentions.flatMap(one => entity.safeParse(one).data ?? []);
}

/** Whether the bot is mentioned: its own entity says so, whatever name stands in the text. */
export function mentionsBot(activity: Pick<Activity, 'entities' | 'recipient'>, botId: string): boolean {
  return entitiesOf(activity).some(({ mentioned }) => isOurs(mentioned.id, activity, botId));
}

function isOurs(id: string, { recipient }: Pick<Activity, 'recipient'>, botId: string): boolean {
  return id === `28:${botId}` || id === recipient?.id;
}

/**
 * A text with the people whom it mentions. Teams writes one mention as two where it is a first and a last name, shortens a
 * mention, leaves its text out, and lets the bot be called as the administrator named the app. Never throws.
 */
export function readMentions(
  written: string,
  activity: Pick<Activity, 'entities' | 'recipient'>,
  botId: string,
): MentionedText {
  const reading = new Reading(written.replaceAll(/[\uE000\uE001]/g, ''), activity, botId);
  const entities = entitiesOf(activity);
  const rest = entities.filter(one => !reading.takeAsWritten(one));
  for (const [at, one] of rest.entries()) reading.takeByName(one, at === rest.length - 1);
  reading.takeRepeated();
  return {
    text: reading.finished(activity.recipient?.name),
    mentioned: reading.people,
    mentionsBot: entities.some(({ mentioned }) => isOurs(mentioned.id, activity, botId)),
  };
}

const AT = /<at\b[^<>]{0,300}>([^<>]{0,300})<\/at\s{0,5}>/gi;
const SAME_TWICE = /\uE000(\d+)\uE001(?:(?:\s|&nbsp;|&#160;){0,10}\uE000\1\uE001)+/g;
const NOT_PEOPLE = new Set(['tag', 'channel', 'team', 'everyone']);

/** What is left of a text while mention after mention is read in it. */
class Reading {
  readonly people: Mentioned[] = [];
  readonly #activity: Pick<Activity, 'recipient'>;
  readonly #botId: string;
  /** What stands for a mention in the text, by what was written for it; undefined where that is not clear. */
  readonly #written = new Map<string, string | undefined>();
  #text: string;

  constructor(text: string, activity: Pick<Activity, 'recipient'>, botId: string) {
    this.#text = text;
    this.#activity = activity;
    this.#botId = botId;
  }

  /** Takes a mention out of the text where its own text stands there. */
  takeAsWritten(one: Entity): boolean {
    if (!/[\p{L}\p{N}]/u.test(one.text)) return false;
    const at = this.#text.indexOf(one.text);
    if (at < 0) return false;
    this.#put(at, one.text, one);
    return true;
  }

  /** The same by its name, of which the first or the last words are enough; or as the only one that is left. */
  takeByName(one: Entity, isLast: boolean): void {
    const { id, name } = one.mentioned;
    const names = [name, isOurs(id, this.#activity, this.#botId) ? this.#activity.recipient?.name : undefined];
    const left = [...this.#text.matchAll(AT)];
    const named = left.find(([, inside = '']) => names.some(full => isPartOf(inside, full)));
    const found = named ?? (isBot(id) || (isLast && left.length === 1) ? left[0] : undefined);
    if (found !== undefined) this.#put(found.index, found[0], one);
  }

  /** What is written as a mention once more, and has no entity of its own. */
  takeRepeated(): void {
    this.#text = this.#text.replace(AT, whole => this.#written.get(whole) ?? whole);
  }

  /** The text without the bot's name behind a typed "@". */
  finished(botName: unknown): string {
    const names = ['Nyckel', ...(typeof botName === 'string' ? [botName.trim()] : [])].filter(name => name !== '');
    const typed = new RegExp(
      `(?<![^\\s>(,;:])@(?:${names.map(name => RegExp.escape(name)).join('|')})(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`,
      'giu',
    );
    return this.#text.replace(typed, ' ').replace(SAME_TWICE, '\uE000$1\uE001').trim();
  }

  #put(at: number, written: string, one: Entity): void {
    const mark =
      isBot(one.mentioned.id) || isOurs(one.mentioned.id, this.#activity, this.#botId) ? ' ' : this.#mark(one);
    const known = this.#written.has(written) && this.#written.get(written) !== mark;
    this.#written.set(written, known ? undefined : mark);
    this.#text = `${this.#text.slice(0, at)}${mark}${this.#text.slice(at + written.length)}`;
  }

  /** What stands for a person in the text. A person who was there before keeps the index, and may get a longer name. */
  #mark({ mentioned: { id, name, type }, text }: Entity): string {
    const called = (name.trim() || text.replace(/<[^<>]*>/g, '').trim()).slice(0, 300);
    const known = this.people.findIndex(person => person.id === id);
    if (known < 0) {
      const isGroup = id.startsWith('19:') || NOT_PEOPLE.has(type ?? '');
      this.people.push({ id, ...(called && { name: called }), ...(isGroup && { isGroup }) });
      return ` \uE000${this.people.length - 1}\uE001 `;
    }
    const person = this.people[known];
    if (person !== undefined) this.people[known] = { ...person, name: joinedName(person.name, called) };
    return ` \uE000${known}\uE001 `;
  }
}

/** Bots have ids of this kind (Microsoft Teams, "Get Teams specific context for your bot"). */
function isBot(id: string): boolean {
  return id.startsWith('28:');
}

/** "Anna" and "Svensson" are one name, "Anna Svensson" and "Anna" too. */
function joinedName(before: string | undefined, after: string): string | undefined {
  if (before === undefined || isPartOf(before, after)) return after || before;
  return isPartOf(after, before) ? before : `${before} ${after}`;
}

/** Whether these are the first or the last words of a name, or all of them. */
function isPartOf(part: string, name: string | undefined): boolean {
  const [short, full] = [part, name ?? ''].map(one =>
    one
      .replace(/&nbsp;|\s+/g, ' ')
      .trim()
      .toLowerCase(),
  );
  if (!short || !full) return false;
  return short === full || full.startsWith(`${short} `) || full.endsWith(` ${short}`);
}
