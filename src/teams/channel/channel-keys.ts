import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { boundedText } from '../../net/bounded-text.ts';
import { Bucket } from '../../net/bucket.ts';
import { jsonOf } from '../../net/json.ts';
import { isSafeUrl } from '../../net/safe-url.ts';
import { KEYS_SEARCH_AFTER, KEYS_STALE_AFTER, KEYS_WITHIN, LARGEST_KEYS } from '../times.ts';

/** How often the channel is asked in all, whoever makes the bot ask. */
const READS = { burst: 10, perSecond: 0.5 };
/** The channel that a key has to be endorsed for, where it names any. */
const CHANNEL = 'msteams';

const metadata = z.object({ jwks_uri: z.url() });
const rsaKey = z.looseObject({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).optional(),
});
const keySet = z.object({ keys: z.array(z.unknown()) });

/** The keys with which the channel signs its tokens, read when they are first needed and kept: a blip of that service stops nobody. */
export class ChannelKeys {
  readonly #metadataUrl: string;
  readonly #clock: () => number;
  readonly #reads: Bucket;
  #keys?: ReadonlyMap<string, KeyObject>;
  #readAt = 0;
  #reading?: Promise<ReadonlyMap<string, KeyObject>>;

  constructor(metadataUrl: string, clock: () => number = () => performance.now()) {
    this.#metadataUrl = metadataUrl;
    this.#clock = clock;
    this.#reads = new Bucket(READS, clock());
  }

  /**
   * Reads them, unless they have been read.
   * @throws when they can't be had
   */
  async have(): Promise<ReadonlyMap<string, KeyObject>> {
    if (!this.#keys) return this.#read();
    // The old ones hold until the new ones are there.
    if (this.#clock() - this.#readAt > KEYS_STALE_AFTER) void this.#readAgain();
    return this.#keys;
  }

  /**
   * The key with this id, if the channel has it for Teams.
   * @throws when no keys can be had
   */
  async find(id: string): Promise<KeyObject | undefined> {
    const keys = await this.have();
    const known = keys.get(id);
    if (known || this.#clock() - this.#readAt < KEYS_SEARCH_AFTER) return known;
    return (await this.#readAgain()).get(id);
  }

  async #readAgain(): Promise<ReadonlyMap<string, KeyObject>> {
    try {
      return await this.#read();
    } catch {
      return this.#keys ?? new Map();
    }
  }

  /** Once at a time, whoever asks. */
  #read(): Promise<ReadonlyMap<string, KeyObject>> {
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #fetch(): Promise<ReadonlyMap<string, KeyObject>> {
    if (!this.#reads.take(this.#clock())) throw keysUnavailable('were asked for too often');
    const { jwks_uri } = metadata.parse(await readJson(this.#metadataUrl));
    const { keys } = keySet.parse(await readJson(jwks_uri));
    const usable = keys.flatMap(key => rsaKey.safeParse(key).data ?? []).filter(isForTeams);
    if (usable.length === 0) throw keysUnavailable('have none for Teams');
    // Of two with the same id the first counts.
    this.#keys = new Map(usable.reverse().map(key => [key.kid, createPublicKey({ key, format: 'jwk' })]));
    this.#readAt = this.#clock();
    return this.#keys;
  }
}

function isForTeams({ endorsements = [] }: z.infer<typeof rsaKey>): boolean {
  return endorsements.length === 0 || endorsements.includes(CHANNEL);
}

async function readJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(KEYS_WITHIN) }).catch((error: unknown) => {
    throw keysUnavailable('can’t be reached', error);
  });
  if (!answer.ok) throw keysUnavailable(`answer ${answer.status}`);
  // Whoever could change them on their way would sign for the channel.
  if (!isSafeUrl(answer.url)) throw keysUnavailable('are elsewhere than at an https address');
  const text = await boundedText(answer, LARGEST_KEYS).catch((error: unknown) => {
    throw keysUnavailable('can’t be read', error);
  });
  const read = jsonOf(text);
  if (read === undefined) throw keysUnavailable('are no JSON');
  return read;
}

/** The keys of the channel are not there, because they `why`. */
export function keysUnavailable(why: string, cause?: unknown): Error {
  return new Error(`The keys of the channel ${why} (CHANNEL_OPENID_METADATA_URL)`, { cause });
}
