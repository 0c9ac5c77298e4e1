import { verify } from 'node:crypto';
import { AuthenticationError } from 'botframework-connector';
import type { Config } from '../../config/config.ts';
import { SECOND } from '../../desk/times.ts';
import { CLOCK_SKEW, LONGEST_TOKEN_LIFE } from '../times.ts';
import { refuseForeignIssuer } from './channel-claims.ts';
import type { ChannelKeys } from './channel-keys.ts';

const UNAUTHORIZED = 401;
/** A token counts in seconds. */
const SKEW = CLOCK_SKEW / SECOND;
const LONGEST_LIFE = LONGEST_TOKEN_LIFE / SECOND;
/** Three parts of base64url, none of them empty. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;
/** What changes how a token is to be read (RFC 7515, RFC 7797, RFC 7516), and what the channel never asks for. */
const CHANGES_MEANING = ['crit', 'b64', 'enc', 'zip'];

type Fields = Record<string, unknown>;

/**
 * The first lock of the door: verifies a token of the channel by the Authorization header alone, before anything of the body
 * is read. It refuses what botbuilder, the second lock, does not look at, and lets nothing reach it that the channel has not signed.
 */
export class ChannelTokens {
  readonly #keys: ChannelKeys;
  readonly #botId: string;
  readonly #issuer: string;
  readonly #now: () => number;

  /** `now`: milliseconds since the epoch. */
  constructor(
    keys: ChannelKeys,
    { botId, channelIssuer }: Pick<Config, 'botId' | 'channelIssuer'>,
    now: () => number = Date.now,
  ) {
    this.#keys = keys;
    this.#botId = botId;
    this.#issuer = channelIssuer;
    this.#now = now;
  }

  /** @throws AuthenticationError where it is not the channel's token for this bot, and another error where no keys can be had */
  async verify(authorization: string): Promise<void> {
    refuseForeignIssuer(authorization, this.#issuer);
    const [, token = ''] = authorization.trim().split(/\s+/);
    const [, head = '', body = '', signature = ''] = COMPACT.exec(token) ?? [];
    const header = fieldsOf(head);
    const problem = whyNotHeader(header) ?? this.#whyNotClaims(fieldsOf(body));
    if (problem) throw refused(problem);
    const key = await this.#keys.find(String(header.kid));
    if (!key) throw refused('the token is signed with no key of the channel');
    const holds = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    if (!holds) throw refused('the signature of the token does not hold');
  }

  #whyNotClaims(claims: Fields): string | undefined {
    if (claims.aud !== this.#botId) return 'the token is for another bot';
    if (typeof claims.serviceurl !== 'string' || claims.serviceurl === '')
      return 'the token is bound to no service URL';
    return whyNotTimes(claims, this.#now() / 1_000);
  }
}

function whyNotHeader(header: Fields): string | undefined {
  if (header.alg !== 'RS256') return 'the token is not signed with RS256';
  if (typeof header.kid !== 'string' || header.kid === '') return 'the token names no key';
  const changing = CHANGES_MEANING.find(name => Object.hasOwn(header, name));
  return changing && `the token’s header has ${changing}`;
}

/** RFC 7519, section 4.1: without an end, a token that got lost would open the door for ever. `now`: seconds since the epoch. */
function whyNotTimes(claims: Fields, now: number): string | undefined {
  const { exp, nbf = exp, iat = exp } = claims;
  if (!isTime(exp)) return 'the token never expires';
  if (!isTime(nbf) || !isTime(iat)) return 'the token’s times are none';
  if (exp <= now - SKEW) return 'the token has expired';
  if ((claims.nbf !== undefined && nbf > now + SKEW) || (claims.iat !== undefined && iat > now + SKEW)) {
    return 'the token is not valid yet';
  }
  const end = now + SKEW + LONGEST_LIFE;
  return exp > end || exp - nbf > LONGEST_LIFE || exp - iat > LONGEST_LIFE ? 'the token holds for too long' : undefined;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

/** The JSON object that is encoded there; empty where there is none. */
function fieldsOf(part: string): Fields {
  try {
    const fields: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof fields === 'object' && fields !== null ? { ...fields } : {};
  } catch {
    return {};
  }
}

function refused(problem: string): AuthenticationError {
  return new AuthenticationError(problem, UNAUTHORIZED);
}
