import { setTimeout } from 'node:timers/promises';
import { AzError } from './az.ts';
import type { Hands } from './hands.ts';

/** Seconds between tries while Entra tells its copies what was written: two minutes together. */
const PAUSES = [2, 3, 5, 8, 12, 15, 15, 15, 15, 15, 15];

/** A variable that makes no pause longer than so many seconds, for those who try the installer out. */
const LONGEST = 'NYCKEL_LONGEST_PAUSE';

/**
 * What Microsoft Graph says of something that was written a moment ago (microsoft/teams-sdk, "SSO setup";
 * microsoftgraph/msgraph-sdk-dotnet#2044; azure-cli, create_service_principal_for_rbac).
 */
const NOT_KNOWN_YET =
  /cannot be found in the AppPermissions sets|Request_ResourceNotFound|\bNot ?Found\b|\bConflict\b|ConcurrencyViolation|does not exist or one of its queried|does not reference a valid application object|must in the local tenant/i;

/** Waits, but not longer than the person who runs this wants to. */
export async function pause(seconds: number): Promise<void> {
  await setTimeout(Math.min(seconds, Number(process.env[LONGEST] ?? seconds)) * 1000);
}

/**
 * Tries something of Entra again for two minutes as long as the answer is that of a copy that does not know yet. Throws the
 * last AzError after that, and any other error at once.
 */
export async function patiently<T>(hands: Hands, run: () => T): Promise<T> {
  for (const seconds of PAUSES) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof AzError) || !NOT_KNOWN_YET.test(error.said)) throw error;
      hands.say(`  waiting for Entra, which does not know everywhere yet what was just written (${seconds} s)`);
      await pause(seconds);
    }
  }
  return run();
}
