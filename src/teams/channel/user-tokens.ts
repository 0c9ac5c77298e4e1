import type { Activity, SignInUrlResponse, TurnContext } from 'botbuilder';
import { TokenApiClient, type UserTokenClient } from 'botframework-connector';
import { codeOf, ErrorCode, TokenServiceError } from '../../errors.ts';
import { propertyOf } from '../../net/json.ts';
import { within } from '../../process/background.ts';
import { tracedCall } from '../../telemetry/traced-call.ts';
import { TOKEN_WITHIN } from '../times.ts';
import type { NyckelAdapter } from './adapter.ts';
import {
  checkSignedOut,
  numberIn,
  readSignInResource,
  readToken,
  saysNoToken,
  type TokenAnswer,
} from './token-answers.ts';

const CHANNEL = 'msteams';

/** A token, or that there is none: the person has to consent or sign in first. With the AADSTS number, where there is one. */
export type Exchanged = { token: string } | { token?: undefined; entraNumber?: string };

/** The token service for the person of one turn. Tokens are read when they are needed and kept nowhere. */
export interface UserTokens {
  /** undefined: not signed in. `code` is the one that the sign-in page showed. */
  get(code?: string): Promise<string | undefined>;
  /** Trades the token of Teams' single sign-on. */
  exchange(ssoToken: string): Promise<Exchanged>;
  signInResource(): Promise<SignInUrlResponse>;
  signOut(): Promise<void>;
}

/**
 * Each throws a TokenServiceError where the token service gives no usable answer, or none within so many milliseconds. Only what
 * it documents is taken for an answer of its own.
 */
export function userTokens(
  adapter: NyckelAdapter,
  context: TurnContext,
  connection: string,
  answerWithin = TOKEN_WITHIN,
): UserTokens {
  const client: UserTokenClient = context.turnState.get(adapter.UserTokenClientKey);
  const activity: Activity = context.activity;
  const { id } = activity.from;
  const { channelId } = activity;
  const { userToken } = apiOf(client);
  const tokenOf = (what: string, call: Call) => tokenIn(what, connection, asked(what, answerWithin, call));
  return {
    get: async (code = '') =>
      (await tokenOf('GetToken', () => userToken.getToken(id, connection, { channelId, code }))).token,
    exchange: token => tokenOf('exchange', () => userToken.exchangeAsync(id, connection, channelId, { token })),
    signInResource: async () => {
      const call = () => client.getSignInResource(connection, activity, '');
      return readSignInResource(await asked('GetSignInResource', answerWithin, call));
    },
    signOut: async () => {
      const call = () => userToken.signOut(id, { channelId, connectionName: connection });
      checkSignedOut((await asked('SignOut', answerWithin, call))._response);
    },
  };
}

/**
 * The token of a person who is not in a turn: an approved request runs with its requester's. undefined: not signed in.
 * @throws TokenServiceError
 */
export async function tokenOfAbsent(
  adapter: NyckelAdapter,
  botId: string,
  connection: string,
  channelUserId: string,
): Promise<string | undefined> {
  const { userToken } = apiOf(await adapter.tokenService(botId));
  const call = () => userToken.getToken(channelUserId, connection, { channelId: CHANNEL, code: '' });
  return (await tokenIn('GetToken', connection, asked('GetToken', TOKEN_WITHIN, call))).token;
}

type Call = () => Promise<{ _response: { status: number; bodyAsText?: string | null } }>;

/** The library's own methods keep the status to themselves, and take what is no JSON for "there is no token". */
function apiOf(client: UserTokenClient): TokenApiClient {
  const api: unknown = Reflect.get(client, 'client');
  if (!(api instanceof TokenApiClient)) throw new TypeError('The library has no client of the token service any more');
  return api;
}

async function tokenIn(what: string, connection: string, answer: ReturnType<Call>): Promise<Exchanged> {
  try {
    const { _response: response } = await answer;
    if (saysNoToken(response)) return { entraNumber: numberIn(response) };
    return { token: readToken(response, what, connection) };
  } catch (error) {
    if (error instanceof RefusedCall && saysNoToken(error.answer)) return { entraNumber: error.entraNumber };
    throw error;
  }
}

/** The token service answered with an error. What it wrote stays out of everything that is logged: it names people and tokens. */
class RefusedCall extends TokenServiceError {
  readonly answer: Partial<TokenAnswer>;
  constructor(message: string, answer: Partial<TokenAnswer>) {
    super(message, { entraNumber: numberIn(answer) });
    this.answer = answer;
  }
}

/** The answer behind an error of the library's. */
function refusalIn(error: unknown): Partial<TokenAnswer> {
  const response = propertyOf(error, 'response');
  const bodyAsText = propertyOf(response, 'bodyAsText');
  const status = propertyOf(error, 'statusCode');
  return {
    status: typeof status === 'number' ? status : undefined,
    bodyAsText: typeof bodyAsText === 'string' ? bodyAsText : undefined,
  };
}

/** The library tells no status of an answer that is good, and waits for ever for one that does not come. */
async function asked<T>(what: string, answerWithin: number, call: () => Promise<T>): Promise<T> {
  try {
    const work = tracedCall({ service: 'token-service', method: what, path: '' }, call, () => 200);
    const answer = await within(answerWithin, work);
    if (answer === 'late') throw new Error('no answer in time');
    return answer;
  } catch (error) {
    // Our own credentials say best what is wrong with them, from inside the library's call.
    if (codeOf(error) !== ErrorCode.Unexpected) throw error;
    const refusal = refusalIn(error);
    if (refusal.status !== undefined) {
      throw new RefusedCall(`The token service answered ${refusal.status} to ${what}`, refusal);
    }
    throw new TokenServiceError(`The token service answered nothing to ${what}`, { cause: error });
  }
}
