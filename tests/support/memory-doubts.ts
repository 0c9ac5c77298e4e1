import type { DoubtStore } from '../../src/desk/ports.ts';
import { type Doubt, isAsked } from '../../src/desk/request/doubt.ts';
import { conversationOf } from '../../src/desk/request/place.ts';
import { fromStoredDoubt } from '../../src/store/requests/earlier-doubt.ts';

/** The doubts of the store in memory. @param open throws when the store is closed */
export function memoryDoubts(open: () => Map<string, Doubt>): DoubtStore {
  return {
    async keep(doubt) {
      const doubts = open();
      for (const [id, { dueAt }] of doubts) if (dueAt <= doubt.askedAt) doubts.delete(id);
      doubts.set(doubt.id, copyOf(doubt));
    },
    async replace(doubt) {
      if (open().has(doubt.id)) open().set(doubt.id, copyOf(doubt));
    },
    async get(id) {
      const doubt = open().get(id);
      return doubt && copyOf(doubt);
    },
    async latest({ personId, conversationId }) {
      const theirs = [...open().values()]
        .map(copyOf)
        .filter(isAsked)
        .filter(({ asker, place }) => asker.id === personId && conversationOf(place) === conversationId);
      return theirs.toSorted((one, other) => one.askedAt - other.askedAt).at(-1);
    },
    async take(id) {
      const doubt = open().get(id);
      open().delete(id);
      return doubt && copyOf(doubt);
    },
  };
}

/** As it comes out of a store: what is undefined is not there, and what an earlier version kept is read as that of today. */
function copyOf(doubt: Doubt): Doubt {
  return fromStoredDoubt(JSON.parse(JSON.stringify(doubt)));
}
