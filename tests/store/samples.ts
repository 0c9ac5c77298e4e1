import { createHash, randomUUID } from 'node:crypto';
import type { Question } from '../../src/desk/request/approval.ts';
import type { AuditEntry } from '../../src/desk/request/audit-entry.ts';
import type { Doubt } from '../../src/desk/request/doubt.ts';
import type { Duty } from '../../src/desk/request/duty.ts';
import type { ActionErrand, PendingCommand } from '../../src/desk/request/errand.ts';
import type { Asker, ChosenTarget, Place } from '../../src/desk/request/people.ts';
import type { Refusal } from '../../src/desk/request/refusal.ts';
import type { Asked, In, Request, RequestState } from '../../src/desk/request/request.ts';

/** 2026-03-02 08:00 UTC, in milliseconds. */
export const NOW = Date.UTC(2026, 2, 2, 8);
export const MINUTE = 60_000;

/** 32 bytes that stand for a SEAL_KEY. */
export function sampleKey(name: string): Buffer {
  return createHash('sha256').update(`a key for tests: ${name}`).digest();
}
export const KEYS = { current: sampleKey('first') };

export const PLACE: Place = {
  serviceUrl: 'https://smba.example/emea/',
  conversationId: '19:helpdesk@thread.tacv2',
  personal: false,
};
export const ASKER: Asker = { id: 'requester-1', name: 'Ingrid Öberg', channelUserId: '29:ingrid', locale: 'sv' };

/** A target with this object id. */
export function sampleTarget(id: string): ChosenTarget {
  return {
    id,
    displayName: 'Björn Åkesson',
    userPrincipalName: 'bjorn@contoso.example',
    rolesComplete: true,
    synced: false,
    roleIds: [],
    roleNames: [],
  };
}

const ABOUT = {
  target: { ...sampleTarget('target-1'), displayName: 'Anna Svensson', userPrincipalName: 'anna@contoso.example' },
};
const WAITING = { dueAt: NOW + 10 * MINUTE };
const OVER = { finishedAt: NOW + MINUTE };
const SECOND = { by: { id: 'approver-1', name: 'Åsa Ek' }, at: NOW + MINUTE };
const QUESTION: Question = { because: { rule: 'always', values: {} }, askedAt: NOW };
const APPROVED = { ...QUESTION, decision: { ...SECOND, verdict: 'approved' } } as const;
const DECLINED = { ...QUESTION, decision: { ...SECOND, verdict: 'declined', reason: 'Not today' } } as const;
const REFUSAL: Refusal = { rule: 'busy', values: { target: 'Anna Svensson' } };
const CONFIRMED = { ...ABOUT, signOut: false };
const BEGUN = { ...CONFIRMED, attempts: 1, startedAt: NOW, repeatedAt: [], calledAt: [], reach: 'some' } as const;
const SEALED = { sealed: 'v1.key.nonce.body' };
const ACCEPTED = { ...BEGUN, carriedOutAt: NOW, verification: 'accepted' } as const;

/** What each state has beside what was asked. */
const PARTS: { readonly [State in RequestState]: Omit<In<State>, keyof Asked> } = {
  choosing: { state: 'choosing', ...WAITING, candidates: [] },
  open: { state: 'open', ...WAITING, ...ABOUT },
  'awaiting-approval': { state: 'awaiting-approval', ...WAITING, ...CONFIRMED, approval: QUESTION },
  approved: { state: 'approved', ...WAITING, ...CONFIRMED, approval: APPROVED },
  running: { state: 'running', ...WAITING, ...BEGUN, ...SEALED },
  unknown: { state: 'unknown', ...WAITING, ...BEGUN, ...SEALED, repeatRefused: false },
  'carried-out': { state: 'carried-out', ...WAITING, ...ACCEPTED, ...SEALED },
  done: { state: 'done', ...OVER, ...ACCEPTED, ending: 'handed-over' },
  cancelled: { state: 'cancelled', ...OVER, ...ABOUT },
  expired: { state: 'expired', ...OVER, ...ABOUT },
  declined: { state: 'declined', ...OVER, ...CONFIRMED, approval: DECLINED },
  refused: { state: 'refused', ...OVER, ...ABOUT, refusal: REFUSAL },
  failed: { state: 'failed', ...OVER, ...BEGUN, refusal: REFUSAL },
};

/** What a test wants of a request otherwise than it is. */
export type Changes<State extends RequestState> = { state?: State } & Partial<In<State>>;

/** A request with what its state needs: one whose confirm card is out, where no state is given. It owes nothing. */
export function sampleRequest<State extends RequestState = 'open'>(changes: Changes<State> = {}): In<State> {
  const asked: Asked = {
    id: randomUUID(),
    version: 1,
    action: 'reset-password',
    correlationId: randomUUID(),
    requester: ASKER,
    place: PLACE,
    query: 'Anna Svensson',
    typedPassword: false,
    createdAt: NOW,
    duties: [],
  };
  return together({ ...asked, ...PARTS[changes.state ?? 'open'], ...changes });
}

/** The same request in another state: what was asked and about whom stays, all else is what the state needs. */
export function movedTo<State extends RequestState>(
  request: Request,
  state: State,
  changes: Partial<In<State>> = {},
): In<State> {
  const kept = Object.entries(request).filter(([name]) => name === 'target' || name in ASKED);
  return together({ ...PARTS[state], ...Object.fromEntries(kept), ...changes });
}

/** What was asked and what belongs to the state are the request. */
function together<State extends RequestState>(parts: object): In<State> {
  return parts as In<State>;
}

const ASKED: Readonly<Record<keyof Asked, true>> = {
  id: true,
  version: true,
  action: true,
  correlationId: true,
  requester: true,
  place: true,
  leftCards: true,
  query: true,
  ticket: true,
  note: true,
  typedPassword: true,
  createdAt: true,
  caller: true,
  duties: true,
};

/** Something that is owed. */
export function sampleDuty(changes: Partial<Duty> = {}): Duty {
  return { what: 'cards', at: NOW, tries: 0, ...changes };
}

/** The row that goes with a transition of `request`. */
export function sampleEntry(request: Pick<Request, 'id'>, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: NOW,
    event: 'request-opened',
    correlationId: 'correlation-1',
    actorId: 'requester-1',
    actorName: 'Ingrid Öberg',
    requestId: request.id,
    ...changes,
  };
}

/** The reset that Ingrid asked for before she signed in. */
export function sampleErrand(changes: Partial<ActionErrand> = {}): ActionErrand {
  const query = { by: 'name', value: 'Anna Svensson', alternative: 'Anna Svenssons', place: 'Sales' } as const;
  return { wants: 'action', action: 'reset-password', query, label: 'Anna Svensson', typedPassword: false, ...changes };
}

/** Whether Ingrid wishes what she seems to. */
export function sampleDoubt(changes: Partial<Omit<Doubt, 'about'>> = {}): Doubt {
  const dueAt = (changes.askedAt ?? NOW) + 10 * MINUTE;
  return {
    id: 'd1',
    asker: ASKER,
    place: PLACE,
    askedAt: NOW,
    dueAt,
    about: 'wish',
    errand: sampleErrand(),
    ...changes,
  };
}

/** Ingrid's errand, kept while she signs in. */
export function sampleCommand(changes: Partial<PendingCommand> = {}): PendingCommand {
  return { errand: sampleErrand(), place: PLACE, asker: ASKER, keptAt: NOW, ...changes };
}

/** Everything that comes, once it has all come. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
