import { createPublicKey, type KeyObject } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import type { ConfigurationError } from '../../errors.ts';
import { askVault, type VaultAnswer, vaultProblem } from './key-vault.ts';

/** RSAES-OAEP with SHA-256 (Azure Key Vault, "Key types, algorithms, and operations"). */
export const WRAPPING = 'RSA-OAEP-256';
/** RSASSA-PSS with SHA-256, the salt as long as the hash (RFC 7518, 3.5). */
const SIGNING = 'PS256';

/** What the vault may still have in a few minutes, right after it was made. */
const ROLE = 'the role Key Vault Crypto User on the key of SEAL_KEY';
const KEY = 'the key of SEAL_KEY in the Key Vault';

const keyAnswer = z.object({
  key: z.object({ kid: z.string(), n: z.string().min(1), e: z.string().min(1) }),
  attributes: z.object({ enabled: z.boolean().default(true) }).default({ enabled: true }),
});
const operationAnswer = z.object({ value: z.string() });
const refusal = z.object({ error: z.object({ innererror: z.object({ code: z.string().regex(/^[A-Za-z]{1,40}$/) }) }) });

/** One version of the key. */
export interface KeyVersion {
  /** 32 hexadecimal digits. */
  id: string;
  enabled: boolean;
  /** Verifies what it has signed. */
  publicKey: KeyObject;
}

/** An RSA key of a Key Vault, which never leaves it. Every method throws a ConfigurationError that says what to do. */
export class VaultKey {
  readonly #url: URL;
  readonly #credential: TokenCredential;

  /** @param url of the key, without a version. */
  constructor(url: string, credential: TokenCredential) {
    this.#url = new URL(url);
    this.#credential = credential;
  }

  /** The version that new things are wrapped with. */
  async newest(): Promise<KeyVersion> {
    const answer = await askVault(this.#url, this.#credential);
    if (answer.status === 404) throw this.problem('has no such key: check the URL', KEY);
    return this.#read(answer);
  }

  /** A version that something was wrapped with. */
  async version(id: string): Promise<KeyVersion> {
    const answer = await askVault(this.#at(id), this.#credential);
    if (answer.status !== 404) return this.#read(answer);
    throw this.problem(
      `has no version ${id} of the key, which the data key in the store is wrapped with: restore the key from its ` +
        'backup, or the store that belongs to this key',
    );
  }

  /** Wraps these bytes; resolves with base64url, as the vault gives it. */
  wrap(version: KeyVersion, bytes: Buffer): Promise<string> {
    return this.#operation('wrapkey', version, { alg: WRAPPING, value: bytes.toString('base64url') });
  }

  async unwrap(version: KeyVersion, wrapped: string): Promise<Buffer> {
    return Buffer.from(await this.#operation('unwrapkey', version, { alg: WRAPPING, value: wrapped }), 'base64url');
  }

  /** Signs a SHA-256; resolves with base64url. */
  sign(version: KeyVersion, digest: Buffer): Promise<string> {
    return this.#operation('sign', version, { alg: SIGNING, value: digest.toString('base64url') });
  }

  problem(what: string, waitsFor?: string): ConfigurationError {
    return vaultProblem(this.#url, what, { waitsFor });
  }

  #at(...parts: readonly string[]): URL {
    return new URL(`${this.#url.href}/${parts.map(encodeURIComponent).join('/')}`);
  }

  #read(answer: VaultAnswer): KeyVersion {
    if (answer.status !== 200) throw this.#refused(answer);
    const read = keyAnswer.safeParse(answer.body);
    const id = read.data?.key.kid.split('/').at(-1);
    if (!read.success || !id) throw this.problem('answered with something else than an RSA key: check the URL');
    const { key, attributes } = read.data;
    const publicKey = createPublicKey({ key: { kty: 'RSA', n: key.n, e: key.e }, format: 'jwk' });
    return { id, enabled: attributes.enabled, publicKey };
  }

  async #operation(name: 'wrapkey' | 'unwrapkey' | 'sign', { id }: KeyVersion, send: object): Promise<string> {
    const answer = await askVault(this.#at(id, name), this.#credential, send);
    if (answer.status !== 200) throw this.#refused(answer, id);
    const read = operationAnswer.safeParse(answer.body);
    if (!read.success) throw this.problem(`answered ${name} with something else than a value: check the URL`);
    return read.data.value;
  }

  #refused({ status, body }: VaultAnswer, version?: string): ConfigurationError {
    const code = refusal.safeParse(body).data?.error.innererror.code;
    if (code === 'KeyDisabled') {
      return this.problem(
        `has disabled version ${version} of the key: enable it, start the bot, and only then disable it`,
      );
    }
    // A role that was given a moment ago is not in force at once; what else is refused stays refused.
    if (status === 401 || (status === 403 && code === 'ForbiddenByRbac')) {
      return this.problem(
        `answered ${status}: give the bot’s identity the role Key Vault Crypto User on the key`,
        ROLE,
      );
    }
    const answered = `answered ${status}${code === undefined ? '' : ` (${code})`}`;
    return status === 403 && code !== 'KeyOperationForbidden'
      ? this.problem(
          `${answered}: the vault or the key does not let the bot do this: check that the key has not expired, that the ` +
            'firewall of the vault lets the bot in, and, where the vault goes by access policies, that they allow it',
        )
      : this.problem(`${answered}: the key must be RSA, and allow wrapKey, unwrapKey, sign and verify`);
  }
}
