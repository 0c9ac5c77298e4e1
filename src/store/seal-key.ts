import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { ConfigurationError } from '../errors.ts';

const secretAnswer = z.object({ value: z.string() });
const API_VERSION = '7.4';

/**
 * The 32 bytes that seal passwords: `value` is the key in base64, or the https URL of a Key Vault secret that holds it
 * (Azure Key Vault, "Get Secret"). Throws a ConfigurationError when it can't be read or has another length.
 */
export async function readSealKey(value: string, credential: TokenCredential): Promise<Buffer> {
  const text = value.startsWith('https://') ? await fromKeyVault(new URL(value), credential) : value;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new ConfigurationError([`SEAL_KEY must be 32 bytes in base64, not ${key.length}`]);
  return key;
}

async function fromKeyVault(url: URL, credential: TokenCredential): Promise<string> {
  const vaultDomain = url.hostname.split('.').slice(-3).join('.');
  const token = await credential.getToken(`https://${vaultDomain}/.default`);
  url.searchParams.set('api-version', API_VERSION);
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token?.token ?? ''}` },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) {
    const fix = 'give the bot’s identity the role Key Vault Secrets User on it';
    throw new ConfigurationError([`SEAL_KEY: the Key Vault ${url.hostname} answered ${answer.status}; ${fix}`]);
  }
  return secretAnswer.parse(await answer.json()).value;
}
