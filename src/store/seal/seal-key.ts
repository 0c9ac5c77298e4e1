import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { ConfigurationError } from '../../errors.ts';
import type { SealKeys } from './chain-keys.ts';

const secretAnswer = z.object({ value: z.string() });
const API_VERSION = '7.4';
/** What the vault may still have in a few minutes, right after it was made. */
const ROLE = 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY';
const SECRET = 'the secret of SEAL_KEY in the Key Vault';
/** How long the Key Vault may take. Milliseconds. */
const TIMEOUT = 10_000;

/** Whether this is 32 bytes in base64 and nothing else: the decoder itself skips what it does not know. */
export function isSealKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/**
 * The 32 bytes that seal passwords: `value` is the key in base64, or the https URL of a Key Vault secret that holds it (Azure Key
 * Vault, "Get Secret").
 * @throws ConfigurationError when it can't be read or has another length
 */
export async function readSealKey(value: string, credential: TokenCredential): Promise<Buffer> {
  const text = value.startsWith('https://') ? await fromKeyVault(new URL(value), credential) : value;
  if (!isSealKey(text)) {
    throw new ConfigurationError(['SEAL_KEY must be 32 bytes in base64: make them with openssl rand -base64 32']);
  }
  return Buffer.from(text, 'base64');
}

async function fromKeyVault(url: URL, credential: TokenCredential): Promise<string> {
  const problem = (what: string, options: { cause?: unknown; waitsFor?: string } = {}) =>
    new ConfigurationError([`SEAL_KEY: the Key Vault ${url.hostname} ${what}`], options);
  const token = await vaultToken(url, credential).catch(error => {
    throw problem('can’t be asked, because the bot got no token for it: check BOT_CREDENTIAL', { cause: error });
  });
  const answer = await ask(url, token).catch(error => {
    throw problem('gave no usable answer: check the URL, and that the bot can reach it', { cause: error });
  });
  if (answer.status === 404) throw problem('has no such secret: check the URL', { waitsFor: SECRET });
  if (answer.status !== 200) {
    const waitsFor = answer.status === 401 || answer.status === 403 ? ROLE : undefined;
    throw problem(`answered ${answer.status}: give the bot’s identity the role Key Vault Secrets User on it`, {
      waitsFor,
    });
  }
  const secret = secretAnswer.safeParse(answer.body);
  if (!secret.success) throw problem('answered with something else than a secret: check the URL');
  return secret.data.value.trim();
}

/** The audience is the vault's own domain, so that the token is of no use to any other host. */
async function vaultToken({ hostname }: URL, credential: TokenCredential): Promise<string> {
  const token = await credential.getToken(`https://${hostname.split('.').slice(-3).join('.')}/.default`);
  if (!token) throw new Error('The credential gave no token');
  return token.token;
}

async function ask(url: URL, token: string): Promise<{ status: number; body?: unknown }> {
  const versioned = new URL(url);
  versioned.searchParams.set('api-version', API_VERSION);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(versioned, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  return { status: answer.status, body: answer.ok ? await answer.json() : undefined };
}

/**
 * Reads SEAL_KEY and SEAL_KEY_PREVIOUS.
 * @throws ConfigurationError when one of them can't be read
 */
export async function readSealKeys(
  { sealKey, sealKeyPrevious }: { sealKey: string; sealKeyPrevious?: string },
  credential: TokenCredential,
): Promise<SealKeys> {
  const current = await readSealKey(sealKey, credential);
  return sealKeyPrevious === undefined
    ? { current }
    : { current, previous: await readSealKey(sealKeyPrevious, credential) };
}
