/** Who is behind a channel user id (`29:...`): the person's object id in the tenant. */
export interface People {
  objectIdOf(channelUserId: string): string | undefined;
  set(channelUserId: string, objectId: string): void;
  entries(): Readonly<Record<string, string>>;
  /** Back to those known at the start. */
  reset(): void;
}

export function createPeople(known: Readonly<Record<string, string>>): People {
  const map = new Map(Object.entries(known));
  return {
    objectIdOf: channelUserId => map.get(channelUserId),
    set: (channelUserId, objectId) => void map.set(channelUserId, objectId),
    entries: () => Object.fromEntries(map),
    reset() {
      map.clear();
      for (const [channelUserId, objectId] of Object.entries(known)) map.set(channelUserId, objectId);
    },
  };
}
