import type { TableClient, TableEntity, TransactionAction } from '@azure/data-tables';
import { ForeignTableAnswerError } from './own-answers.ts';
import { answerOf, asTableError, isRowAbsent } from './table-errors.ts';

/** All rows are in one partition, because a transaction takes rows of one partition only. */
const PARTITION = 'nyckel';
/** How long one call may take with all its repetitions, in milliseconds. */
const PATIENCE = 5000;
const PAGE = 1000;

/** What a row holds. A bigint is stored as a 64-bit number. */
export type Values = Readonly<Record<string, string | number | bigint>>;

export interface StoredRow {
  key: string;
  etag: string;
  values: Readonly<Record<string, unknown>>;
}

/** One part of a transaction; `replace` leaves nothing of the old row. */
export type Change =
  | { kind: 'insert'; key: string; values: Values }
  | { kind: 'replace'; key: string; values: Values; etag: string }
  | { kind: 'put'; key: string; values: Values }
  | { kind: 'delete'; key: string };

interface Range {
  from: string;
  below: string;
  /** OData, for the other properties. */
  filter?: string;
  /** How many rows are wanted. */
  atMost?: number;
}

/** The rows of the store, in terms of row keys. Methods reject with a StoreError, unless they say otherwise. */
export class Table {
  readonly host: string;
  readonly #client: TableClient;

  constructor(client: TableClient) {
    this.#client = client;
    this.host = new URL(client.url).host;
  }

  /** Makes the table where there is none. */
  async make(): Promise<void> {
    await this.#call(() => this.#client.createTable({ abortSignal: patience() }));
  }

  async exists(): Promise<boolean> {
    return (await this.#find('any')) !== 'no table';
  }

  async get(key: string): Promise<StoredRow | undefined> {
    const found = await this.#find(key);
    if (found !== 'no table') return found;
    throw asTableError(this.host, Object.assign(new Error('No table'), { statusCode: 404, code: 'TableNotFound' }));
  }

  /** The rows of a range in the order of their keys. */
  async *range({ from, below, filter, atMost = Number.POSITIVE_INFINITY }: Range): AsyncGenerator<StoredRow> {
    const keys = `PartitionKey eq '${PARTITION}' and RowKey ge '${from}' and RowKey lt '${below}'`;
    const queryOptions = { filter: filter === undefined ? keys : `${keys} and ${filter}` };
    let wanted = atMost;
    let continuationToken: string | undefined;
    do {
      const settings = { continuationToken, maxPageSize: Math.min(wanted, PAGE) };
      const pages = this.#client.listEntities({ queryOptions, abortSignal: patience() }).byPage(settings);
      const { value: page } = await this.#call(() => pages.next());
      for (const entity of page ?? []) {
        const row = toStoredRow(entity);
        if (row.key < from || row.key >= below)
          throw asTableError(this.host, new ForeignTableAnswerError('another row'));
        yield row;
        wanted -= 1;
      }
      continuationToken = page?.continuationToken;
    } while (continuationToken !== undefined && wanted > 0);
  }

  /** Makes all these changes or none. Rejects with the service's own error, or a ForeignTableAnswerError. */
  async commit(changes: readonly Change[]): Promise<void> {
    const { subResponses } = await this.#client.submitTransaction(changes.map(toAction), { abortSignal: patience() });
    const made = subResponses.filter(({ status, etag }, each) => {
      return status === 204 && (changes[each]?.kind === 'delete' || etag !== undefined);
    });
    if (made.length === changes.length && subResponses.length === changes.length) return;
    throw new ForeignTableAnswerError(`${made.length} of ${changes.length} changes`);
  }

  /** Writes one row, whatever is there. */
  async put(key: string, values: Values): Promise<void> {
    const entity = { partitionKey: PARTITION, rowKey: key, ...values };
    await this.#call(() => this.#client.upsertEntity(entity, 'Replace', { abortSignal: patience() }));
  }

  /** Replaces this version of a row. Rejects with the service's own error, or a ForeignTableAnswerError. */
  async replace(key: string, values: Values, etag: string): Promise<void> {
    const entity = { partitionKey: PARTITION, rowKey: key, ...values };
    await this.#client.updateEntity(entity, 'Replace', { etag, abortSignal: patience() });
  }

  /** Takes a row away, if it still has this etag. */
  async drop(key: string, etag: string): Promise<void> {
    try {
      await this.#client.deleteEntity(PARTITION, key, { etag, abortSignal: patience() });
    } catch (error) {
      if (!isRowAbsent(error) && answerOf(error).status !== 412) throw asTableError(this.host, error);
    }
  }

  async #find(key: string): Promise<StoredRow | undefined | 'no table'> {
    try {
      const row = toStoredRow(await this.#client.getEntity(PARTITION, key, { abortSignal: patience() }));
      if (row.key !== key) throw new ForeignTableAnswerError('another row');
      return row;
    } catch (error) {
      if (isRowAbsent(error)) return undefined;
      if (answerOf(error).code === 'TableNotFound') return 'no table';
      throw asTableError(this.host, error);
    }
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asTableError(this.host, error);
    }
  }
}

function patience(): AbortSignal {
  return AbortSignal.timeout(PATIENCE);
}

function toStoredRow(entity: Partial<Record<string, unknown>>): StoredRow {
  const { partitionKey, rowKey, etag, timestamp, 'odata.metadata': metadata, ...values } = entity;
  return { key: String(rowKey), etag: String(etag), values };
}

function toAction(change: Change): TransactionAction {
  const entity: TableEntity = { partitionKey: PARTITION, rowKey: change.key };
  switch (change.kind) {
    case 'insert':
      return ['create', { ...entity, ...change.values }];
    case 'replace':
      return ['update', { ...entity, ...change.values }, 'Replace', { etag: change.etag }];
    case 'put':
      return ['upsert', { ...entity, ...change.values }, 'Replace'];
    case 'delete':
      return ['delete', entity];
  }
}
