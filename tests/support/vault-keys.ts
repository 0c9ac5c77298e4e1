import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { triesAll } from './runs.ts';

/** What the role of the caller lets it do with keys. */
export type KeyRight = 'get' | 'wrapkey' | 'unwrapkey' | 'sign';
export const CRYPTO_USER: readonly KeyRight[] = ['get', 'wrapkey', 'unwrapkey', 'sign'];

interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

interface Version extends Pair {
  id: string;
  enabled: boolean;
}

interface Answer {
  status: number;
  body: unknown;
}

const MODULUS_BITS = 2048;
/** Making one takes a tenth of a second: no test has as many at a time, and each is then used again. */
const MOST_PAIRS = triesAll ? 8 : 4;
const pairs: Pair[] = [];
const HASH_BYTES = 32;
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

/** The keys of a Key Vault, as its REST interface tells of them; they are real RSA keys. */
export class VaultKeys {
  /** What the caller may do. */
  rights: readonly KeyRight[] = CRYPTO_USER;
  /** What the keys themselves may not be used for, whoever asks: an operation that is not among their own. */
  forbidden: readonly KeyRight[] = [];
  /** What it was asked, such as `POST wrapkey`. */
  readonly asked: string[] = [];
  readonly #keys = new Map<string, Version[]>();

  /** Makes a key, or its next version; gives the id of the version. */
  rotate(name: string): string {
    const { privateKey, publicKey } = nextPair();
    const version = { id: randomBytes(16).toString('hex'), privateKey, publicKey, enabled: true };
    this.#keys.set(name, [...this.versions(name), version]);
    return version.id;
  }

  versions(name: string): Version[] {
    return this.#keys.get(name) ?? [];
  }

  enable(name: string, id: string, enabled: boolean): void {
    for (const version of this.versions(name)) if (version.id === id) version.enabled = enabled;
  }

  remove(name: string): void {
    this.#keys.delete(name);
  }

  /** What somebody makes who has the public key and asks nobody; base64url. */
  wrappedByAnybody(name: string, bytes: Buffer): string {
    const newest = this.versions(name).at(-1);
    if (!newest) throw new Error(`There is no key ${name}`);
    return wrapped(newest, bytes).toString('base64url');
  }

  /** What the vault at this origin answers to a path such as /keys/seal-key/<version>/wrapkey. */
  answer(origin: string, pathname: string, sent: string): Answer {
    const [, , name = '', id, operation = 'get'] = pathname.split('/');
    this.asked.push(operation);
    const right = CRYPTO_USER.find(each => each === operation);
    if (right === undefined) return refusal(400, 'BadParameter');
    // Who may do nothing is not told either what there is.
    if (!this.rights.includes(right)) return refusal(403, 'Forbidden', 'ForbiddenByRbac');
    const versions = this.versions(name);
    const version = id ? versions.find(each => each.id === id) : versions.at(-1);
    if (!version) return refusal(404, 'KeyNotFound');
    const kid = `${origin}/keys/${name}/${version.id}`;
    if (this.forbidden.includes(right)) return refusal(403, 'Forbidden', 'KeyOperationForbidden');
    return right === 'get' ? described(kid, version) : done(right, kid, version, sent);
  }
}

/** Another than the last ones. */
function nextPair(): Pair {
  const oldest = pairs.length < MOST_PAIRS ? undefined : pairs.shift();
  const pair = oldest ?? generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  pairs.push(pair);
  return pair;
}

function described(kid: string, { publicKey, enabled }: Version): Answer {
  const { n, e } = publicKey.export({ format: 'jwk' });
  const key = { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey', 'sign', 'verify'], n, e };
  return { status: 200, body: { key, attributes: { enabled, created: 1, updated: 1 } } };
}

/** A disabled key still wraps, and does what only it can do no more (Azure/azure-sdk-for-python#45342). */
function done(right: Exclude<KeyRight, 'get'>, kid: string, version: Version, sent: string): Answer {
  if (right !== 'wrapkey' && !version.enabled) return refusal(403, 'Forbidden', 'KeyDisabled');
  const { alg, value } = JSON.parse(sent) as { alg: string; value: string };
  if (alg !== (right === 'sign' ? 'PS256' : 'RSA-OAEP-256')) return refusal(400, 'BadParameter');
  const given = Buffer.from(value, 'base64url');
  try {
    const result = { wrapkey: wrapped, unwrapkey: unwrapped, sign: signed }[right](version, given);
    return { status: 200, body: { kid, value: result.toString('base64url') } };
  } catch {
    return refusal(400, 'BadParameter');
  }
}

function wrapped({ publicKey }: Version, given: Buffer): Buffer {
  return publicEncrypt({ key: publicKey, ...OAEP }, given);
}

function unwrapped({ privateKey }: Version, given: Buffer): Buffer {
  return privateDecrypt({ key: privateKey, ...OAEP }, given);
}

/** RSASSA-PSS (RFC 8017, 9.1.1) of a hash that the caller has made: Node itself signs only what it hashes. */
function signed({ privateKey }: Version, digest: Buffer): Buffer {
  if (digest.length !== HASH_BYTES) throw new Error('That is no SHA-256');
  const salt = randomBytes(HASH_BYTES);
  const hash = sha256(Buffer.alloc(8), digest, salt);
  const zeros = Buffer.alloc(MODULUS_BITS / 8 - 2 * HASH_BYTES - 2);
  const masked = xor(Buffer.concat([zeros, Buffer.from([1]), salt]), mask(hash));
  masked.writeUInt8(masked.readUInt8(0) & 0x7f, 0);
  const encoded = Buffer.concat([masked, hash, Buffer.from([0xbc])]);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
}

/** MGF1, more of it than any block needs. */
function mask(seed: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: 16 }, (_, count) => sha256(seed, Buffer.from([0, 0, 0, count]))));
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function refusal(status: number, code: string, inner?: string): Answer {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } };
  return { status, body: { error: { code, message: `Caller of kv-secret: ${code}`, ...innererror } } };
}
