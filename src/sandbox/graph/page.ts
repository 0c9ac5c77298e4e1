import { badRequest } from './graph-error.ts';
import type { GraphCall } from './route.ts';

const DEFAULT_TOP = 100;
const MAX_TOP = 999;

interface Page<T> {
  items: T[];
  /** Parts of the answer that tell of the whole: `@odata.count`, `@odata.nextLink`. */
  annotations: Record<string, unknown>;
}

function pageSize(top: string | undefined): number {
  if (top === undefined) return DEFAULT_TOP;
  const size = /^\d{1,4}$/.test(top) ? Number(top) : 0;
  if (size < 1 || size > MAX_TOP)
    throw badRequest(`Invalid page size specified: '${top}'. Must be between 1 and ${MAX_TOP} inclusive.`);
  return size;
}

function offsetOf(skipToken: string | undefined): number {
  if (skipToken === undefined) return 0;
  const offset = Buffer.from(skipToken, 'base64url').toString('utf8');
  if (!/^from=\d{1,6}$/.test(offset)) throw badRequest('The value of $skiptoken is not valid.');
  return Number(offset.slice('from='.length));
}

/**
 * Cuts out the page that $top and $skiptoken ask for. The count comes on the first page alone, and without
 * `ConsistencyLevel: eventual` $count is ignored in silence. `path` is what the next link starts with, from the version on.
 * Throws a 400 for a $top outside 1 to 999 and for a foreign $skiptoken.
 */
export function pageOf<T>(call: GraphCall, path: string, all: readonly T[]): Page<T> {
  const size = pageSize(call.query.option('$top'));
  const from = offsetOf(call.query.option('$skiptoken'));
  const annotations: Record<string, unknown> = {};
  if (call.query.option('$count') === 'true' && call.eventual && from === 0) annotations['@odata.count'] = all.length;
  if (from + size < all.length) {
    const token = Buffer.from(`from=${from + size}`).toString('base64url');
    annotations['@odata.nextLink'] = `${call.endpoint}/v1.0${path}?${call.query.withSkipToken(token)}`;
  }
  return { items: all.slice(from, from + size), annotations };
}
