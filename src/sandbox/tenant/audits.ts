import { randomUUID } from 'node:crypto';
import type { Clock } from '../types.ts';

/** A row of the audit log of the directory, with the property names of Microsoft Graph v1.0 (directoryAudit). */
export interface DirectoryAudit {
  id: string;
  activityDateTime: string;
  activityDisplayName: string;
  additionalDetails: readonly { key: string; value: string }[];
  category: string;
  correlationId: string;
  initiatedBy: { user: AuditUser | null; app: AuditApp | null };
  loggedByService: string;
  operationType: string;
  result: 'success' | 'failure' | 'timeout' | 'unknownFutureValue';
  resultReason: string;
  targetResources: readonly AuditTarget[];
}

export interface AuditUser {
  id: string | null;
  displayName: string | null;
  userPrincipalName: string | null;
  ipAddress: string | null;
}

export interface AuditApp {
  appId: string | null;
  displayName: string | null;
  servicePrincipalId: string | null;
  servicePrincipalName: string | null;
}

interface AuditTarget {
  id: string;
  displayName: string | null;
  type: string;
  userPrincipalName: string | null;
  groupType: null;
  modifiedProperties: readonly { displayName: string; oldValue: string | null; newValue: string | null }[];
}

/** What is written down; the rest of a row follows from it. */
export interface Audited extends Partial<Pick<DirectoryAudit, 'result' | 'resultReason' | 'loggedByService'>> {
  activityDisplayName: string;
  by: AuditUser | AuditApp;
  target: { id: string; displayName: string | null; userPrincipalName: string | null };
  /** Undefined: one of the log's own. */
  correlationId?: string;
  /** Milliseconds since the epoch; now, unless told. */
  at?: number;
  /** How long the row stays unseen after it is written, in milliseconds; as all rows do, unless told. */
  lag?: number;
}

/** So many requests in that time (Microsoft Graph, "Throttling limits", identity and access reports). */
const MOST_REQUESTS = 5;
const SPAN = 10_000;

/** The audit log of the tenant. */
export class Audits {
  readonly #clock: Clock;
  #rows: { row: unknown; at: number; seenFrom: number }[] = [];
  #requests: number[] = [];
  /** Whether the tenant has Microsoft Entra ID P1, without which Graph does not hand the log out. */
  premium: 'on' | 'off' = 'on';
  /** How long rows stay unseen, in milliseconds. */
  lag = 0;
  /** Which correlation id a row gets of what was done through Graph: the client-request-id, or one of the log's own. */
  correlation: 'client' | 'own' = 'client';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Writes a row, and returns its id. */
  add(audited: Audited): string {
    const at = audited.at ?? this.#clock.now();
    const row = rowOf(audited, at);
    this.#rows.push({ row, at, seenFrom: this.#clock.now() + (audited.lag ?? this.lag) });
    return row.id;
  }

  /** Puts something else in the place of a row, as it is. */
  addRaw(row: unknown, at: number, lag = this.lag): void {
    this.#rows.push({ row, at, seenFrom: this.#clock.now() + lag });
  }

  /** What can be seen now, the newest first. */
  seen(): readonly { row: unknown; at: number }[] {
    const now = this.#clock.now();
    return this.#rows.filter(({ seenFrom }) => seenFrom <= now).toSorted((a, b) => b.at - a.at);
  }

  /** Counts a request; seconds to wait where it is one too many. */
  admit(): number | undefined {
    const now = this.#clock.now();
    this.#requests = this.#requests.filter(at => at > now - SPAN);
    const [first] = this.#requests;
    if (first !== undefined && this.#requests.length >= MOST_REQUESTS) return Math.ceil((first + SPAN - now) / 1_000);
    this.#requests.push(now);
    return undefined;
  }

  reset(): void {
    this.#rows = [];
    this.#requests = [];
    this.premium = 'on';
    this.lag = 0;
    this.correlation = 'client';
  }
}

function rowOf({ activityDisplayName, by, target, ...audited }: Audited, at: number): DirectoryAudit {
  const isUser = 'userPrincipalName' in by;
  return {
    id: `Directory_${randomUUID()}`,
    // Seven digits behind the second, as Graph writes them here.
    activityDateTime: new Date(at).toISOString().replace('Z', '0000Z'),
    activityDisplayName,
    additionalDetails: [],
    category: 'UserManagement',
    correlationId: audited.correlationId ?? randomUUID(),
    initiatedBy: isUser ? { user: by, app: null } : { user: null, app: by },
    loggedByService: audited.loggedByService ?? 'Core Directory',
    operationType: 'Update',
    result: audited.result ?? 'success',
    resultReason: audited.resultReason ?? '',
    targetResources: [{ ...target, type: 'User', groupType: null, modifiedProperties: [] }],
  };
}
