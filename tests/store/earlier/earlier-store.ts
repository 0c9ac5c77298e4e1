import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { TableClient, type TableEntity, type TransactionAction } from '@azure/data-tables';
import { sharedAzurite } from '../../support/azurite.ts';
import type { StoreName } from '../../support/both-stores.ts';
import type { World } from '../../support/world.ts';

/** A request that an earlier version has left, and the messages that belong to it, by activity id. */
export interface EarlierRequest {
  id: string;
  /** Sign-in name of the requester. */
  by: string;
  conversation: string;
  card: string;
  /** In the requester's personal chat: the card that hands over, and the one that runs it. */
  handover?: string;
  run?: string;
  /** In the approvals conversation. */
  question?: string;
}

/** What an earlier version has left behind (README.md). */
export interface EarlierStore {
  /** Milliseconds since the epoch. */
  writtenAt: number;
  /** Rows of its record. */
  rows: number;
  /** Where Teams and Graph were reached. */
  teams: string;
  graph: string;
  /** The conversation where requests are approved, and the one in which somebody wants them to be. */
  approvals: string;
  errand?: string;
  /** That version noted the directory's clock, without which no change of a password is taken for one of ours. */
  findsOut: boolean;
  /** A move of the approvals that a second administrator has yet to agree to: its id, and its card in the present conversation. */
  proposal?: { id: string; card: string };
  requests: Record<string, EarlierRequest>;
}

interface Made {
  sealKey: string;
  findsOut: boolean;
  stores: Record<StoreName, Omit<EarlierStore, 'findsOut'>>;
}

/** A transaction takes 100 rows (Azure Table Storage, "Performing entity group transactions"). */
const MOST_ROWS = 100;

/** The versions that have left a store here with requests in every state, by commit. */
export const VERSIONS = ['5188957', '6875069'] as const;
/** The last version that knew nothing of who calls: its requests have no `caller`, and its record has no column `proof`. */
export const BEFORE_PROOFS = 'bbb8134';
export type Version = (typeof VERSIONS)[number] | typeof BEFORE_PROOFS;

/** What this version has left in such a store, and the key that it was sealed with. */
export function earlierStore(version: Version, name: StoreName): EarlierStore & { sealKey: string } {
  const made = JSON.parse(bytes(version, 'made.json').toString()) as Made;
  const { sealKey, findsOut, stores } = made;
  return { ...stores[name], sealKey, findsOut };
}

/**
 * Puts an earlier store where a bot of this world finds it, and returns the bot's STORE. Teams and Graph have other addresses
 * now: they are all that is changed in it, and they stay as they were in the record.
 */
export async function putEarlierStore(world: World, version: Version, name: StoreName): Promise<string> {
  const { teams, graph } = earlierStore(version, name);
  const moves: Moves = [
    [teams, world.connector.serviceUrl],
    [teams.replace('127.0.0.1', 'localhost'), world.connector.serviceUrl],
    [graph, world.sandbox.environment.GRAPH_ENDPOINT ?? ''],
  ];
  return name === 'SQLite' ? putFile(world, version, moves) : putTable(version, moves);
}

/** Where documents stand that hold addresses. */
const HOLDING_ADDRESSES = [
  ['requests', 'document'],
  ['settings', 'value'],
  ['pending', 'command'],
] as const;

type Moves = readonly (readonly [from: string, to: string])[];

function putFile(world: World, version: Version, moves: Moves): string {
  writeFileSync(world.storePath, gunzipSync(bytes(version, 'nyckel.db.gz')));
  const db = new DatabaseSync(world.storePath);
  for (const move of moves) {
    for (const [table, column] of HOLDING_ADDRESSES) {
      db.prepare(`UPDATE ${table} SET ${column} = replace(${column}, ?, ?)`).run(...move);
    }
  }
  db.close();
  return `sqlite:${world.storePath}`;
}

async function putTable(version: Version, moves: Moves): Promise<string> {
  const left = JSON.parse(gunzipSync(bytes(version, 'tables.json.gz')).toString()) as TableEntity[];
  const entities = left.map(entity => (String(entity.rowKey).startsWith('audit|') ? entity : moved(entity, moves)));
  const { connectionString } = await (await sharedAzurite()).emptyAccount();
  const table = TableClient.fromConnectionString(connectionString, 'nyckel', { allowInsecureConnection: true });
  await table.createTable();
  for (let begin = 0; begin < entities.length; begin += MOST_ROWS) {
    const rows = entities.slice(begin, begin + MOST_ROWS);
    await table.submitTransaction(rows.map((entity): TransactionAction => ['create', entity]));
  }
  return connectionString;
}

function moved(entity: TableEntity, moves: Moves): TableEntity {
  const text = moves.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(entity));
  return JSON.parse(text) as TableEntity;
}

function bytes(version: Version, file: string): Buffer {
  return readFileSync(path.join(import.meta.dirname, version, file));
}
