import { createHash } from 'node:crypto';

/** A GUID that is always the same for the same kind and text. */
export function stableId(kind: string, text: string): string {
  const hash = createHash('sha256').update(`${kind}\n${text}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** As Microsoft Graph writes a date and time: ISO 8601 in UTC, whole seconds. `milliseconds` since the epoch. */
export function graphDateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
