import { StoreError } from '../../errors.ts';

/** Told of a request that can’t be read, so that somebody mends it: by its id, and with what is wrong with it. */
export type OnUnreadable = (requestId: string, error: StoreError) => void;

/** Nobody has said that the others are wanted without it. */
export const refuseUnreadable: OnUnreadable = (_, error) => {
  throw error;
};

/** What can be read of a listing: one request that somebody has changed by hand keeps no other from being taken up. */
export function readable<Row, Read>(
  rows: readonly Row[],
  { read, idOf, onUnreadable }: { read(row: Row): Read; idOf(row: Row): string; onUnreadable: OnUnreadable },
): Read[] {
  return rows.flatMap(row => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      onUnreadable(idOf(row), error);
      return [];
    }
  });
}
