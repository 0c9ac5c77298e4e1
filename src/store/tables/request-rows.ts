import type { RequestState, ResetRequest } from '../../desk/request/request.ts';
import { StoreError } from '../../errors.ts';
import { joinText, splitText } from './long-text.ts';
import { ascending, descending, rowKey } from './row-keys.ts';
import type { Change, StoredRow, Values } from './table.ts';

/** The states in which a request holds its target. */
const HOLDING: readonly RequestState[] = ['resetting', 'unknown', 'reset'];

/** A request as it is stored. */
export interface StoredRequest {
  request: ResetRequest;
  etag: string;
  /** Names the write that made this version. */
  writeId: string;
  /** Place of its first row in the record: who came first where times are equal. */
  ordinal: number;
}

export function requestKey(id: string): string {
  return rowKey('request', id);
}

/** The target that the request holds, if any. */
export function heldTarget({ state, target }: ResetRequest): string | undefined {
  return HOLDING.includes(state) ? target?.id : undefined;
}

/** The sealed password has a property of its own; the document holds no secret. */
export function requestValues(request: ResetRequest, writeId: string, ordinal: number): Values {
  const { version, sealedPassword, ...document } = request;
  return {
    ...splitText('document', JSON.stringify(document)),
    ...(sealedPassword === undefined ? {} : { sealed_password: sealedPassword }),
    version,
    ordinal: BigInt(ordinal),
    write_id: writeId,
  };
}

/** @throws StoreError when the row can't be read. */
export function fromRequestEntity({ key, etag, values }: StoredRow): StoredRequest {
  const document = readJson<Omit<ResetRequest, 'version' | 'sealedPassword'>>(joinText('document', values), key);
  const { sealed_password: sealedPassword } = values;
  const request: ResetRequest = {
    ...document,
    version: Number(values.version),
    ...(typeof sealedPassword === 'string' ? { sealedPassword } : {}),
  };
  return { request, etag, writeId: String(values.write_id), ordinal: Number(values.ordinal) };
}

/** What has to be written beside the request: rows that find it, and the one that holds its target. */
export function indexChanges(before: ResetRequest | undefined, after: ResetRequest, ordinal: number): Change[] {
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

function indexRows(request: ResetRequest, ordinal: number): Map<string, Values> {
  const { id, requester, target, createdAt, resetStartedAt, workAt } = request;
  const found = { request_id: id };
  const rows = new Map<string, Values>();
  const created = [descending(createdAt), descending(ordinal), id];
  rows.set(rowKey('by-requester', requester.id, ...created), found);
  if (target) rows.set(rowKey('by-target', target.id, ...created), found);
  if (resetStartedAt !== undefined) {
    const started = [ascending(resetStartedAt), id];
    rows.set(rowKey('started-by-requester', requester.id, ...started), found);
    if (target) rows.set(rowKey('started-by-target', target.id, ...started), found);
  }
  const held = heldTarget(request);
  if (held !== undefined) rows.set(rowKey('hold', held), found);
  if (workAt !== undefined) {
    const work = { work_at: BigInt(workAt), ordinal: BigInt(ordinal), requester_id: requester.id };
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
