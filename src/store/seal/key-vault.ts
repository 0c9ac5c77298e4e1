import type { TokenCredential } from '@azure/identity';
import { ConfigurationError } from '../../errors.ts';

const API_VERSION = '7.4';
/** How long the Key Vault may take. Milliseconds. */
const TIMEOUT = 10_000;

export interface VaultAnswer {
  status: number;
  /** Undefined where it is no JSON of a refusal. */
  body: unknown;
}

/** What stops the start, by the vault's name; `what` follows on it. */
export function vaultProblem(
  { hostname }: URL,
  what: string,
  options: { cause?: unknown; waitsFor?: string } = {},
): ConfigurationError {
  return new ConfigurationError([`SEAL_KEY: the Key Vault ${hostname} ${what}`], options);
}

/**
 * Asks a Key Vault with the bot's own token: GET, or POST where there is something to send.
 * @throws ConfigurationError where there is no token, or no usable answer
 */
export async function askVault(url: URL, credential: TokenCredential, send?: object): Promise<VaultAnswer> {
  const token = await vaultToken(url, credential).catch(error => {
    const what = 'can’t be asked, because the bot got no token for it: check BOT_CREDENTIAL';
    throw vaultProblem(url, what, { cause: error });
  });
  return ask(url, token, send).catch(error => {
    throw vaultProblem(url, 'gave no usable answer: check the URL, and that the bot can reach it', { cause: error });
  });
}

/** The audience is the vault's own domain, so that the token is of no use to any other host. */
async function vaultToken({ hostname }: URL, credential: TokenCredential): Promise<string> {
  const token = await credential.getToken(`https://${hostname.split('.').slice(-3).join('.')}/.default`);
  if (!token) throw new Error('The credential gave no token');
  return token.token;
}

async function ask(url: URL, token: string, send?: object): Promise<VaultAnswer> {
  const versioned = new URL(url);
  versioned.searchParams.set('api-version', API_VERSION);
  const headers = { authorization: `Bearer ${token}`, ...(send && { 'content-type': 'application/json' }) };
  const sent = send && { method: 'POST', body: JSON.stringify(send) };
  const answer = await fetch(versioned, {
    ...sent,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return { status: answer.status, body: await (answer.ok ? answer.json() : answer.json().catch(() => undefined)) };
}
