/** What one step of forgetting came to. */
export interface Forgotten {
  /** How much it took away. */
  count: number;
  /** Where the next step goes on; missing: all has been looked at. */
  next?: string;
}

/**
 * Where what is old is taken away, in steps: each looks at so much that it holds up nobody, and is made as a whole or not at all.
 * What it takes is counted in the setting `forgotten` in the same transaction, so that it is put on record whoever dies meanwhile.
 */
export interface ForgettingStore {
  /** Takes requests away that isForgettable, from this place on. One that somebody writes at the same moment stays. */
  requests(before: number, from?: string): Promise<Forgotten>;
  /** Takes settings away that isSettingOver, from this place on. */
  settings(before: number, from?: string): Promise<Forgotten>;
  /**
   * Cuts the oldest rows of the record as far as all of them are from before that time, so that it can be verified as before. The
   * last row is never cut, and none where one of them is not as it was written: it rejects then. `days`: the policy that says so.
   */
  record(wanted: { before: number; days: number; now: number }): Promise<Forgotten>;
}
