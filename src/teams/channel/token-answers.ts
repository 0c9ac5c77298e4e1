import type { SignInUrlResponse } from 'botbuilder';
import { z } from 'zod';
import { entraNumberIn } from '../../entra-numbers.ts';
import { TokenServiceError } from '../../errors.ts';
import { isRecord } from '../../net/json.ts';
import { CLOCK_SKEW } from '../times.ts';

/** An answer of the token service as it came. */
export interface TokenAnswer {
  status: number;
  bodyAsText?: string | null;
}

/** The statuses with which the token service says that there is no token. */
const NO_TOKEN = [400, 404, 412];

/** The Bot Framework is younger. */
const FIRST = Date.UTC(2016, 0, 1);

/** A token goes into a header as it is (RFC 6750, 2.1: no blank, nothing outside of ASCII). */
const tokenResponse = z.object({
  token: z.string().regex(/^[\x21-\x7e]+$/),
  connectionName: z.string().nullish(),
  // Says little: a token that has expired is refused where it is used.
  expiration: z.unknown().optional(),
});

const signInUrlResponse = z.object({
  signInLink: z.url({ protocol: /^https?$/ }),
  tokenExchangeResource: z.object({ id: z.string().min(1), uri: z.string().nullish() }).nullish(),
});

/** Whether the token service itself says that there is no token: it writes JSON or nothing, and a page or a line is somebody else's. */
export function saysNoToken({ status, bodyAsText }: Partial<TokenAnswer>): boolean {
  if (status === undefined || !NO_TOKEN.includes(status)) return false;
  return !bodyAsText?.trim() || isRecord(asJson(bodyAsText));
}

/** The AADSTS number in what the token service itself has answered, and nothing else of it; a page is somebody else's. */
export function numberIn({ bodyAsText }: Partial<TokenAnswer>): string | undefined {
  return bodyAsText && isRecord(asJson(bodyAsText)) ? entraNumberIn(bodyAsText) : undefined;
}

/**
 * The token of an answer to `what`.
 * @throws TokenServiceError for what is no answer of the token service: no JSON, no token, a token of another connection, or one
 * that has expired
 */
export function readToken({ status, bodyAsText }: TokenAnswer, what: string, connection: string): string {
  const read = tokenResponse.safeParse(status === 200 ? asJson(bodyAsText) : undefined);
  if (!read.success) throw malformed(what, status, 'without a token that can be used');
  const { token, connectionName, expiration } = read.data;
  if (connectionName && connectionName.toLowerCase() !== connection.toLowerCase()) {
    throw malformed(what, status, 'with a token of another connection');
  }
  if (endOf(expiration) < Date.now() - CLOCK_SKEW) throw malformed(what, status, 'with a token that has expired');
  return token;
}

/**
 * When a token ends, in milliseconds since the epoch; never, for what is no date with a time zone: without one it would be read
 * in that of this machine, and a date before the service was there, such as of year 1, stands for none.
 */
function endOf(expiration: unknown): number {
  const date = z.iso.datetime({ offset: true }).safeParse(expiration);
  const end = date.success ? Date.parse(date.data) : Number.NaN;
  return end > FIRST ? end : Number.POSITIVE_INFINITY;
}

/**
 * Where to sign in.
 * @throws TokenServiceError for what is no answer of the token service
 */
export function readSignInResource(answer: SignInUrlResponse | undefined): SignInUrlResponse {
  if (!answer || !signInUrlResponse.safeParse(answer).success) {
    throw new TokenServiceError(
      'The token service answered GetSignInResource without a link to sign in that can be used',
    );
  }
  return answer;
}

/** @throws TokenServiceError where a sign-out was answered with something that is not the token service's own */
export function checkSignedOut({ status, bodyAsText }: TokenAnswer): void {
  const isOwn = status === 204 || (status === 200 && (!bodyAsText || asJson(bodyAsText) !== undefined));
  if (!isOwn) throw malformed('SignOut', status, 'with something else than its own answer');
}

function asJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // Empty, cut off or a page of somebody else's.
    return undefined;
  }
}

function malformed(what: string, status: number, how: string): TokenServiceError {
  return new TokenServiceError(`The token service answered ${status} to ${what}, ${how}`);
}
