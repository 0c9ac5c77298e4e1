import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import type { EntraRow } from '../../../src/operate/watch/entra-row.ts';
import { NOW } from '../../store/samples.ts';

export { SELF_SERVICE_ACCOUNT } from '../../../src/operate/watch/compare.ts';
export { MINUTE, NOW } from '../../store/samples.ts';

/** A row of Entra's: Erik has reset Anna's password. */
export function entraRow(changes: Partial<EntraRow> = {}): EntraRow {
  return {
    id: randomUUID(),
    at: NOW,
    activity: 'Reset password (by admin)',
    deed: 'reset',
    correlationId: 'c-1',
    result: 'success',
    reason: '',
    service: 'Core Directory',
    byId: 'erik',
    by: 'erik@contoso.example',
    targetId: 'anna',
    target: 'anna@contoso.example',
    ...changes,
  };
}

/** The row of ours that stands before such a reset. */
export function ourRow(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: NOW,
    event: 'reset-started',
    correlationId: 'c-1',
    actorId: 'erik',
    actorName: 'erik@contoso.example',
    requestId: 'r-1',
    targetId: 'anna',
    ...changes,
  };
}
