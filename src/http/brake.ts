import { isIPv6 } from 'node:net';
import { Bucket } from '../net/bucket.ts';
import { MOST_ADDRESSES, REFUSED_OF_ALL, REFUSED_OF_ONE } from './times.ts';

/**
 * Counts the refusals of callers who have shown no token of the channel, so that they are answered with less and less. It
 * counts failures alone and judges nobody: who shows a token that holds gets in, from whatever address.
 */
export class Brake {
  readonly #clock: () => number;
  readonly #ofAll: Bucket;
  readonly #ofOne = new Map<string, Bucket>();

  /** `clock`: milliseconds that never go back. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#ofAll = new Bucket(REFUSED_OF_ALL, clock());
  }

  /** Whether this address, or all together, were refused too often lately. */
  holds(address: string | undefined): boolean {
    const now = this.#clock();
    return this.#ofAll.isEmpty(now) || (this.#ofOne.get(callerOf(address))?.isEmpty(now) ?? false);
  }

  /** Counts one refusal. */
  refused(address: string | undefined): void {
    const now = this.#clock();
    const caller = callerOf(address);
    const bucket = this.#ofOne.get(caller) ?? new Bucket(REFUSED_OF_ONE, now);
    bucket.take(now);
    this.#ofAll.take(now);
    this.#ofOne.delete(caller);
    this.#ofOne.set(caller, bucket);
    const [oldest] = this.#ofOne.keys();
    if (this.#ofOne.size > MOST_ADDRESSES && oldest !== undefined) this.#ofOne.delete(oldest);
  }

  /** How many addresses are kept in mind. */
  get size(): number {
    return this.#ofOne.size;
  }
}

/**
 * Who counts as one caller: an IPv4 address, also where IPv6 carries it, or the first 64 bits of an IPv6 address, which is what
 * one subscriber is given at least (RFC 6177). It is the address of the connection: a header is written by anybody.
 */
export function callerOf(address = ''): string {
  const [plain = ''] = address.toLowerCase().split('%');
  const carried = /^(?:0*:)*(?:ffff:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (carried || !isIPv6(plain)) return carried ?? plain;
  const [head = '', tail] = plain.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  // An address at the end in dots stands for two groups.
  const missing = tail === undefined ? 0 : 8 - first.length - last.length - (plain.includes('.') ? 1 : 0);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
