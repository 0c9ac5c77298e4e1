import type { Desk } from '../../../src/desk/desk.ts';
import * as never from '../../../src/desk/policy/rules/never.ts';
import { SqliteBench } from '../../store/sqlite/bench.ts';
import { TableBench } from '../../store/tables/table-bench.ts';
import type { StoreName } from '../../support/both-stores.ts';
import { DeskBench } from './desk-bench.ts';

/** How long one of the two may wait for the other on a busy machine. Milliseconds. */
const LOCK_WAIT = 10_000;

/** Two desks, each with a store of its own, that share what is kept. */
export interface TwoDesks {
  bench: DeskBench;
  desks: readonly [Desk, Desk];
  dispose(): Promise<void>;
}

/** By where the requests are kept. */
export const TWO_DESKS: Readonly<Record<StoreName, () => Promise<TwoDesks>>> = {
  SQLite: async () => {
    const files = new SqliteBench();
    return twoDesks([files.open(LOCK_WAIT), files.open(LOCK_WAIT)], () => files.dispose());
  },
  'Azure Tables': async () => {
    const tables = await TableBench.make();
    return twoDesks([await tables.open(), await tables.open()], () => tables.dispose());
  },
};

function twoDesks([one, other]: [Desk['store'], Desk['store']], close: () => Promise<void>): TwoDesks {
  const bench = new DeskBench([never.rule()]);
  bench.desk.store = one;
  const dispose = async () => {
    await close();
    await bench.dispose();
  };
  return { bench, desks: [bench.desk, { ...bench.desk, store: other }], dispose };
}
