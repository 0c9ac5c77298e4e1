import { retryAfterOf } from '../net/retry-after.ts';

/** Status of an answer that never came: connection refused or dropped, time-out. */
export const NO_ANSWER = 0;

/** What Graph said to one request, or to one item of a batch. */
export interface GraphAnswer {
  /** HTTP status, or NO_ANSWER. */
  status: number;
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  /** Parsed JSON; undefined when it was empty, cut off or not JSON. */
  body: unknown;
  /**
   * Why this says nothing, whatever its status, for operators: the name or code of a failure, or in what it is not Graph's
   * own (own-answer.ts). Then it is not known whether anything was done.
   */
  failure?: string;
}

/** No answer, and why not. */
export function noAnswer(failure: string): GraphAnswer {
  return { status: NO_ANSWER, headers: new Map(), body: undefined, failure };
}

/** Whether Graph itself says that it was done: a 2xx that is Graph's own. What the body has to hold is the caller's to look at. */
export function succeeded(answer: GraphAnswer): boolean {
  return answer.failure === undefined && answer.status >= 200 && answer.status < 300;
}

/** Whether Graph itself says no: a 4xx that is Graph's own. An answer that is neither this nor a success says nothing. */
export function refused(answer: GraphAnswer): boolean {
  return answer.failure === undefined && answer.status >= 400 && answer.status < 500;
}

/** Only a clear no of Graph itself says that nothing was done. 408 says that it gave up waiting, in the middle of it. */
export function notDone(answer: GraphAnswer): boolean {
  return refused(answer) && answer.status !== 408;
}

/** The Retry-After of an answer in seconds, rounded up; undefined where there is none to read. `now` is in milliseconds. */
export function retryAfterSeconds(answer: GraphAnswer, now: number): number | undefined {
  return retryAfterOf(answer.headers.get('retry-after'), now);
}
