import type { Activity, TurnContext } from 'botbuilder';
import { type AuthenticateRequestResult, AuthenticationError } from 'botframework-connector';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import { codeOf } from '../../errors.ts';
import { RefusedError } from '../../net/refused-error.ts';
import { within } from '../../process/background.ts';
import { LOCK_WITHIN } from '../times.ts';
import { type IncomingActivity, incomingActivity, tenantsOf } from './activity.ts';
import { isTooLarge } from './activity-size.ts';
import type { NyckelAdapter } from './adapter.ts';
import { isAllowedHost } from './allowed-host.ts';
import type { ChannelTokens } from './channel-token.ts';

interface DoorAnswer {
  status: number;
  body?: unknown;
  /** Why it was refused. */
  refused?: string;
  /** The caller has shown no token of the channel. */
  stranger?: boolean;
}

/**
 * Reads the body of a request: JSON.
 * @throws RefusedError
 */
type ReadBody = () => Promise<unknown>;

export type Door = (authorization: string | undefined, readBody: ReadBody) => Promise<DoorAnswer>;

type DoorConfig = Pick<Config, 'tenantId' | 'channelServiceHosts'>;

/** What the door asks whether it lets somebody in: two locks, the second of which knows the activity. */
interface Locks {
  tokens: Pick<ChannelTokens, 'verify'>;
  adapter: NyckelAdapter;
}

/**
 * Lets in what the channel really sent for our tenant, and nothing else. Nothing of the body is read before the token has
 * been verified. Whoever is refused gets a status and an empty body.
 */
export function createDoor(
  locks: Locks,
  config: DoorConfig,
  log: Logger,
  run: (context: TurnContext) => Promise<unknown>,
): Door {
  return async (authorization, readBody) => {
    let stranger = true;
    try {
      const verified = await verify(locks, authorization);
      stranger = false;
      const { activity, authenticated } = await admit(locks.adapter, config, verified, await readBody());
      const answer = await locks.adapter.runTurn(authenticated, activity, async context => void (await run(context)));
      return answer ? { status: answer.status, body: answer.body } : { status: 200 };
    } catch (error) {
      if (error instanceof RefusedError) {
        // Who they are could not be found out.
        const unknown = error.status === 503;
        return { status: error.status, refused: error.message, stranger: stranger && !unknown };
      }
      log.error({ err: error, code: codeOf(error) }, 'a turn failed');
      return { status: 500 };
    }
  };
}

/** Returns the Authorization header that holds. */
async function verify({ tokens }: Locks, authorization: string | undefined): Promise<string> {
  if (!authorization) throw new RefusedError(401, 'there is no Authorization header');
  try {
    await tokens.verify(authorization);
    return authorization;
  } catch (error) {
    throw asRefused(error);
  }
}

async function admit(adapter: NyckelAdapter, config: DoorConfig, authorization: string, body: unknown) {
  if (isTooLarge(body)) throw new RefusedError(400, 'not an activity: it has too many values or levels');
  const parsed = incomingActivity.safeParse(body);
  if (!parsed.success) throw new RefusedError(400, `not an activity: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const activity = toActivity(parsed.data);
  const authenticated = await authenticate(adapter, activity, authorization);
  const reason = whyNotOurs(parsed.data, config);
  if (reason) throw new RefusedError(403, reason);
  return { activity, authenticated };
}

async function authenticate(
  adapter: NyckelAdapter,
  activity: Activity,
  authorization: string,
): Promise<AuthenticateRequestResult> {
  const authenticated = await within(LOCK_WITHIN, adapter.authenticate(activity, authorization)).catch(error => {
    throw asRefused(error);
  });
  if (authenticated === 'late') throw new RefusedError(503, 'the keys of the channel don’t come');
  return authenticated;
}

function asRefused(error: unknown): RefusedError {
  return new RefusedError(statusOf(error), error instanceof Error ? error.message : 'the token was refused');
}

/** A token that does not hold is 401 or 403; keys of the channel that can't be read are 503, so that Teams tries again. */
function statusOf(error: unknown): number {
  if (error instanceof AuthenticationError) {
    if (error.statusCode === 403) return 403;
    return error.statusCode >= 500 ? 503 : 401;
  }
  const aboutTheToken =
    error instanceof Error && /^(JsonWebToken|NotBefore|TokenExpired|Syntax)Error$/.test(error.name);
  return aboutTheToken ? 401 : 503;
}

function whyNotOurs(activity: IncomingActivity, config: DoorConfig): string | undefined {
  if (!isAllowedHost(activity.serviceUrl, config.channelServiceHosts)) return 'the service URL’s host is not allowed';
  const tenants = tenantsOf(activity);
  if (tenants.length === 0) return 'the activity names no tenant';
  return tenants.every(tenant => tenant.toLowerCase() === config.tenantId.toLowerCase())
    ? undefined
    : 'the activity is another tenant’s';
}

/** botbuilder declares more properties as present than any channel sends. */
function toActivity(incoming: object): Activity {
  return incoming as Activity;
}
