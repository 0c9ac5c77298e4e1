import { randomUUID } from 'node:crypto';
import { HOUR, MINUTE } from '../../desk/times.ts';
import { onEndpoint } from '../../directory/endpoint.ts';
import { type GraphAnswer, succeeded } from '../../directory/graph-answer.ts';
import { callGraph, type GraphCalls } from '../../directory/graph-calls.ts';
import { createGraphClient } from '../../directory/graph-client.ts';
import { directoryError, malformedAnswer } from '../../directory/graph-errors.ts';
import { createPatience } from '../../directory/patience.ts';
import { DirectoryError } from '../../errors.ts';
import { isRecord, propertyOf } from '../../net/json.ts';
import { ACTIVITIES } from './activities.ts';
import { type EntraRow, readEntraRow } from './entra-row.ts';
import { type PaceClock, RequestPace } from './request-pace.ts';

/** What was read of Entra's audit log. */
export interface EntraLog {
  rows: readonly EntraRow[];
  /** How many rows are not what Microsoft documents. */
  unreadable: number;
  /** How many requests it took. */
  requests: number;
}

/** Whose token is sent, and how they are asked for another one. */
interface Reader {
  token(): Promise<string>;
  forget(): void;
}

const LIST = '/auditLogs/directoryAudits';
const VERSION = '/v1.0';
/** Rows to a page, at most. */
const PAGE = 999;
/** A list that goes on for longer than this is none that can be read at five requests in ten seconds. */
const MOST_REQUESTS = 5_000;
/** How long one page may take. */
const PAGE_WITHIN = MINUTE;
/** How long is waited in all where Graph says that it is asked too often. */
const PATIENCE = HOUR;

/** Reads Entra's audit log through Microsoft Graph, as slowly as Graph wants it. */
export class AuditLog {
  readonly #endpoint: string;
  readonly #reader: Reader;
  readonly #clock: PaceClock;
  readonly #pace: RequestPace;
  #requests = 0;

  constructor(endpoint: string, reader: Reader, clock: PaceClock) {
    this.#endpoint = endpoint;
    this.#reader = reader;
    this.#clock = clock;
    this.#pace = new RequestPace(clock);
  }

  /** The rows about what administrators do to accounts, of that time; milliseconds since the epoch, both included. @throws DirectoryError */
  async read(from: number, to: number): Promise<EntraLog> {
    // A row that comes in while pages are turned may show up on two of them.
    const rows = new Map<string, EntraRow>();
    let unreadable = 0;
    for (const activity of Object.keys(ACTIVITIES)) {
      for await (const value of this.#list(activity, from, to)) {
        const row = readEntraRow(value);
        if (row) rows.set(row.id, row);
        else unreadable += 1;
      }
    }
    return { rows: [...rows.values()], unreadable, requests: this.#requests };
  }

  async *#list(activity: string, from: number, to: number): AsyncGenerator<unknown> {
    const [first, last] = [from, to].map(at => new Date(at).toISOString());
    const filter = `activityDisplayName eq '${activity}' and activityDateTime ge ${first} and activityDateTime le ${last}`;
    const seen = new Set<string>();
    let next: string | undefined = `${LIST}?$filter=${encodeURIComponent(filter)}&$top=${PAGE}`;
    while (next !== undefined) {
      if (seen.has(next)) throw unfinished('leads back to where it was');
      seen.add(next);
      const { value, link } = pageOf(await this.#page(next));
      yield* value;
      next = link === undefined ? undefined : this.#below(link);
    }
  }

  /** The token is one of the operator's: it goes to Graph, and to this list, alone. */
  #below(link: string): string {
    const url = onEndpoint(link, this.#endpoint);
    const path = url?.pathname.startsWith(`${VERSION}/`) ? url.pathname.slice(VERSION.length) : undefined;
    if (!url || path?.toLowerCase() !== LIST.toLowerCase()) throw unfinished('leads to another place');
    return `${path}${url.search}`;
  }

  async #page(path: string): Promise<GraphAnswer> {
    const answer = await this.#ask(path);
    if (answer.status !== 401) return answer;
    this.#reader.forget();
    return this.#ask(path);
  }

  async #ask(path: string): Promise<GraphAnswer> {
    const userToken = await this.#reader.token();
    await this.#turn();
    return callGraph(this.#calls(userToken), { method: 'GET', path, repeat: 'read' });
  }

  async #turn(): Promise<void> {
    if (this.#requests >= MOST_REQUESTS) throw unfinished('is too long');
    await this.#pace.turn();
  }

  #calls(userToken: string): GraphCalls {
    const patience = createPatience(PATIENCE, milliseconds => this.#clock.pause(milliseconds));
    return {
      client: createGraphClient({ endpoint: this.#endpoint, userToken, timeout: PAGE_WITHIN }),
      endpoint: this.#endpoint,
      correlationId: randomUUID(),
      now: () => Date.now(),
      patience: {
        wait: async seconds => {
          const again = await patience.wait(seconds);
          if (again) await this.#turn();
          return again;
        },
      },
      onCall: () => {
        this.#requests += 1;
        this.#pace.answered();
      },
    };
  }
}

/** @throws DirectoryError that says what to do, where Graph does not hand the log out. */
function pageOf(answer: GraphAnswer): { value: readonly unknown[]; link?: string } {
  if (!succeeded(answer)) throw refusal(answer);
  const { body } = answer;
  if (!isRecord(body) || !Array.isArray(body.value)) throw malformedAnswer('audit log');
  const link = body['@odata.nextLink'];
  if (link === undefined || link === null) return { value: body.value };
  if (typeof link !== 'string') throw malformedAnswer('audit log');
  return { value: body.value, link };
}

/** What Graph's codes mean here (Microsoft Graph, "List directoryAudits"). */
const REFUSALS: Readonly<Record<string, string>> = {
  Authentication_RequestFromNonPremiumTenantOrB2CTenant:
    'The tenant has no Microsoft Entra ID P1 or P2, and without it Microsoft Graph does not hand out the audit log. Look at it in the Entra admin center.',
  Authentication_RequestFromUnsupportedUserRole:
    'Whoever signed in holds no role that may read the audit log. Give them Reports Reader, or let them activate it, and run this again.',
  Authentication_MSGraphPermissionMissing:
    'The application that was signed in to has no AuditLog.Read.All (delegated). Add it to its registration and grant admin consent.',
};

function refusal(answer: GraphAnswer): DirectoryError {
  const code = propertyOf(propertyOf(answer.body, 'error'), 'code');
  const [, known] = Object.entries(REFUSALS).find(([name]) => name === code) ?? [];
  if (answer.status !== 403 || known === undefined) return directoryError(answer, 'audit log');
  return new DirectoryError('denied', known);
}

function unfinished(why: string): DirectoryError {
  return new DirectoryError('unavailable', `Entra’s audit log could not be read to its end: the list ${why}.`);
}
