import type { Activity, TurnContext } from 'botbuilder';
import { type AuthenticateRequestResult, AuthenticationError } from 'botframework-connector';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { codeOf } from '../errors.ts';
import { type IncomingActivity, incomingActivity, tenantsOf } from './activity.ts';
import type { NyckelAdapter } from './adapter.ts';
import { refuseForeignIssuer } from './claims.ts';
import { isAllowedHost } from './hosts.ts';

export interface DoorAnswer {
  status: number;
  body?: unknown;
}

export type Door = (authorization: string | undefined, body: unknown) => Promise<DoorAnswer>;

type DoorConfig = Pick<Config, 'tenantId' | 'channelIssuer' | 'channelServiceHosts'>;

/** A reason to refuse, with its HTTP status. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/**
 * Lets in what the channel really sent for our tenant, and nothing else. Whoever is refused gets a status and an empty body;
 * the reason stands in one line of the log.
 */
export function createDoor(
  adapter: NyckelAdapter,
  config: DoorConfig,
  log: Logger,
  run: (context: TurnContext) => Promise<unknown>,
): Door {
  return async (authorization, body) => {
    try {
      const { activity, authenticated } = await admit(adapter, config, authorization, body);
      const answer = await adapter.runTurn(authenticated, activity, async context => void (await run(context)));
      return answer ? { status: answer.status, body: answer.body } : { status: 200 };
    } catch (error) {
      if (error instanceof Refused) {
        log.warn({ status: error.status, reason: error.message }, 'refused at the door');
        return { status: error.status };
      }
      log.error({ err: error, code: codeOf(error) }, 'a turn failed');
      return { status: 500 };
    }
  };
}

async function admit(adapter: NyckelAdapter, config: DoorConfig, authorization: string | undefined, body: unknown) {
  if (!authorization) throw new Refused(401, 'there is no Authorization header');
  const parsed = incomingActivity.safeParse(body);
  if (!parsed.success) throw new Refused(400, `not an activity: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const activity = toActivity(parsed.data);
  const authenticated = await authenticate(adapter, config, activity, authorization);
  const reason = whyNotOurs(parsed.data, config);
  if (reason) throw new Refused(403, reason);
  return { activity, authenticated };
}

async function authenticate(
  adapter: NyckelAdapter,
  config: DoorConfig,
  activity: Activity,
  authorization: string,
): Promise<AuthenticateRequestResult> {
  try {
    refuseForeignIssuer(authorization, config.channelIssuer);
    return await adapter.authenticate(activity, authorization);
  } catch (error) {
    throw new Refused(statusOf(error), error instanceof Error ? error.message : 'the token was refused');
  }
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
function toActivity(incoming: IncomingActivity): Activity {
  return incoming as unknown as Activity;
}
