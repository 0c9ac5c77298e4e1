import type { Values } from '../values.ts';
import { type Finding, right, unknown, wrong } from './finding.ts';
import { textAt } from './json.ts';

const SUBJECT = 'readiness';
/** How long an answer may take. Milliseconds. */
const WITHIN = 15_000;

/** What a page answers; a text where it can't be reached, which says why. */
export type Ask = (url: string) => Promise<{ status: number; body: unknown } | string>;

/** Asks by http. A page that is no JSON has no body; nothing is followed. */
export const askByHttp: Ask = async url => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(WITHIN) });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    return typeof code === 'string' ? code : cause instanceof Error ? cause.name : String(cause);
  }
};

/** Whether the bot says that it is ready, as Teams reaches it. */
export async function checkReadiness({ botDomain }: Values, ask: Ask): Promise<Finding> {
  const url = `https://${botDomain}/readyz`;
  const answer = await ask(url);
  if (typeof answer === 'string') {
    return unknown(SUBJECT, {
      says: `${botDomain} does not answer from here (${answer}).`,
      fix: `Open ${url} from elsewhere; if it is silent there as well, see the log stream of the App Service.`,
    });
  }
  const [status, waitsFor] = [textAt(answer.body, 'status'), textAt(answer.body, 'waitsFor')];
  if (answer.status === 200 && status === 'ready') return right(SUBJECT, 'The bot is ready.');
  if (answer.status === 503 && status === 'waiting') {
    return wrong(SUBJECT, {
      says: `The bot waits for ${waitsFor}.`,
      fix: 'A new role takes up to 10 minutes; if it is longer, see what stands at the roles here.',
    });
  }
  if (answer.status === 503 && status !== '') {
    return wrong(SUBJECT, {
      says: `The bot is ${status}.`,
      fix: 'The line “not ready” of its log says why (docs/operate.md).',
    });
  }
  return wrong(SUBJECT, {
    says: `What answers at ${botDomain} is not the bot (${answer.status}).`,
    fix: 'Deploy the code again, and see the log stream of the App Service.',
  });
}
