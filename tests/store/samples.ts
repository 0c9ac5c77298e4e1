import { createHash, randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../src/desk/request/audit.ts';
import type { Asker, Errand, PendingCommand, Place, ResetRequest } from '../../src/desk/request/request.ts';

/** 2026-03-02 08:00 UTC, in milliseconds. */
export const NOW = Date.UTC(2026, 2, 2, 8);
export const MINUTE = 60_000;

/** 32 bytes that stand for a SEAL_KEY. */
export function sampleKey(name: string): Buffer {
  return createHash('sha256').update(`a key for tests: ${name}`).digest();
}
export const KEYS = { current: sampleKey('first') };

const PLACE: Place = {
  serviceUrl: 'https://smba.example/emea/',
  conversationId: '19:helpdesk@thread.tacv2',
  personal: false,
};
const ASKER: Asker = { id: 'requester-1', name: 'Ingrid Öberg', channelUserId: '29:ingrid', locale: 'sv' };

/** A request whose confirm card is out. */
export function sampleRequest(changes: Partial<ResetRequest> = {}): ResetRequest {
  return {
    id: randomUUID(),
    version: 1,
    state: 'open',
    correlationId: randomUUID(),
    requester: ASKER,
    place: PLACE,
    query: 'Anna Svensson',
    target: {
      id: 'target-1',
      displayName: 'Anna Svensson',
      userPrincipalName: 'anna@contoso.example',
      rolesComplete: true,
      synced: false,
      roleIds: [],
      roleNames: [],
    },
    typedPassword: false,
    attempts: 0,
    createdAt: NOW,
    dueAt: NOW + 10 * MINUTE,
    workAt: NOW + 10 * MINUTE,
    ...changes,
  };
}

/** The row that goes with a transition of `request`. */
export function sampleEntry(request: Pick<ResetRequest, 'id'>, changes: Partial<AuditEntry> = {}): AuditEntry {
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
export function sampleErrand(changes: Partial<Extract<Errand, { wants: 'reset' }>> = {}): Errand {
  const query = { by: 'name', value: 'Anna Svensson' } as const;
  return { wants: 'reset', query, label: 'Anna Svensson', typedPassword: false, ...changes };
}

/** Ingrid's errand, kept while she signs in. */
export function sampleCommand(changes: Partial<PendingCommand> = {}): PendingCommand {
  return { errand: sampleErrand(), place: PLACE, asker: ASKER, keptAt: NOW, ...changes };
}

/** A target with this object id. */
export function sampleTarget(id: string): NonNullable<ResetRequest['target']> {
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

/** Everything that comes, once it has all come. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
