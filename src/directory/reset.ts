import type { ResetAnswer } from '../desk/ports.ts';
import { type Answer, retryAfterSeconds, succeeded } from './answer.ts';
import { isPathSegment, onEndpoint, pathSegment } from './endpoint.ts';
import { errorCodes, troubleOf } from './errors.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';

/** The same for every user (Microsoft Graph, passwordAuthenticationMethod). */
const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490';

/**
 * Parts of the codes with which a password is refused. Microsoft documents FuzzyPolicyViolationInvalidPassword, as an audit
 * reason, and no code of the API; so this is generous. Taking another 400 for it costs an attempt with a new password.
 */
const PASSWORD_REFUSED =
  /InvalidPassword|PasswordInvalid|PolicyViolation|PasswordPolicy|PasswordBanned|BannedPassword|PasswordTooWeak|WeakPassword|PasswordComplexity|PasswordDoesNot|PasswordHistory/i;

/** Milliseconds. With the time of the last try it stays below the time after which the desk takes the answer for lost. */
const BEGIN_WITHIN = 30_000;

/**
 * Sets the temporary password (Microsoft Graph, "authenticationMethod: resetPassword"); it must be changed at the next
 * sign-in. Sent again only after 429, which says that it was not applied. Never throws.
 */
export async function resetPassword(calls: GraphCalls, targetId: string, password: string): Promise<ResetAnswer> {
  if (!isPathSegment(targetId)) return { kind: 'rejected', why: 'gone' };
  const path = `/users/${pathSegment(targetId)}/authentication/methods/${PASSWORD_METHOD}/resetPassword`;
  const answer = await callGraph(calls, {
    method: 'POST',
    path,
    body: { newPassword: password },
    repeat: 'write',
    beginWithin: BEGIN_WITHIN,
  });
  if (succeeded(answer)) {
    return {
      kind: 'accepted',
      operationUrl: operationUrl(answer, calls.endpoint),
      retryAfterSeconds: retryAfterSeconds(answer, calls.now()),
    };
  }
  return isRefusal(answer.status) ? { kind: 'rejected', why: whyRejected(answer) } : { kind: 'unknown' };
}

/** Only a clear no of the service says that nothing happened. 408 says that it gave up waiting, in the middle of it. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function whyRejected(answer: Answer): Extract<ResetAnswer, { kind: 'rejected' }>['why'] {
  const trouble = troubleOf(answer);
  if (trouble !== undefined && trouble !== 'unavailable') return trouble;
  return errorCodes(answer.body).some(code => PASSWORD_REFUSED.test(code)) ? 'password-not-accepted' : 'not-possible';
}

/** With its query, which routes the poll to the right place. */
function operationUrl(answer: Answer, endpoint: string): string | undefined {
  const location = answer.headers.get('location');
  return location === undefined ? undefined : onEndpoint(location, endpoint)?.href;
}
