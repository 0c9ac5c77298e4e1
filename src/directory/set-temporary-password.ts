import type { CallAnswer, Why } from '../desk/ports.ts';
import { CALL_BEGINS_WITHIN } from '../desk/times.ts';
import { isPathSegment, onEndpoint, pathSegment } from './endpoint.ts';
import { type GraphAnswer, notDone, retryAfterSeconds, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { errorCodes, errorMessages, troubleOf } from './graph-errors.ts';

/** The same for every user (Microsoft Graph, passwordAuthenticationMethod). */
const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490';

/**
 * Parts of the codes with which a password is refused. Microsoft documents FuzzyPolicyViolationInvalidPassword, as an audit
 * reason, and no code of the API; so this is generous. Taking another 400 for it costs an attempt with a new password.
 */
const PASSWORD_REFUSED =
  /InvalidPassword|PasswordInvalid|PolicyViolation|PasswordPolicy|PasswordBanned|BannedPassword|PasswordTooWeak|WeakPassword|PasswordComplexity|PasswordDoesNot|PasswordHistory/i;

/** What is said against a password, in words. */
const OBJECTIONS = [
  'compl(?:y|ies|iant|ex|exity)|require(?:s|ments?)|rules?|polic(?:y|ies)|banned|forbidden|characters?|length',
  'weak|strong(?:er)?|strength|guess(?:ed|able)?|too (?:short|long|common|simple|soon|young)|minimum',
  'history|previous(?:ly)?|recent(?:ly)?|reused?|already (?:been )?used|(?:in use|used) before|different|another',
  'invalid|not valid',
].join('|');

/**
 * The same in words, since some services behind Graph send a message and no code. The message itself goes nowhere. Taking
 * another 400 for it costs an attempt with a new password as well.
 */
const REFUSED_IN_WORDS = new RegExp(
  String.raw`\bpass(?:word|phrase)s?\b.*\b(?:${OBJECTIONS})\b|\b(?:${OBJECTIONS}) pass(?:word|phrase)\b`,
  'is',
);

/**
 * Which path of Graph the reset takes. `passwordMethods` is that of the permission for passwords alone, with which how the reset
 * went can't be read (Microsoft Graph, "Permissions reference").
 */
export type ResetPath = 'methods' | 'passwordMethods';

/**
 * Sets the temporary password (Microsoft Graph, "authenticationMethod: setTemporaryPassword"); it must be changed at the next
 * sign-in. Sent again only after 429, which says that it was not applied. Never throws.
 */
export async function setTemporaryPassword(
  calls: GraphCalls,
  resetPath: ResetPath,
  targetId: string,
  password: string,
): Promise<CallAnswer> {
  if (!isPathSegment(targetId)) return { kind: 'rejected', why: 'gone' };
  const path = `/users/${pathSegment(targetId)}/authentication/${resetPath}/${PASSWORD_METHOD}/resetPassword`;
  const answer = await callGraph(calls, {
    method: 'POST',
    path,
    body: { newPassword: password },
    repeat: 'write',
    beginWithin: CALL_BEGINS_WITHIN,
  });
  if (succeeded(answer)) {
    return {
      kind: 'accepted',
      operationUrl: resetPath === 'methods' ? operationUrl(answer, calls.endpoint) : undefined,
      retryAfterSeconds: retryAfterSeconds(answer, calls.now()),
    };
  }
  return notDone(answer) ? { kind: 'rejected', why: whyRejected(answer) } : { kind: 'unknown' };
}

function whyRejected(answer: GraphAnswer): Why {
  const trouble = troubleOf(answer);
  if (trouble !== undefined && trouble !== 'unavailable') return trouble;
  const { status, body } = answer;
  const refusesPassword =
    errorCodes(body).some(code => PASSWORD_REFUSED.test(code)) ||
    (status === 400 && errorMessages(body).some(message => REFUSED_IN_WORDS.test(message)));
  return refusesPassword ? 'password-not-accepted' : 'not-possible';
}

/** With its query, which routes the poll to the right place. */
function operationUrl(answer: GraphAnswer, endpoint: string): string | undefined {
  const location = answer.headers.get('location');
  return location === undefined ? undefined : onEndpoint(location, endpoint)?.href;
}
