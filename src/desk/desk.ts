import { StaleRequestError } from '../errors.ts';
import type { Policy } from './policy/policy.ts';
import type { Directory, DirectorySession, Limit, RequestStore, Seal } from './ports.ts';
import type { By } from './request/commands.ts';
import type { RequestEvent } from './request/events.ts';
import { evolve } from './request/evolve.ts';
import type { Asker } from './request/people.ts';
import { dueAtOf, type Request } from './request/request.ts';
import { rowOf } from './request/row-of-event.ts';

/** What the use cases work with. */
export interface Desk {
  directory: Directory;
  store: RequestStore;
  seal: Seal;
  policy: Policy;
  /** The directory as this person, when their sign-in still holds; nobody is asked to sign in. */
  signedIn(person: Asker, correlationId: string): Promise<DirectorySession | undefined>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A new opaque, unguessable id. */
  newId(): string;
  /** A whole number from 0 to below this, by chance. */
  random(below: number): number;
  /** Waits; rejects when the bot stops. */
  pause(milliseconds: number): Promise<void>;
}

/** Who acts in a turn, and the id that joins our record, our log and Entra's audit log. */
export interface Turn {
  asker: Asker;
  correlationId: string;
}

/** Who did what time did. */
export const CLOCK = { id: 'nyckel', name: 'Nyckel' };

/** Who causes an event, where that was, and what the store judges together with it. */
interface Causing extends By {
  /** A LimitReachedError is thrown where one is reached. */
  limits?: readonly Limit[];
}

/**
 * Lets an event happen, with its row on the record. undefined: the request is no longer where the caller saw it. What leaves it
 * there (a card was sent, an outcome was verified) makes no difference: the person who pressed has decided all the same.
 * @throws TargetBusyError, LimitReachedError, StoreError
 */
export async function advance(
  desk: Desk,
  request: Request,
  event: RequestEvent,
  causing: Causing = { by: request.requester },
): Promise<Request | undefined> {
  const now = desk.now();
  const next = evolve(request, event, now);
  if (!next) return undefined;
  try {
    return await desk.store.replace(next, rowOf(request, event, next, { ...causing, now }), causing.limits);
  } catch (error) {
    if (!(error instanceof StaleRequestError)) throw error;
    const present = await desk.store.get(request.id);
    return present && isSameStep(present, request) ? advance(desk, present, event, causing) : undefined;
  }
}

function isSameStep(one: Request, other: Request): boolean {
  return one.state === other.state && attemptsOf(one) === attemptsOf(other) && dueAtOf(one) === dueAtOf(other);
}

function attemptsOf(request: Request): number {
  return 'attempts' in request ? request.attempts : 0;
}

/**
 * Like advance, for facts that stay true whoever else changes the request at the same time (a card was sent, the directory said
 * how it ended): reads the request again and tries until it is written, no longer possible, or no longer what `holds` wants.
 */
export async function settle(
  desk: Desk,
  requestId: string,
  event: RequestEvent,
  holds: (present: Request) => boolean = () => true,
): Promise<Request | undefined> {
  for (;;) {
    const request = await desk.store.get(requestId);
    const now = desk.now();
    const next = request && holds(request) ? evolve(request, event, now) : undefined;
    if (!request || !next) return undefined;
    try {
      return await desk.store.replace(next, rowOf(request, event, next, { by: next.requester, now }));
    } catch (error) {
      if (!(error instanceof StaleRequestError)) throw error;
    }
  }
}
