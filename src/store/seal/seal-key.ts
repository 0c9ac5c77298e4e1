import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { ConfigurationError, type NyckelError, StoreError } from '../../errors.ts';
import type { SealKeys } from './chain-keys.ts';
import { type DataKey, openDataKey, renewedDataKey, type WrappedKey } from './data-key.ts';
import { askVault, vaultProblem } from './key-vault.ts';

const secretAnswer = z.object({ value: z.string() });
/** What the vault may still have in a few minutes, right after it was made. */
const ROLE = 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY';
const SECRET = 'the secret of SEAL_KEY in the Key Vault';
/** A key of a Key Vault, without a version (Azure Key Vault, "Object identifiers"). */
const KEY_PATH = /^\/keys\/([A-Za-z0-9-]{1,127})\/?$/;

/** The keys, and why the data key is not wrapped with the newest version of its Key Vault key. */
export interface ReadSealKeys extends SealKeys {
  notRenewed?: NyckelError;
}

/** Looks up the data key that was wrapped with the Key Vault key at this URL. */
type FindWrappedKey = (url: string) => Promise<WrappedKey | undefined>;

/** Whether this is 32 bytes in base64 and nothing else: the decoder itself skips what it does not know. */
export function isSealKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/** Whether this names one version of a Key Vault key: it would never be wrapped with a newer one. */
export function isKeyVersionUrl(value: string): boolean {
  return value.startsWith('https://') && /^\/keys\/[^/]+\/[^/]/.test(new URL(value).pathname);
}

/** The URL of a Key Vault key in its one spelling; undefined: SEAL_KEY is a value or names a secret. */
export function keyUrl(value: string): string | undefined {
  if (!value.startsWith('https://')) return undefined;
  const { origin, pathname } = new URL(value);
  const name = KEY_PATH.exec(pathname)?.[1];
  return name && `${origin}/keys/${name}`;
}

/**
 * The 32 bytes that seal passwords: `value` is the key in base64, or the https URL of a Key Vault secret that holds it (Azure Key
 * Vault, "Get Secret").
 * @throws ConfigurationError when it can't be read or has another length
 */
export async function readSealKey(value: string, credential: TokenCredential): Promise<Buffer> {
  const text = value.startsWith('https://') ? await secretAt(new URL(value), credential) : value;
  if (!isSealKey(text)) {
    throw new ConfigurationError(['SEAL_KEY must be 32 bytes in base64: make them with openssl rand -base64 32']);
  }
  return Buffer.from(text, 'base64');
}

async function secretAt(url: URL, credential: TokenCredential): Promise<string> {
  const { status, body } = await askVault(url, credential);
  if (status === 404) throw vaultProblem(url, 'has no such secret: check the URL', { waitsFor: SECRET });
  if (status !== 200) {
    const waitsFor = status === 401 || status === 403 ? ROLE : undefined;
    const what = `answered ${status}: give the bot’s identity the role Key Vault Secrets User on it`;
    throw vaultProblem(url, what, { waitsFor });
  }
  const secret = secretAnswer.safeParse(body);
  if (!secret.success) throw vaultProblem(url, 'answered with something else than a secret: check the URL');
  return secret.data.value.trim();
}

/**
 * Reads SEAL_KEY and SEAL_KEY_PREVIOUS, each of them a value, the URL of a secret, or that of a Key Vault key, which opens the
 * data key in the store.
 * @throws ConfigurationError when one of them can't be read; StoreError where the store has no data key for the previous one
 */
export async function readSealKeys(
  { sealKey, sealKeyPrevious }: { sealKey: string; sealKeyPrevious?: string },
  credential: TokenCredential,
  find: FindWrappedKey,
): Promise<ReadSealKeys> {
  const { bytes, change, notRenewed } = await readCurrent(sealKey, credential, find);
  const previous = sealKeyPrevious && (await readPrevious(sealKeyPrevious, credential, find));
  return {
    current: bytes,
    ...(previous && { previous }),
    ...(change && { wrapped: change }),
    ...(notRenewed && { notRenewed }),
  };
}

async function readCurrent(value: string, credential: TokenCredential, find: FindWrappedKey): Promise<DataKey> {
  const url = keyUrl(value);
  return url === undefined
    ? { bytes: await readSealKey(value, credential) }
    : renewedDataKey(url, await find(url), credential);
}

async function readPrevious(value: string, credential: TokenCredential, find: FindWrappedKey): Promise<Buffer> {
  const url = keyUrl(value);
  if (url === undefined) return readSealKey(value, credential);
  const stored = await find(url);
  if (stored) return openDataKey(url, stored, credential);
  throw new StoreError(
    `The store has no data key for the Key Vault key ${url} of SEAL_KEY_PREVIOUS: check STORE and the URL, or restore the last backup.`,
  );
}
