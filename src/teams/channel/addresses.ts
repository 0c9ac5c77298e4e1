import type { Place } from '../../desk/request/people.ts';
import { conversationOf } from '../../desk/request/place.ts';
import { MOST_ADDRESSES_KNOWN } from '../times.ts';

/**
 * Where Teams was last reached for each conversation. A service URL changes now and then, and the one of the latest activity
 * is the one to use (Microsoft Teams, "Send proactive messages"), also for what was stored under an earlier one.
 */
export class Addresses {
  readonly #latest = new Map<string, string>();

  /** Of an activity whose host the door has let in. Returns whether this is news. */
  note(place: Place): boolean {
    const key = conversationOf(place);
    const isNews = this.#latest.get(key) !== place.serviceUrl;
    // Set anew, it stands last.
    this.#latest.delete(key);
    this.#latest.set(key, place.serviceUrl);
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > MOST_ADDRESSES_KNOWN && oldest !== undefined) this.#latest.delete(oldest);
    return isNews;
  }

  /** The place at its latest address. */
  latest(place: Place): Place {
    return { ...place, serviceUrl: this.#latest.get(conversationOf(place)) ?? place.serviceUrl };
  }
}
