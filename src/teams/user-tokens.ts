import type { Activity, SignInUrlResponse, TokenResponse, TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { TokenServiceError } from '../errors.ts';
import { outgoing } from '../telemetry/calls.ts';
import type { NyckelAdapter } from './adapter.ts';
import { within } from './background.ts';

/** How long the token service may take. Milliseconds. */
const ANSWER_WITHIN = 10_000;

/** The token service for the person of one turn. Tokens are read when they are needed and kept nowhere. */
export interface UserTokens {
  /** undefined: not signed in. `code` is the one that the sign-in page showed. */
  get(code?: string): Promise<string | undefined>;
  /** Trades the token of Teams' single sign-on; undefined: the person has to consent or sign in first. */
  exchange(ssoToken: string): Promise<string | undefined>;
  signInResource(): Promise<SignInUrlResponse>;
  signOut(): Promise<void>;
}

/** Throws a TokenServiceError where the token service gives no usable answer. */
export function userTokens(adapter: NyckelAdapter, context: TurnContext, connection: string): UserTokens {
  const client: UserTokenClient = context.turnState.get(adapter.UserTokenClientKey);
  const activity: Activity = context.activity;
  const { id } = activity.from;
  const { channelId } = activity;
  return {
    get: (code = '') => tokenOf('GetToken', () => client.getUserToken(id, connection, channelId, code)),
    exchange: token => tokenOf('exchange', () => client.exchangeToken(id, connection, channelId, { token })),
    signInResource: () => asked('GetSignInResource', () => client.getSignInResource(connection, activity, '')),
    signOut: () => asked('SignOut', () => client.signOutUser(id, connection, channelId)),
  };
}

/**
 * The token of a person who is not in a turn: an approved request runs with its requester's. undefined: not signed in. Throws
 * a TokenServiceError.
 */
export async function tokenOfAbsent(
  adapter: NyckelAdapter,
  botId: string,
  connection: string,
  channelUserId: string,
): Promise<string | undefined> {
  const client = await adapter.tokenService(botId);
  return tokenOf('GetToken', () => client.getUserToken(channelUserId, connection, 'msteams', ''));
}

/** 400, 404 and 412 are the token service's ways to say that there is no token. */
async function tokenOf(what: string, call: () => Promise<TokenResponse | undefined>): Promise<string | undefined> {
  try {
    return (await timed(what, call))?.token;
  } catch (error) {
    const status = statusOf(error);
    if (status === 400 || status === 404 || status === 412) return undefined;
    throw trouble(what, error);
  }
}

async function asked<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await timed(what, call);
  } catch (error) {
    throw trouble(what, error);
  }
}

/** The library tells no status of an answer that is good, and waits for ever for one that does not come. */
async function timed<T>(what: string, call: () => Promise<T>): Promise<T> {
  const work = outgoing({ service: 'token-service', method: what, path: '' }, call, () => 200);
  const answer = await within(ANSWER_WITHIN, work);
  if (answer === 'late') throw new Error('no answer in time');
  return answer;
}

function trouble(what: string, error: unknown): TokenServiceError {
  return new TokenServiceError(`The token service answered ${statusOf(error) ?? 'nothing'} to ${what}`, {
    cause: error,
  });
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}
