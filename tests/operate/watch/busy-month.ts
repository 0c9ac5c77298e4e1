import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import type { EntraRow } from '../../../src/operate/watch/entra-row.ts';
import { entraRow, MINUTE, NOW, ourRow, SELF_SERVICE_ACCOUNT } from './samples.ts';

interface Month {
  rows: EntraRow[];
  record: AuditEntry[];
  /** Ids of the rows that went around. */
  foreign: Set<string>;
}

/** How people go around: at other times, of the same people, in other names. */
const WAYS: readonly ((at: number) => Partial<EntraRow>)[] = [
  at => ({ at: at + 20 * MINUTE }),
  at => ({ at: at + MINUTE, byId: 'mikael', by: 'mikael@contoso.example' }),
  at => ({ at: at + MINUTE, byId: undefined, by: 'A script' }),
  at => ({ at, deed: 'pass-given', activity: 'Admin registered security info' }),
  at => ({ at, deed: 'method-deleted', activity: 'Admin deleted security info' }),
  at => ({ at: at + 3 * MINUTE, correlationId: 'of-nobody' }),
];

/** `count` rows of Entra's, of which `foreign` are of no call on record, and at most `calls` calls: always the same ones. */
export function busyMonth(count: number, foreign: number, calls = Number.POSITIVE_INFINITY): Month {
  const month: Month = { rows: [], record: [], foreign: new Set() };
  for (let each = 0; month.rows.length < count - foreign; each++) add(month, each, { most: count - foreign, calls });
  for (let each = 0; each < foreign; each++) month.rows.push(goAround(month, each));
  return month;
}

/** One call of ours with its rows, or what is nobody's doing here. */
function add({ rows, record }: Month, each: number, { most, calls }: { most: number; calls: number }): void {
  const at = NOW + each * 17 * MINUTE;
  const [targetId, correlationId] = [guid(`target ${each % 400}`), guid(`call ${each}`)];
  const one = { at, targetId, target: targetId, id: guid(`row ${each}`) };
  const nobodys = record.length >= calls;
  if (nobodys ? each % 2 === 0 : each % 9 === 0)
    rows.push(entraRow({ ...one, activity: 'Reset user password', byId: 'x', by: SELF_SERVICE_ACCOUNT }));
  else if (nobodys || each % 11 === 0) rows.push(entraRow({ ...one, result: 'failure' }));
  else {
    record.push(ourRow({ at, targetId, correlationId, requestId: `r-${each}` }));
    const ours = { ...one, correlationId: each % 3 === 0 ? guid(`of its own ${each}`) : correlationId };
    rows.push(entraRow(ours));
    if (rows.length < most)
      rows.push(entraRow({ ...ours, id: guid(`second ${each}`), activity: 'Reset user password' }));
  }
}

/** Around the call of ours that is nearest to trip over: of its target, about its time. */
function goAround({ record, foreign }: Month, each: number): EntraRow {
  const { at, targetId = '' } = record[(each * 31) % record.length] ?? ourRow();
  const way = WAYS[each % WAYS.length] ?? (() => ({}));
  const id = guid(`around ${each}`);
  foreign.add(id);
  return entraRow({ id, targetId, target: targetId, correlationId: guid(`portal ${each}`), ...way(at) });
}

function guid(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
}
