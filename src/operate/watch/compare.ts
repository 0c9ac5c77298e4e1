import type { EntraRow } from './entra-row.ts';
import type { OurCall } from './our-calls.ts';

/** What came of comparing Entra's log with the record. */
export interface Compared {
  /** Rows that no call on record stands for, the oldest first. */
  around: readonly EntraRow[];
  /** How many rows are of calls on record. */
  ours: number;
  /** How many rows say that nothing was done. */
  failed: number;
  /** How many are of Microsoft's own service for what people reset themselves. */
  selfService: number;
  /** Calls on record that may have worked and that no row stands for. */
  unseen: readonly OurCall[];
}

/**
 * The account with which Microsoft carries out what people reset themselves (Microsoft Entra, "Known first-party actors"). What an
 * administrator does has a row of their own beside it; nobody can sign in as it, or have a name in its domain.
 */
export const SELF_SERVICE_ACCOUNT = 'fim_password_service@support.onmicrosoft.com';

/**
 * Finds what went around Nyckel. A call on record stands for one row of each activity: of its target and its time, with its
 * correlation id or else by the same person. So whoever borrows a correlation id, or does in the portal once more what they have
 * just done here, is found. A call that did nothing stands for rows of its own correlation id alone.
 */
export function compare(rows: readonly EntraRow[], calls: readonly OurCall[]): Compared {
  const claims = new Claims(calls);
  const done = rows.filter(({ result }) => result.toLowerCase() !== 'failure').toSorted((a, b) => a.at - b.at);
  const joined = done.filter(row => claims.take(row, call => isJoined(call, row)));
  const rest = without(done, joined);
  const alike = rest.filter(row => claims.take(row, call => call.mayHaveWorked && isByTheSame(call, row)));
  const left = without(rest, alike);
  const around = left.filter(row => !isSelfService(row));
  return {
    around,
    ours: joined.length + alike.length,
    failed: rows.length - done.length,
    selfService: left.length - around.length,
    unseen: calls.filter(call => call.mayHaveWorked && !claims.hasRow(call)),
  };
}

/** The rows of another person are theirs, whatever correlation id they bear; Microsoft's services write for whoever calls. */
function isJoined(call: OurCall, row: EntraRow): boolean {
  const ofNobodyElse = row.byId === undefined || call.by.includes(row.byId) || isSelfService(row);
  return row.correlationId !== '' && call.correlationId === row.correlationId && ofNobodyElse;
}

function isByTheSame(call: OurCall, row: EntraRow): boolean {
  return isSelfService(row) || (row.byId !== undefined && call.by.includes(row.byId));
}

function isSelfService({ by, activity }: EntraRow): boolean {
  return activity === 'Reset user password' && by.toLowerCase() === SELF_SERVICE_ACCOUNT;
}

function without(rows: readonly EntraRow[], taken: readonly EntraRow[]): EntraRow[] {
  const gone = new Set(taken);
  return rows.filter(row => !gone.has(row));
}

/** Which calls have a row already, of each activity. */
class Claims {
  readonly #ofTarget: ReadonlyMap<string, readonly OurCall[]>;
  readonly #taken = new Map<OurCall, Set<string>>();

  constructor(calls: readonly OurCall[]) {
    this.#ofTarget = Map.groupBy(calls, ({ targetId }) => targetId);
  }

  /** Gives the row to the call that is nearest to it in time; false where there is none. */
  take(row: EntraRow, may: (call: OurCall) => boolean): boolean {
    const ofTarget = this.#ofTarget.get(row.targetId ?? '') ?? [];
    const free = ofTarget.filter(call => standsFor(call, row) && may(call) && !this.#of(call).has(row.activity));
    const [nearest] = free.toSorted((a, b) => Math.abs(a.at - row.at) - Math.abs(b.at - row.at));
    if (nearest) this.#of(nearest).add(row.activity);
    return nearest !== undefined;
  }

  hasRow(call: OurCall): boolean {
    return this.#of(call).size > 0;
  }

  #of(call: OurCall): Set<string> {
    const taken = this.#taken.get(call) ?? new Set();
    this.#taken.set(call, taken);
    return taken;
  }
}

function standsFor({ deeds, from, to }: OurCall, { deed, at }: EntraRow): boolean {
  return deeds.includes(deed) && at >= from && at <= to;
}
