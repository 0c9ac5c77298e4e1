import { createHash, timingSafeEqual } from 'node:crypto';

interface Credential {
  digest: Buffer;
  mustChange: boolean;
}

function digestOf(password: string): Buffer {
  return createHash('sha256').update(password).digest();
}

/** The passwords of the tenant's people, by object id. A person without an entry can't sign in with any password. */
export class Credentials {
  readonly #byUser = new Map<string, Credential>();

  set(userId: string, password: string, mustChange: boolean): void {
    this.#byUser.set(userId, { digest: digestOf(password), mustChange });
  }

  /** A temporary password never expires, so there is no date to look at. */
  verify(userId: string, password: string): 'wrong' | 'right' | 'must-change' {
    const credential = this.#byUser.get(userId);
    if (!credential || !timingSafeEqual(credential.digest, digestOf(password))) return 'wrong';
    return credential.mustChange ? 'must-change' : 'right';
  }

  forget(userId: string): void {
    this.#byUser.delete(userId);
  }

  clear(): void {
    this.#byUser.clear();
  }
}
