import { nextLook } from '../../desk/request/duties.ts';
import { heldTarget } from '../../desk/request/holding.ts';
import { dueAtOf, type Request, targetOf } from '../../desk/request/request.ts';
import { StoreError } from '../../errors.ts';
import { fromStored, type StoredRequest, toStored } from '../requests/stored-request.ts';
import { joinText, splitText } from './long-text.ts';
import { ascending, descending, rowKey } from './row-keys.ts';
import type { Change, StoredRow, Values } from './table.ts';

/** A request as it is stored. */
export interface FoundRequest {
  request: Request;
  etag: string;
  /** Names the write that made this version. */
  writeId: string;
  /** Place of its first row in the record: who came first where times are equal. */
  ordinal: number;
}

export function requestKey(id: string): string {
  return rowKey('request', id);
}

/** The sealed secret has a property of its own; the document holds none. */
export function requestValues(request: Request, writeId: string, ordinal: number): Values {
  const { version, sealed, document, ...rest } = toStored(request);
  return {
    ...splitText('document', JSON.stringify({ ...document, ...rest })),
    ...(sealed === undefined ? {} : { sealed_password: sealed }),
    version,
    ordinal: BigInt(ordinal),
    write_id: writeId,
  };
}

/** @throws StoreError when the row can't be read. */
export function fromRequestEntity({ key, etag, values }: StoredRow): FoundRequest {
  const { id, state, dueAt, ...document } = readJson<StoredDocument>(joinText('document', values), key);
  const { sealed_password: sealed } = values;
  const request = fromStored({
    id,
    state,
    dueAt,
    version: Number(values.version),
    sealed: typeof sealed === 'string' ? sealed : undefined,
    document,
  });
  return { request, etag, writeId: String(values.write_id), ordinal: Number(values.ordinal) };
}

type StoredDocument = Pick<StoredRequest, 'id' | 'state' | 'dueAt'> & Record<string, unknown>;

/**
 * What takes a request away together with what finds it: in its place stands a mark that is nobody's request, because a
 * transaction deletes whatever version of a row is there.
 */
export function forgetChanges({ request, etag, ordinal }: FoundRequest): Change[] {
  const own: Change = { kind: 'replace', key: requestKey(request.id), values: { forgotten: 1 }, etag };
  return [own, ...[...indexRows(request, ordinal).keys()].map((key): Change => ({ kind: 'delete', key }))];
}

/** Whether that mark is all that is left of a request. */
export function isForgottenRow({ values }: StoredRow): boolean {
  return values.forgotten !== undefined;
}

/** What has to be written beside the request: rows that find it, and the one that holds its target. */
export function indexChanges(before: Request | undefined, after: Request, ordinal: number): Change[] {
  const old = before === undefined ? new Map<string, Values>() : indexRows(before, ordinal);
  const rows = indexRows(after, ordinal);
  const gone = [...old.keys()].filter(key => !rows.has(key));
  const written = [...rows].flatMap(([key, values]): Change[] => {
    const known = old.get(key);
    if (known === undefined) return [{ kind: 'insert', key, values }];
    return sameValues(known, values) ? [] : [{ kind: 'put', key, values }];
  });
  return [...gone.map((key): Change => ({ kind: 'delete', key })), ...written];
}

function indexRows(request: Request, ordinal: number): Map<string, Values> {
  const { id, requester, createdAt } = request;
  const target = targetOf(request);
  const found = { request_id: id };
  const rows = new Map<string, Values>();
  const created = [descending(createdAt), descending(ordinal), id];
  rows.set(rowKey('by-requester', requester.id, ...created), found);
  if (target) rows.set(rowKey('by-target', target.id, ...created), found);
  if ('startedAt' in request) {
    const started = [ascending(request.startedAt), id];
    rows.set(rowKey('started-by-requester', requester.id, ...started), found);
    if (target) rows.set(rowKey('started-by-target', target.id, ...started), found);
  }
  const held = heldTarget(request);
  if (held !== undefined) rows.set(rowKey('hold', held), found);
  const lookAt = nextLook(request);
  if (lookAt !== undefined) {
    const dueAt = dueAtOf(request);
    const work = {
      work_at: BigInt(lookAt),
      ...(dueAt === undefined ? {} : { due_at: BigInt(dueAt) }),
      ordinal: BigInt(ordinal),
      requester_id: requester.id,
    };
    rows.set(rowKey('work', id), { ...found, ...work });
  }
  return rows;
}

function sameValues(one: Values, other: Values): boolean {
  return Object.entries(other).every(([name, value]) => one[name] === value);
}

/** @throws StoreError; the parser's own message quotes the text, and with it people's names, so it is not passed on. */
export function readJson<T>(json: unknown, key: string): T {
  try {
    return JSON.parse(String(json)) as T;
  } catch {
    throw new StoreError(
      `The row ${key} of the store can’t be read. Restore the table as it was before it was changed.`,
    );
  }
}
