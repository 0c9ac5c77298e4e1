import { constants, createHash, randomBytes, verify } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { NyckelError } from '../../errors.ts';
import { type KeyVersion, VaultKey, WRAPPING } from './vault-key.ts';

const KEY_BYTES = 32;

/**
 * A data key as it lies in the store: wrapped and signed by one version of a Key Vault key. Whoever knows the public key can
 * wrap a key of their own; only the vault can sign.
 */
export interface WrappedKey {
  version: string;
  algorithm: string;
  /** base64url, as the signature. */
  wrapped: string;
  signature: string;
}

/** What the store has to keep when it is opened: a data key that was made, or one that was wrapped anew. */
export interface WrappedKeyChange {
  /** The key's URL without a version. There is one data key for each. */
  url: string;
  before: WrappedKey | undefined;
  after: WrappedKey;
}

export interface DataKey {
  bytes: Buffer;
  change?: WrappedKeyChange;
  /** Why it is not wrapped with the newest version of the key. */
  notRenewed?: NyckelError;
}

/**
 * The data key that was wrapped with the Key Vault key at this URL.
 * @throws ConfigurationError where the vault does not open it, or has not signed it
 */
export async function openDataKey(url: string, stored: WrappedKey, credential: TokenCredential): Promise<Buffer> {
  const key = new VaultKey(url, credential);
  // Asked for first: where it is missing, the key is, or a role.
  const newest = await key.newest();
  return opened(key, stored, newest.id === stored.version ? newest : await key.version(stored.version));
}

/**
 * The data key of this Key Vault key: the one in the store, wrapped with the newest version of the key where it is not yet, or
 * a new one. What changes is written when the store is opened.
 * @throws ConfigurationError as openDataKey, and where none can be made
 */
export async function renewedDataKey(
  url: string,
  stored: WrappedKey | undefined,
  credential: TokenCredential,
): Promise<DataKey> {
  const key = new VaultKey(url, credential);
  const newest = await key.newest();
  if (stored === undefined) {
    const bytes = randomBytes(KEY_BYTES);
    return { bytes, change: { url, before: undefined, after: await wrapped(key, newest, bytes) } };
  }
  if (stored.version === newest.id) return { bytes: await opened(key, stored, newest) };
  const bytes = await opened(key, stored, await key.version(stored.version));
  try {
    return { bytes, change: { url, before: stored, after: await wrapped(key, newest, bytes) } };
  } catch (error) {
    // The key is open: that it could not be wrapped anew is no reason not to work.
    if (error instanceof NyckelError) return { bytes, notRenewed: error };
    throw error;
  }
}

async function opened(key: VaultKey, stored: WrappedKey, version: KeyVersion): Promise<Buffer> {
  if (!isSigned(stored, version)) {
    throw key.problem(
      'has not signed the data key that lies in the store: somebody has put another one there. Keep a copy of the store ' +
        'and restore the last backup',
    );
  }
  const bytes = await key.unwrap(version, stored.wrapped);
  if (bytes.length !== KEY_BYTES) throw key.problem(`unwrapped ${bytes.length} bytes instead of ${KEY_BYTES}`);
  return bytes;
}

async function wrapped(key: VaultKey, version: KeyVersion, bytes: Buffer): Promise<WrappedKey> {
  if (!version.enabled) throw key.problem(`has disabled the newest version ${version.id} of the key: enable it`);
  const row = { version: version.id, algorithm: WRAPPING, wrapped: await key.wrap(version, bytes) };
  const signature = await key.sign(version, createHash('sha256').update(signedText(row)).digest());
  return { ...row, signature };
}

function isSigned(stored: WrappedKey, { publicKey }: KeyVersion): boolean {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  const signature = Buffer.from(stored.signature, 'base64url');
  return verify('sha256', Buffer.from(signedText(stored)), { key: publicKey, padding, saltLength }, signature);
}

/** An array as JSON has one spelling, and says where each value begins and ends. */
function signedText({ version, algorithm, wrapped: bytes }: Omit<WrappedKey, 'signature'>): string {
  return JSON.stringify(['nyckel data key v1', version, algorithm, bytes]);
}
