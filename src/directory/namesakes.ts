import { z } from 'zod';
import type { Account } from '../desk/judging/people-as-read.ts';
import { MOST_LOOK_ALIKES } from '../desk/times.ts';
import { DirectoryError } from '../errors.ts';
import { type BatchItem, readBatches } from './batch.ts';
import type { GraphCalls } from './graph-calls.ts';
import { calledReads, nearItems, wider } from './name-searches.ts';
import { isLookAlike } from './naming/look-alike.ts';
import type { Named } from './naming/names-of.ts';
import { readRows } from './page.ts';
import { OBJECT_ID, SHOWN_TEXT } from './values.ts';

const PERSON = z
  .object({
    id: OBJECT_ID,
    displayName: SHOWN_TEXT,
    givenName: SHOWN_TEXT,
    surname: SHOWN_TEXT,
    userPrincipalName: SHOWN_TEXT,
  })
  .transform(({ userPrincipalName = '', ...named }) => ({
    ...named,
    displayName: named.displayName ?? userPrincipalName,
  }));

type Person = z.infer<typeof PERSON>;

/** Who some reads have found, and those of them that have not told all: cut at the end of a page, or not read at all. */
interface Seen {
  people: readonly Person[];
  cut: readonly BatchItem[];
  unread: boolean;
}

/**
 * Names of others who are easily taken for somebody; undefined where nobody was found and it is not known that there is nobody.
 * What more people match than a page holds is read once more, with as many as Graph gives at once.
 * @throws DirectoryError (sign-in-again)
 */
export async function namesakesOf(
  calls: GraphCalls,
  account: Named & Pick<Account, 'id'>,
): Promise<readonly string[] | undefined> {
  const items = itemsFor(account);
  if (items.length === 0) return undefined;
  try {
    const first = await read(calls, items);
    const found = alike(account, first.people);
    if (found.length > 0 || first.unread) return answerOf(found, first.unread);
    const second = await read(calls, first.cut.map(wider));
    return answerOf(alike(account, second.people), second.unread || second.cut.length > 0);
  } catch (error) {
    if (error instanceof DirectoryError && error.trouble !== 'sign-in-again') return undefined;
    throw error;
  }
}

/** None where no name has a word to look for. */
function itemsFor({ displayName, givenName, surname }: Named): readonly BatchItem[] {
  const names = [...new Set([displayName, ...(givenName && surname ? [`${givenName} ${surname}`] : [])])];
  const near = nearItems(names, 'alike');
  const called = names.flatMap((name, n) => calledReads(name, `called-${n}`).needed);
  return near.length === 0 ? [] : [...called, ...near].map(item => ({ ...item, essential: true }));
}

async function read(calls: GraphCalls, items: readonly BatchItem[]): Promise<Seen> {
  const answers = await readBatches(calls, items);
  const pages = items.map(item => ({ item, rows: readRows(answers.get(item.id), PERSON, 'namesakes') }));
  return {
    people: pages.flatMap(({ rows }) => rows?.items ?? []),
    cut: pages.filter(({ rows }) => rows?.more).map(({ item }) => item),
    unread: pages.some(({ rows }) => !rows || rows.odd),
  };
}

function alike(account: Named & Pick<Account, 'id'>, people: readonly Person[]): readonly string[] {
  const own = account.id.toLowerCase();
  const others = new Map(people.filter(({ id }) => id !== own).map(person => [person.id, person]));
  return [...others.values()].filter(other => isLookAlike(account, other)).map(({ displayName }) => displayName);
}

function answerOf(names: readonly string[], unsure: boolean): readonly string[] | undefined {
  return names.length === 0 && unsure ? undefined : names.slice(0, MOST_LOOK_ALIKES);
}
