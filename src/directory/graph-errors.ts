import { DirectoryError, type DirectoryReason, type DirectoryTrouble } from '../errors.ts';
import { isRecord } from '../net/json.ts';
import { type GraphAnswer, NO_ANSWER, refused, succeeded } from './graph-answer.ts';

const DEEPEST = 10;
/** So many details of an error are looked at: an answer may hold as many as its size allows. */
const MOST_DETAILS = 50;

/** Codes are names. Anything else in their place is not taken over: it could be an echo of what we sent. */
const CODE = /^[A-Za-z]+(?:[_.][A-Za-z]+)*$/;
const LONGEST_CODE = 80;
const LONGEST_MESSAGE = 500;

/** An id and nothing longer: it goes to the log as it came. */
const REQUEST_ID = /^[\w-]{1,64}$/;

/** Codes that say more than the status does. The layers of Graph spell the same thing differently. */
const TROUBLE_OF_CODE: ReadonlyMap<string, DirectoryTrouble> = new Map([
  ['insufficient_claims', 'sign-in-again'],
  ['InvalidAuthenticationToken', 'sign-in-again'],
  ['unauthenticated', 'sign-in-again'],
  ['accessDenied', 'denied'],
  ['Authorization_RequestDenied', 'denied'],
  ['Request_ResourceNotFound', 'gone'],
  ['itemNotFound', 'gone'],
  ['activityLimitReached', 'busy'],
  ['TooManyRequests', 'busy'],
]);

/**
 * The codes of an error envelope, outermost first, through all nested inner errors and their details
 * (Microsoft Graph, "Error responses"). Empty for any other body.
 */
export function errorCodes(body: unknown): readonly string[] {
  return errorParts(body).flatMap(codeOf);
}

/**
 * The messages of an error envelope: of the error, of its details and of the innermost errors. Some services behind Graph send
 * one and no code. It is looked at, and goes nowhere.
 */
export function errorMessages(body: unknown): readonly string[] {
  return errorParts(body).flatMap(part =>
    isRecord(part) && typeof part.message === 'string' ? part.message.slice(0, LONGEST_MESSAGE) : [],
  );
}

/** The error of an envelope with its details, and the same of its inner errors, outermost first; each may be anything. */
function errorParts(body: unknown): readonly unknown[] {
  const parts: unknown[] = [];
  let level = isRecord(body) ? body.error : undefined;
  for (let depth = 0; isRecord(level) && depth < DEEPEST; depth++) {
    const details: readonly unknown[] = Array.isArray(level.details) ? level.details : [];
    parts.push(level, ...details.slice(0, MOST_DETAILS));
    level = level.innerError ?? level.innererror;
  }
  return parts;
}

/**
 * What is the matter with an answer that is not the one hoped for: by its deepest known code, else by its status. Never by
 * its message, which is neither stable nor ours to repeat. Undefined: none of the troubles, as with most 400.
 */
export function troubleOf(answer: GraphAnswer): DirectoryTrouble | undefined {
  const { status } = answer;
  if (!refused(answer)) return 'unavailable';
  if (status === 401 || asksForClaims(answer)) return 'sign-in-again';
  const known = errorCodes(answer.body).findLast(code => TROUBLE_OF_CODE.has(code));
  return (known && TROUBLE_OF_CODE.get(known)) || TROUBLE_OF_STATUS.get(status);
}

/** The answer as an error. `what` names the read for operators, like "user" or "search". */
export function directoryError(answer: GraphAnswer, what: string, reason?: DirectoryReason): DirectoryError {
  const code = errorCodes(answer.body).at(-1);
  const said = answer.status === NO_ANSWER ? `no answer (${answer.failure ?? 'missing'})` : `status ${answer.status}`;
  const foreign =
    answer.status !== NO_ANSWER && answer.failure ? ` (not taken for Graph's own: ${answer.failure})` : '';
  const requestId = requestIdOf(answer);
  const message = `Graph, ${what}: ${said}${code ? ` ${code}` : ''}${foreign}${requestId ? ` (request-id ${requestId})` : ''}`;
  return new DirectoryError(troubleOf(answer) ?? 'unavailable', message, { challenged: isChallenge(answer), reason });
}

/** A 200 whose content is not what Microsoft documents. */
export function malformedAnswer(what: string): DirectoryError {
  return new DirectoryError('unavailable', `Graph, ${what}: the answer is malformed`, { reason: 'not-understood' });
}

/** What a status says where no code says more. 408: the service gave up, as if it had not answered. */
const TROUBLE_OF_STATUS: ReadonlyMap<number, DirectoryTrouble> = new Map([
  [403, 'denied'],
  [404, 'gone'],
  [408, 'unavailable'],
  [409, 'busy'],
  [410, 'gone'],
  [423, 'busy'],
  [429, 'busy'],
]);

/**
 * Whether a part that could not be read may be there at the next try: the service gave no answer, or none that it documents.
 * Otherwise it said no, or left empty what this person may not see.
 */
export function isOutage(answer: GraphAnswer): boolean {
  if (succeeded(answer)) return !isList(answer.body);
  const trouble = troubleOf(answer);
  return trouble === 'busy' || trouble === 'unavailable';
}

/** Rows, to their end: one that goes on after all that was read, or has a row that is none, is no list that Graph documents. */
function isList(body: unknown): boolean {
  if (!isRecord(body) || !Array.isArray(body.value)) return false;
  const next = body['@odata.nextLink'];
  return (next === undefined || next === null) && body.value.every(isRecord);
}

/** Graph's own id of the call, which Microsoft's support asks for; of an item of a batch, what its envelope says. */
export function requestIdOf({ headers, body }: GraphAnswer): string | undefined {
  let level = isRecord(body) ? body.error : undefined;
  let id: unknown = headers.get('request-id');
  for (let depth = 0; typeof id !== 'string' && isRecord(level) && depth < DEEPEST; depth++) {
    id = level['request-id'];
    level = level.innerError ?? level.innererror;
  }
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : undefined;
}

/** Conditional Access wants more than this token has (Microsoft identity platform, "Claims challenges"). */
function isChallenge(answer: GraphAnswer): boolean {
  return asksForClaims(answer) || errorCodes(answer.body).includes('insufficient_claims');
}

function asksForClaims(answer: GraphAnswer): boolean {
  return answer.headers.get('www-authenticate')?.includes('insufficient_claims') ?? false;
}

function codeOf(level: unknown): string[] {
  const code = isRecord(level) ? level.code : undefined;
  return typeof code === 'string' && code.length <= LONGEST_CODE && CODE.test(code) ? [code] : [];
}
