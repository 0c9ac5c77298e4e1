/** Kinds of rows; each kind is one range of row keys. */
export type RowKind =
  | 'request'
  | 'hold'
  | 'work'
  | 'by-requester'
  | 'by-target'
  | 'started-by-requester'
  | 'started-by-target'
  | 'audit'
  | 'key'
  | 'data-key'
  | 'setting'
  | 'pending'
  | 'message'
  | 'doubt';

/** Comes after the last row of the record, so that one reading of that range has both as they were at one moment. */
export const HEAD_KEY = 'audit|head';
export const PROBE_KEY = 'probe';
export const SCHEMA_KEY = 'schema';

const DIGITS = 16;

/** The row key of these parts. Two different lists of parts never have the same key. */
export function rowKey(kind: RowKind, ...parts: readonly string[]): string {
  return [kind, ...parts.map(escapePart)].join('|');
}

/** Where the keys that begin with these parts begin and end; the end is not among them. */
export function keyRange(kind: RowKind, ...parts: readonly string[]): { from: string; below: string } {
  const beginning = rowKey(kind, ...parts);
  // } comes right after |, and no escaped part holds either.
  return { from: `${beginning}|`, below: `${beginning}}` };
}

/** A whole number from 0 on, so that keys sort as numbers do. @throws RangeError for any other */
export function ascending(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a whole number from 0 on`);
  return String(value).padStart(DIGITS, '0');
}

/** The same, the greatest first. */
export function descending(value: number): string {
  // Checked first: a difference may be whole where the value is not.
  ascending(value);
  return ascending(Number.MAX_SAFE_INTEGER - value);
}

/**
 * A row key can't hold / \ # ? and control characters (Azure Table Storage, "Understanding the Table service data
 * model"); % is known to be decoded twice on the way. So only plain characters stay, and ~ begins the code of others.
 */
function escapePart(part: string): string {
  return part.replace(/[^A-Za-z0-9:.@_-]/g, character => `~${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
