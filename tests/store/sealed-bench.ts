import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { readLocation, type StoreLocation } from '../../src/store/location.ts';
import { openSealedStore } from '../../src/store/open-sealed-store.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import type { WrappedKey } from '../../src/store/seal/data-key.ts';
import { createSeal } from '../../src/store/seal/seal.ts';
import type { ReadSealKeys } from '../../src/store/seal/seal-key.ts';
import { CRYPTO_USER } from '../support/vault-keys.ts';
import type { VaultServer } from '../support/vault-server.ts';
import { sampleEntry } from './samples.ts';
import { SqliteBench } from './sqlite/bench.ts';
import { TableBench } from './tables/table-bench.ts';

/** Where a store is kept, and its data keys as somebody sees them who can write it. */
interface Kept {
  location: StoreLocation;
  dataKey(url: string): Promise<WrappedKey | undefined>;
  /** Takes it away when undefined. */
  putDataKey(url: string, row: WrappedKey | undefined): Promise<void>;
  dispose(): Promise<void>;
}

/** The two ways to keep a store. */
export const KEPT: Readonly<Record<'SQLite' | 'Azure Tables', () => Promise<Kept>>> = {
  SQLite: async () => {
    const bench = new SqliteBench();
    const within = <T>(work: (db: DatabaseSync) => T): T => {
      const db = new DatabaseSync(bench.file, { timeout: 1000 });
      try {
        return work(db);
      } finally {
        db.close();
      }
    };
    return {
      location: { kind: 'sqlite', path: bench.file },
      dataKey: async url => {
        const row = within(db => db.prepare('SELECT * FROM data_keys WHERE url = ?').get(url));
        return row && asWrapped(row);
      },
      putDataKey: async (url, row) =>
        within(db => {
          db.prepare('DELETE FROM data_keys WHERE url = ?').run(url);
          const insert = 'INSERT INTO data_keys VALUES (:url, :version, :algorithm, :wrapped, :signature)';
          if (row) db.prepare(insert).run({ url, ...row });
        }),
      dispose: () => bench.dispose(),
    };
  },
  'Azure Tables': async () => {
    const bench = await TableBench.make();
    const location = readLocation(bench.account.connectionString);
    if (!location) throw new Error('That is no store');
    const found = async (url: string) =>
      (await bench.entities('data-key|')).find(({ rowKey }) => rowKey === `data-key|${escaped(url)}`);
    return {
      location,
      dataKey: async url => {
        const row = await found(url);
        return row && asWrapped(row);
      },
      putDataKey: async (url, row) => {
        const key = { partitionKey: 'nyckel', rowKey: `data-key|${escaped(url)}` };
        if (row) await bench.client.upsertEntity({ ...key, ...row }, 'Replace');
        else await bench.client.deleteEntity(key.partitionKey, key.rowKey);
      },
      dispose: () => bench.dispose(),
    };
  },
};

function asWrapped({ version, algorithm, wrapped, signature }: Record<string, unknown>): WrappedKey {
  const [one, two, three, four] = [version, algorithm, wrapped, signature].map(String);
  return { version: one ?? '', algorithm: two ?? '', wrapped: three ?? '', signature: four ?? '' };
}

const escaped = (url: string) => url.replaceAll('/', '~002f');

/** SEAL_KEY and SEAL_KEY_PREVIOUS. */
export interface SealVariables {
  sealKey: string;
  sealKeyPrevious?: string;
}

/** One store and one Key Vault, and the instances that were started with them. */
export class SealedBench {
  readonly vault: VaultServer;
  readonly kept: Kept;
  readonly #stores: AuditedRequestStore[] = [];

  private constructor(vault: VaultServer, kept: Kept) {
    this.vault = vault;
    this.kept = kept;
  }

  /** With a key called seal-key in the vault, which is used again and again. */
  static async make(vault: VaultServer, keep: () => Promise<Kept>): Promise<SealedBench> {
    vault.keys.remove('seal-key');
    vault.keys.rotate('seal-key');
    vault.keys.rights = CRYPTO_USER;
    vault.keys.forbidden = [];
    vault.instead = () => undefined;
    return new SealedBench(vault, await keep());
  }

  /** Another store, with the same Key Vault. */
  static async beside({ vault }: SealedBench, keep: () => Promise<Kept>): Promise<SealedBench> {
    return new SealedBench(vault, await keep());
  }

  get keyUrl(): string {
    return this.vault.keyUrl('seal-key');
  }

  /** Starts an instance: by default, with the Key Vault key. */
  async start(variables: SealVariables = { sealKey: this.keyUrl }): Promise<Instance> {
    const config = { store: this.kept.location, ...variables };
    const opened = await openSealedStore(config, this.vault.credential, { whenLetIn: work => work() });
    this.#stores.push(opened.store);
    return new Instance(opened.store, opened.keys);
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.#stores.map(store => store.close()));
    await this.kept.dispose();
  }
}

/** A running bot, as far as keys and store go. */
export class Instance {
  readonly store: AuditedRequestStore;
  readonly keys: ReadSealKeys;

  constructor(store: AuditedRequestStore, keys: ReadSealKeys) {
    this.store = store;
    this.keys = keys;
  }

  /** Puts a row on record, and seals something. */
  async work(): Promise<string> {
    await this.store.record(sampleEntry({ id: randomBytes(6).toString('hex') }));
    return createSeal(this.keys.current, this.keys.previous).seal('hemligt', 'a request');
  }

  /** @throws SealError */
  opens(sealed: string): string {
    return createSeal(this.keys.current, this.keys.previous).unseal(sealed, 'a request');
  }

  async findings(): Promise<unknown[]> {
    return [...(await this.store.verifyAudit()).findings];
  }
}
