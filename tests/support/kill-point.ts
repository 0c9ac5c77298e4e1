import type { BotProcess } from './bot-process.ts';
import type { World } from './world.ts';

/** A call that the bot makes; it dies when the call arrives, before or after what it asks for is done. */
export interface KillPoint {
  when: 'before' | 'after';
  /** One of the sandbox's services, or Teams itself. */
  service: 'graph' | 'token' | 'login' | 'channel' | 'connector';
  method?: string;
  /** Regular expression over the path; for Graph also over the items of a $batch. See POSTS and the others for Teams. */
  path?: string;
  /** Which of the calls that match, from 1; the first when left out. Calls count from when the point is set. */
  nth?: number;
}

/** What the bot asks of Teams. */
export const OPENS_CHAT = { service: 'connector', method: 'POST', path: '^/v3/conversations$' } as const;
export const POSTS = { service: 'connector', method: 'POST', path: '^/v3/conversations/.+/activities' } as const;
export const UPDATES = { service: 'connector', method: 'PUT', path: '^/v3/conversations/.+/activities/' } as const;

/** Lets this bot die at that call. A call that another bot makes counts as well: let one alone make it. */
export async function killAt(world: World, bot: BotProcess, point: KillPoint): Promise<void> {
  const { when, service, method, path = '', nth = 1 } = point;
  if (service === 'connector') {
    const verb = method ?? '\\S+';
    const matching = new RegExp(`^${verb} ${path.startsWith('^') ? path.slice(1) : `.*${path}`}`);
    world.connector.faults.push({ path: matching, times: 1, skip: nth - 1, kill: { when, kill: bot.kill } });
    return;
  }
  const fault = { service, method, pathPattern: path === '' ? undefined : path, skip: nth - 1 };
  await world.fault({ ...fault, kill: { pid: bot.pid, when } });
}
