import { NyckelError, TeamsError, type TeamsTrouble } from '../../errors.ts';
import { jsonOf, propertyOf } from '../../net/json.ts';
import { retryAfterOf } from '../../net/retry-after.ts';

/** No connection was made, so nothing can have arrived. */
const NEVER_CONNECTED = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** Answers of 4xx that say nothing about what was sent: who asks again later may succeed. */
const PASSING = new Set([401, 408, 412, 429]);

/**
 * What Teams' codes mean (Microsoft Teams, "Send and receive messages", "Status code retry semantics"; the last three stand in
 * answers only). Written without spaces, in lower case.
 */
const TROUBLES: Readonly<Record<string, TeamsTrouble>> = {
  botnotinconversationroster: 'not-installed',
  conversationblockedbyuser: 'blocked-by-person',
  messagewritesblocked: 'blocked-or-removed',
  botdisabledbyadmin: 'disabled-by-admin',
  botblockedbypolicy: 'blocked-by-policy',
  notenoughpermissions: 'not-permitted',
  invalidbotapihost: 'wrong-address',
  usernotfound: 'person-not-found',
  membernotfoundinconversation: 'person-not-found',
  userblocked: 'blocked-by-person',
  blockedbypolicy: 'blocked-by-policy',
  forbiddenoperationexception: 'blocked-by-policy',
};

/** Codes of a roster that does not know a person, or to which an id is of no shape that a person's id has. */
const ABSENT = new Set(['membernotfoundinconversation', 'usernotfound', 'badargument', 'badsyntax']);

/** Codes of 404 about somebody in a conversation, which is itself there. */
const INSIDE = new Set(['membernotfoundinconversation', 'usernotfound']);

/** An answer that says it is fine and is not what Teams answers to such a call. */
export class ForeignTeamsAnswerError extends Error {
  readonly statusCode = 200;
}

/** What is known of a call to the connector that failed. */
interface ConnectorFailure {
  /** The HTTP status; none when there was no answer. */
  status?: number;
  /** The code of Teams' own answer; none where the answer is not Teams'. */
  code?: string;
  /** Nothing can have arrived at Teams. */
  neverArrived: boolean;
  /** Milliseconds that Teams asked to wait for; without what it did not say or nobody can read. */
  retryAfter?: number;
}

/** Reads the error of a connector call: its status, and what Retry-After says. */
export function readFailure(error: unknown): ConnectorFailure {
  const status = statusOf(error);
  const neverArrived = status === undefined && NEVER_CONNECTED.has(propertyOf(error, 'code'));
  const retryAfter = retryAfterOf(retryAfterHeader(error), Date.now());
  return {
    status,
    code: codeOf(error),
    neverArrived,
    retryAfter: retryAfter === undefined ? undefined : retryAfter * 1_000,
  };
}

/** The roster says that nobody in the conversation has that id: it is a channel's, a tag's, or no person's. */
export function isPersonAbsent(error: unknown): boolean {
  const { status, code } = readFailure(error);
  return (status === 404 || status === 400) && code !== undefined && ABSENT.has(code);
}

/**
 * The conversation is not there, or so Teams says: of one that worked a moment ago, that passes. `ofMessage`: the call was
 * about a message in it, which may be what is not there.
 */
export function isLostConversation({ status, code }: ConnectorFailure, ofMessage: boolean): boolean {
  if (status !== 404 || code === undefined) return false;
  return code === 'conversationnotfound' || !(ofMessage || INSIDE.has(code));
}

/** The HTTP status that Teams answered with, if it answered. */
function statusOf(error: unknown): number | undefined {
  const status = propertyOf(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

/**
 * The error for our callers. What is coded already stays as it is: our credentials throw from inside the library's call.
 * `personal`: it was about somebody's personal chat.
 */
export function asCodedError(error: unknown, personal: boolean): NyckelError {
  if (error instanceof NyckelError) return error;
  const { status, code } = readFailure(error);
  const answer = error instanceof ForeignTeamsAnswerError ? 'something that is not its own' : (status ?? 'nothing');
  const message = `Teams answered ${answer}${code ? ` (${code})` : ''} to a message of ours`;
  return new TeamsError(message, troubleOf(status, code), { cause: error, personal });
}

/** A no is Teams' own no, which has a code; whoever else answers 4xx says nothing about what Teams did. */
function troubleOf(status: number | undefined, code: string | undefined): TeamsTrouble {
  if (status === undefined || status < 400) return 'unknown';
  if (status >= 500 || PASSING.has(status)) return 'passing';
  if (code === undefined) return 'unknown';
  const known = TROUBLES[code];
  if (known) return known;
  if (status === 403) return 'forbidden';
  return status === 404 ? 'not-found' : 'refused';
}

/** The code of Teams' envelope, or the more exact one inside of it. */
function codeOf(error: unknown): string | undefined {
  const body = jsonOf(propertyOf(propertyOf(error, 'response'), 'bodyAsText'));
  const inner = propertyOf(body, 'error');
  const own = [propertyOf(inner, 'code'), propertyOf(body, 'errorCode'), propertyOf(body, 'code')].find(isCode);
  if (own === undefined) return undefined;
  const texts = [propertyOf(inner, 'message'), propertyOf(body, 'message')].filter(each => typeof each === 'string');
  const sub = [
    propertyOf(propertyOf(inner, 'innererror'), 'code'),
    propertyOf(inner, 'subCode'),
    propertyOf(body, 'subCode'),
  ];
  const written = texts.map(each => /\bsubCode["'\\]*\s*[:=]\s*["'\\]*(\w+)/i.exec(each)?.[1]);
  const exact = [...sub, ...written].filter(isCode).map(plain);
  return exact.find(each => Object.hasOwn(TROUBLES, each)) ?? plain(own);
}

function isCode(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

function plain(code: string | number): string {
  return String(code).replaceAll(/\s/g, '').toLowerCase();
}

function retryAfterHeader(error: unknown): string | undefined {
  const headers = propertyOf(propertyOf(error, 'response'), 'headers');
  const get = propertyOf(headers, 'get');
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  return typeof value === 'string' ? value : undefined;
}
