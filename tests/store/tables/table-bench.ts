import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import type { OnUnreadable } from '../../../src/store/requests/readable.ts';
import type { SealKeys } from '../../../src/store/seal/chain-keys.ts';
import { openTableStore } from '../../../src/store/tables/table-store.ts';
import { type EmulatedAccount, sharedAzurite } from '../../support/azurite.ts';
import { KEYS } from '../samples.ts';

/** An entity as the service keeps it. */
export type Entity = { partitionKey: string; rowKey: string; etag: string; [property: string]: unknown };

/** An account of its own for one test, and everything that was opened there. */
export class TableBench {
  readonly account: EmulatedAccount;
  /** Somebody who can read and write the table, and does not know SEAL_KEY. */
  readonly client: TableClient;
  readonly #stores: AuditedRequestStore[] = [];

  private constructor(account: EmulatedAccount) {
    this.account = account;
    const credential = new AzureNamedKeyCredential(account.name, account.key);
    this.client = new TableClient(account.url, 'nyckel', credential, { allowInsecureConnection: true });
  }

  static async make(): Promise<TableBench> {
    return new TableBench(await (await sharedAzurite()).emptyAccount());
  }

  async open(
    keys: SealKeys = KEYS,
    connectionString = this.account.connectionString,
    onUnreadable?: OnUnreadable,
  ): Promise<AuditedRequestStore> {
    const store = await openTableStore({ connectionString }, keys, onUnreadable);
    this.#stores.push(store);
    return store;
  }

  /** All entities whose key begins so, or of the whole table. */
  async entities(beginning = ''): Promise<Entity[]> {
    const entities: Entity[] = [];
    for await (const entity of this.client.listEntities<Entity>()) {
      if (String(entity.rowKey).startsWith(beginning)) entities.push(entity as Entity);
    }
    return entities;
  }

  /** The table is gone, for whatever is open. */
  async loseTable(): Promise<void> {
    await this.client.deleteTable();
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.#stores.map(store => store.close()));
  }
}
