import { jsonOf } from '../../../src/net/json.ts';
import { InstallationError } from '../../az.ts';
import { textAt } from '../../checkup/json.ts';
import { pause } from '../../patience.ts';
import { explain } from '../errors/explain.ts';
import type { Run } from '../run.ts';

const MINUTES = 15;
const EVERY = 10;
const TRIES = (MINUTES * 60) / EVERY;

/** Waits until the bot can work, and says meanwhile what it waits for. Throws an InstallationError when it does not come. */
export async function waitUntilReady({ hands, file }: Run): Promise<void> {
  const host = file.get('BOT_DOMAIN');
  const url = `${/^127\.0\.0\.1:\d+$/.test(host) ? 'http' : 'https'}://${host}/readyz`;
  if (hands.dry) {
    hands.say(`  Waits until ${url} answers 200, up to ${MINUTES} minutes.`);
    return;
  }
  hands.say(`  Waits until ${url} answers 200. A new one takes some minutes, until its roles are in force.`);
  let told = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const state = await stateOf(url);
    if (state === 'ready') return;
    if (state !== told) hands.say(`  ${state}`);
    told = state;
    await pause(EVERY);
  }
  throw new InstallationError(
    `The bot is not ready after ${MINUTES} minutes: ${told}\nLog stream of the App Service says why; where it is empty: az webapp log startup show.`,
  );
}

async function stateOf(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000), redirect: 'error' });
    if (answer.status === 200) return 'ready';
    const body = jsonOf(await answer.text());
    const waits = textAt(body, 'waitsFor');
    return waits === '' ? `It answers ${answer.status}.` : `It waits for ${waits}.`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `It does not answer yet (${explain(cause)?.is ?? cause}).`;
  }
}
