import { StaleRequestError } from '../errors.ts';
import type { Policy } from './policy/policy.ts';
import type { Directory, DirectorySession, Limit, RequestStore, Seal } from './ports.ts';
import type { AuditEntry, AuditEvent } from './request/audit.ts';
import type { RequestEvent } from './request/events.ts';
import type { Asker, Place, ResetRequest } from './request/request.ts';
import { transition } from './request/transitions.ts';

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
  /** Waits; rejects when the bot stops. */
  pause(milliseconds: number): Promise<void>;
}

/** Who acts in a turn, and the id that joins our record, our log and Entra's audit log. */
export interface Turn {
  asker: Asker;
  correlationId: string;
}

export interface AdvanceOptions {
  /** Who did it, where it was not the requester. */
  actor?: Pick<Asker, 'id' | 'name'>;
  detail?: string;
  /** Where it was done, where that was not the request's own conversation. */
  at?: Place;
  /** Judged together with the transition: a LimitReachedError is thrown where one is reached. */
  limits?: readonly Limit[];
}

/**
 * A transition and its audit row. Returns undefined where the request is no longer where the caller saw it. What leaves it
 * there (a card was sent, a reset was verified) makes no difference: the person who clicked has decided all the same.
 */
export async function advance(
  desk: Desk,
  request: ResetRequest,
  event: RequestEvent,
  audit: AuditEvent,
  options: AdvanceOptions = {},
): Promise<ResetRequest | undefined> {
  const next = transition(request, event, desk.now());
  if (!next) return undefined;
  try {
    const row = auditRow(desk, next, audit, options.actor ?? request.requester, options);
    return await desk.store.replace(next, row, options.limits);
  } catch (error) {
    if (!(error instanceof StaleRequestError)) throw error;
    const present = await desk.store.get(request.id);
    return present && isSameStep(present, request) ? advance(desk, present, event, audit, options) : undefined;
  }
}

function isSameStep(one: ResetRequest, other: ResetRequest): boolean {
  return one.state === other.state && one.attempts === other.attempts && one.dueAt === other.dueAt;
}

/**
 * Like advance, for facts that stay true whoever else changes the request at the same time (a card was sent, Graph said how
 * the reset ended): reads the request again and tries until it is written or no longer possible. Without `audit` where nothing
 * was decided.
 */
export async function settle(
  desk: Desk,
  requestId: string,
  event: RequestEvent,
  audit?: AuditEvent,
  holds: (present: ResetRequest) => boolean = () => true,
): Promise<ResetRequest | undefined> {
  for (;;) {
    const request = await desk.store.get(requestId);
    const next = request && holds(request) ? transition(request, event, desk.now()) : undefined;
    if (!next) return undefined;
    try {
      return await desk.store.replace(next, audit && auditRow(desk, next, audit, next.requester));
    } catch (error) {
      if (!(error instanceof StaleRequestError)) throw error;
    }
  }
}

export function auditRow(
  desk: Desk,
  request: ResetRequest,
  event: AuditEvent,
  actor: Pick<Asker, 'id' | 'name'>,
  { detail, at, rule }: { detail?: string; at?: Place; rule?: string } = {},
): AuditEntry {
  return {
    at: desk.now(),
    event,
    correlationId: request.correlationId,
    actorId: actor.id,
    actorName: actor.name,
    requestId: request.id,
    targetId: request.target?.id,
    targetName: request.target?.userPrincipalName,
    conversationId: (at ?? request.place).conversationId,
    rule: rule ?? request.refusal?.rule,
    reason: request.reason,
    note: request.note,
    ticket: request.ticket,
    detail,
  };
}
