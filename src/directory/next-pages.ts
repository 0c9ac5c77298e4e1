import { isRecord } from '../net/json.ts';
import { onEndpoint } from './endpoint.ts';
import { type GraphAnswer, noAnswer, succeeded } from './graph-answer.ts';
import type { GraphCalls } from './graph-calls.ts';

/** So many further pages of a list are read, one round trip each, none begun later than so many milliseconds after the first. */
const MOST_PAGES = 10;
const BEGIN_WITHIN = 10_000;

const NEXT_LINK = '@odata.nextLink';
const VERSION = '/v1.0/';

/** A read whose answer may be the first page of a list. */
interface ListRead {
  id: string;
  /** Below the version. */
  url: string;
  /** No further page is read once there are so many rows. */
  enough?: number;
}

/**
 * Reads the lists among these answers to their end, or to as many rows as are enough: any page may be short or empty (Microsoft
 * Graph, "Paging"). The pages of one list become one answer. It keeps a link where the list goes on beyond the bounds, to
 * another host or in a circle, so that its reader knows of more. `read` reads items in one round trip.
 */
export async function readNextPages<Item extends ListRead>(
  calls: GraphCalls,
  items: readonly Item[],
  answers: Map<string, GraphAnswer>,
  read: (items: readonly Item[]) => Promise<ReadonlyMap<string, GraphAnswer>>,
): Promise<void> {
  const latest = calls.now() + BEGIN_WITHIN;
  const seen = new Set(items.map(item => `${item.id} ${item.url}`));
  for (let pages = 0; pages < MOST_PAGES && calls.now() <= latest; pages++) {
    const open = items.flatMap(item => nextOf(item, answers.get(item.id), calls.endpoint, seen));
    if (open.length === 0) return;
    const further = await read(open);
    for (const item of open) {
      const joined = join(item, answers.get(item.id), further.get(item.id) ?? noAnswer('MissingItem'));
      answers.set(item.id, joined);
    }
  }
}

/** The read of the next page, with the same headers (ConsistencyLevel is needed on each); none where there is nothing to read. */
function nextOf<Item extends ListRead>(
  item: Item,
  answer: GraphAnswer | undefined,
  endpoint: string,
  seen: Set<string>,
): Item[] {
  const list = answer && listIn(answer);
  if (!list?.next || (item.enough !== undefined && list.rows.length >= item.enough)) return [];
  const url = urlOf(list.next, item, endpoint);
  if (url === undefined || seen.has(`${item.id} ${url}`)) return [];
  seen.add(`${item.id} ${url}`);
  return [{ ...item, url }];
}

/** Below the version, as an item of a batch wants it; undefined for what is not on the endpoint and below its version. */
function urlOf(link: string, item: ListRead, endpoint: string): string | undefined {
  const base = new URL(`/v1.0${item.url}`, endpoint);
  const url = URL.canParse(link, base) ? onEndpoint(new URL(link, base).href, endpoint) : undefined;
  return url?.pathname.startsWith(VERSION) ? `${url.pathname.slice(VERSION.length - 1)}${url.search}` : undefined;
}

/** A page that can't be read leaves the list unread, but a search with what it has found. */
function join(item: ListRead, before: GraphAnswer | undefined, page: GraphAnswer): GraphAnswer {
  const [list, more] = [before && listIn(before), listIn(page)];
  if (!before || !list) return page;
  if (!more) {
    const keep = item.enough !== undefined && list.rows.length > 0;
    return keep ? before : succeeded(page) ? noAnswer('BrokenPage') : page;
  }
  const body = { ...list.body, value: [...list.rows, ...more.rows], [NEXT_LINK]: more.body[NEXT_LINK] };
  return { ...before, body };
}

function listIn(answer: GraphAnswer) {
  const { body } = answer;
  if (!succeeded(answer) || !isRecord(body) || !Array.isArray(body.value)) return undefined;
  const rows: readonly unknown[] = body.value;
  const next = body[NEXT_LINK];
  return { body, rows, next: typeof next === 'string' && next !== '' ? next : undefined };
}
