import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { StoreError } from '../../errors.ts';
import { onlyOwnAnswers } from './own-answers.ts';
import { Table } from './table.ts';

/** The table endpoint of a storage account with the bot's identity, or a connection string with a key or a signature. */
export type TableAccount = { url: string; credential: TokenCredential } | { connectionString: string };

const TABLE = 'nyckel';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** The client repeats calls without a usable answer by itself; a longer wait helps nobody who clicked. Milliseconds. */
const RETRIES = { maxRetries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 1000 };

/**
 * The table, not asked for anything yet.
 * @throws StoreError when the place can't be one: http is for loopback addresses only.
 */
export function connectTable(account: TableAccount): Table {
  const client = clientFor(account, false);
  const { protocol, hostname } = new URL(client.url);
  if (protocol === 'https:') return new Table(client);
  if (protocol === 'http:' && LOOPBACK.includes(hostname)) return new Table(clientFor(account, true));
  throw new StoreError(`The store ${hostname} must be reached by https: correct STORE.`);
}

function clientFor(account: TableAccount, allowInsecureConnection: boolean): TableClient {
  // The service redirects nobody; a token sent elsewhere would be lost.
  const options = { retryOptions: RETRIES, redirectOptions: { maxRetries: 0 }, allowInsecureConnection };
  try {
    const client =
      'url' in account
        ? new TableClient(new URL(account.url).href, TABLE, account.credential, options)
        : TableClient.fromConnectionString(account.connectionString, TABLE, options);
    client.pipeline.addPolicy(onlyOwnAnswers(), { afterPhase: 'Retry' });
    return client;
  } catch {
    // What is wrong with it is not passed on: it may quote the key.
    throw new StoreError('STORE must be the https URL of a table endpoint or a complete storage connection string.');
  }
}
