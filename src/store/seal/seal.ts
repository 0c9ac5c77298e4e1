import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Seal } from '../../desk/ports.ts';
import { SealError } from '../../errors.ts';

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
// NIST SP 800-38D, 5.2.1.1 and 8.2.2: 96 random bits serve 2^32 seals of one key.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// A multiple of three, so that base64url has no spare bits.
const KEY_ID_BYTES = 6;

/**
 * Seals with AES-256-GCM. A sealed text is `v1.<key id>.<nonce>.<ciphertext and tag>`, the parts in base64url. The key
 * id is the beginning of the key's SHA-256: it tells which key opens the text. Version, key id and context are
 * authenticated with it.
 * @param current 32 bytes; seals, and opens what it sealed.
 * @param previous 32 bytes; only opens: what was sealed before SEAL_KEY was changed.
 * @throws SealError when a key has another length; `unseal` also when the text is malformed, was sealed with another
 * key, was changed or belongs to another context.
 */
export function createSeal(current: Buffer, previous?: Buffer): Seal {
  const own = sealingKey(current);
  const keys = previous === undefined ? [own] : [own, sealingKey(previous)];
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, own.secret, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated(own, context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, own.id, nonce.toString('base64url'), body.toString('base64url')].join('.');
    },
    unseal(sealed, context) {
      const { key, nonce, body } = taken(sealed, keys);
      const decipher = createDecipheriv(CIPHER, key.secret, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(authenticated(key, context));
      decipher.setAuthTag(body.subarray(-TAG_BYTES));
      const plain = decipher.update(body.subarray(0, -TAG_BYTES));
      try {
        return Buffer.concat([plain, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new SealError('The sealed text was changed or belongs to another context', { cause });
      }
    },
  };
}

interface SealingKey {
  id: string;
  secret: KeyObject;
}

function sealingKey(bytes: Buffer): SealingKey {
  if (bytes.length !== KEY_BYTES) {
    throw new SealError(`The sealing key has ${bytes.length} bytes and must have ${KEY_BYTES}`);
  }
  const id = createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES).toString('base64url');
  return { id, secret: createSecretKey(bytes) };
}

function authenticated(key: SealingKey, context: string): Buffer {
  return Buffer.from(`${VERSION}.${key.id}.${context}`);
}

function taken(sealed: string, keys: readonly SealingKey[]): { key: SealingKey; nonce: Buffer; body: Buffer } {
  const [version, keyId, nonceText, bodyText, ...more] = sealed.split('.');
  if (version !== VERSION) throw new SealError(`The sealed text is malformed: it does not begin with ${VERSION}`);
  if (keyId === undefined || nonceText === undefined || bodyText === undefined || more.length > 0) {
    throw new SealError('The sealed text is malformed: it does not have four parts');
  }
  if (decoded(keyId, 'key id').length !== KEY_ID_BYTES) {
    throw new SealError(`The sealed text is malformed: its key id does not have ${KEY_ID_BYTES} bytes`);
  }
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new SealError('The sealed text was sealed with another key');
  const nonce = decoded(nonceText, 'nonce');
  if (nonce.length !== NONCE_BYTES) {
    throw new SealError(`The sealed text is malformed: its nonce does not have ${NONCE_BYTES} bytes`);
  }
  const body = decoded(bodyText, 'ciphertext');
  if (body.length < TAG_BYTES) throw new SealError('The sealed text is malformed: its ciphertext is cut off');
  return { key, nonce, body };
}

/** Node's decoder skips what is not base64url and ignores spare bits: two texts would then stand for the same bytes. */
function decoded(text: string, part: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) {
    throw new SealError(`The sealed text is malformed: its ${part} is not base64url`);
  }
  return bytes;
}
