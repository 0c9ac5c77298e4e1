import type { TokenCredential } from '@azure/identity';
import { readLocation } from '../../src/store/location.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { sharedAzurite } from './azurite.ts';
import type { World } from './world.ts';

/** What a bot needs to keep its requests there; nothing for the usual file. */
export const STORES: Readonly<Record<'SQLite' | 'Azure Tables', () => Promise<Record<string, string>>>> = {
  SQLite: async () => ({}),
  'Azure Tables': async () => {
    const account = await (await sharedAzurite()).emptyAccount();
    return { STORE: account.connectionString };
  },
};
export type StoreName = keyof typeof STORES;

/** Azurite is asked with its account's key. */
const NOBODY: TokenCredential = {
  getToken() {
    return Promise.reject(new Error('No identity is needed here'));
  },
};

/** Looks into the store of a world's bots; `environment` is what STORES gave for them. */
export async function inStore<T>(
  world: World,
  environment: Record<string, string>,
  look: (store: AuditedRequestStore) => Promise<T>,
): Promise<T> {
  const location = readLocation(environment.STORE ?? `sqlite:${world.storePath}`);
  if (!location) throw new Error('That is no store');
  const store = await openStore(location, world.sealKeys, NOBODY);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}
