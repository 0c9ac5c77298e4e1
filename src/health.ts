import type { TokenCredential } from '@azure/identity';
import type { Logger } from 'pino';
import type { RequestStore } from './desk/ports.ts';
import { StoreError } from './errors.ts';
import { HEALTH_HOLDS_FOR, HEALTH_WITHIN } from './http/times.ts';
import { within } from './process/background.ts';
import { type ChannelKeys, keysUnavailable } from './teams/channel/channel-keys.ts';
import { noOwnToken, ownToken } from './teams/channel/credentials-factory.ts';

interface Check {
  check: () => Promise<unknown>;
  late: () => Error;
}

/**
 * A check of something that the bot needs, as often as anybody likes: it is made once at a time and once in ten seconds, and
 * everybody gets that answer. A failure is written down once, with its reason; `late` is the one that there was no answer in
 * time. `now`: milliseconds since the epoch.
 */
function heldCheck({ check, late }: Check, log: Logger, now: () => number): () => Promise<void> {
  let latest: { at: number; answer: Promise<void> } | undefined;
  const make = async () => {
    if ((await within(HEALTH_WITHIN, check())) === 'late') throw late();
  };
  return () => {
    const at = now();
    if (latest && Math.abs(at - latest.at) < HEALTH_HOLDS_FOR) return latest.answer;
    const answer = make();
    latest = { at, answer };
    answer.catch(error => log.warn({ err: error }, 'not ready'));
    return answer;
  };
}

/** Several checks as one, all of them made. Rejects with the first that failed. */
async function allOf(checks: readonly (() => Promise<void>)[]): Promise<void> {
  const results = await Promise.allSettled(checks.map(check => check()));
  const failed = results.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

interface HealthParts {
  store: Pick<RequestStore, 'check'>;
  keys: ChannelKeys;
  credential: TokenCredential;
  /** The connector's scope. */
  scope: string;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * `able`: this process can use the store, which is for the platform. `ready`: it can work as well, with the keys of the channel,
 * which need to be read only once, and a token of its own, without which nobody would get an answer.
 */
export function createHealth({ store, keys, credential, scope, log, now }: HealthParts) {
  const able = heldCheck(
    { check: () => store.check(), late: () => new StoreError('The store did not answer within 5 seconds') },
    log,
    now,
  );
  const haveKeys = heldCheck({ check: () => keys.have(), late: () => keysUnavailable('don’t come') }, log, now);
  const haveToken = heldCheck({ check: () => ownToken(credential, scope), late: () => noOwnToken() }, log, now);
  return { able, ready: () => allOf([able, haveKeys, haveToken]) };
}
