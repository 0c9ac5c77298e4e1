import { NyckelError, TeamsError } from '../errors.ts';
import { retryAfterOf } from '../retry-after.ts';

/** No connection was made, so nothing can have arrived. */
const NEVER_CONNECTED = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** Answers of 4xx that say nothing about what was sent: who asks again later may succeed. */
const PASSING = new Set([401, 408, 412, 429]);

/** What is known of a call to the connector that failed. */
export interface ConnectorFailure {
  /** The HTTP status; none when there was no answer. */
  status?: number;
  /** Nothing can have arrived at Teams. */
  neverArrived: boolean;
  /** Milliseconds that Teams asked to wait for; without what it did not say or nobody can read. */
  retryAfter?: number;
}

/** Reads the error of a connector call: its status, and what Retry-After says. */
export function readFailure(error: unknown): ConnectorFailure {
  const status = statusOf(error);
  const neverArrived = status === undefined && NEVER_CONNECTED.has(property(error, 'code'));
  const retryAfter = retryAfterOf(retryAfterHeader(error), Date.now());
  return { status, neverArrived, retryAfter: retryAfter === undefined ? undefined : retryAfter * 1_000 };
}

/** The HTTP status that Teams answered with, if it answered. */
export function statusOf(error: unknown): number | undefined {
  const status = property(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

/**
 * The error for our callers. What is coded already stays as it is: our credentials throw from inside the library's call.
 * 403 is Teams' answer where the app is not in the conversation or not installed for the person.
 */
export function asCodedError(error: unknown): NyckelError {
  if (error instanceof NyckelError) return error;
  const status = statusOf(error);
  const message = `Teams answered ${status ?? 'nothing'} to a message of ours`;
  const permanent = status !== undefined && status >= 400 && status < 500 && !PASSING.has(status);
  return new TeamsError(message, status === 403, { cause: error, permanent });
}

function retryAfterHeader(error: unknown): string | undefined {
  const headers = property(property(error, 'response'), 'headers');
  const get = property(headers, 'get');
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  return typeof value === 'string' ? value : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
