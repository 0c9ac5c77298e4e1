import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';
import type { NotAdmitted } from './request/who-may-press.ts';

/** What became of what somebody wanted of a request. */
export type Answered =
  | Happened
  /** Nothing has changed: it can be tried again. */
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not-admitted'; why: NotAdmitted }
  /** The request has moved on, or somebody else was faster. */
  | { kind: 'stale' };

/** The request as it then is. */
export interface Happened {
  kind: 'done';
  request: Request;
  /** How long the directory wants to be left alone before the outcome is read. */
  retryAfterSeconds?: number;
}

export const STALE = { kind: 'stale' } as const;

/** The request, if the event has happened to it. */
export function doneOr<Else>(request: Request | undefined, otherwise: Else): Happened | Else {
  return request ? { kind: 'done', request } : otherwise;
}
