import type { AuditedRequestStore } from '../../store/record/audited-store.ts';
import type { AuditFindings } from '../../store/record/chain-findings.ts';
import type { AuditHead } from '../../store/record/chain-row.ts';

/** From where on the record goes: one sentence for operators; undefined where it has no row. */
export async function beginningOf(
  store: AuditedRequestStore,
  head: AuditHead | undefined,
): Promise<string | undefined> {
  const seq = (head?.cut?.count ?? 0) + 1;
  for await (const { entry } of store.auditRows({ from: seq, to: seq })) {
    const begins = `The record goes back to row ${seq}, of ${new Date(entry.at).toISOString()}`;
    if (!head?.cut) return `${begins}: none was ever cut.`;
    const { count, at, days } = head.cut;
    const cut = count === 1 ? 'the one before it was cut' : `the ${count} before it were cut`;
    return `${begins}: ${cut}, last on ${new Date(at).toISOString()}, as older than ${days} days (retention.record of the policy).`;
  }
  return undefined;
}

/**
 * Whether the record contains the row of an anchor. 'cut': that row was cut, so that nothing can tell.
 * @param found what verifying it has found: a head that is not genuine says nothing of what was cut.
 */
export async function containsAnchor(
  store: AuditedRequestStore,
  { head, findings }: AuditFindings,
  anchor: { count: number; hash: string },
): Promise<boolean | 'cut'> {
  const cut = findings.some(({ kind }) => kind.startsWith('head-')) ? undefined : head?.cut;
  if (cut && anchor.count < cut.count) return 'cut';
  if (cut && anchor.count === cut.count) return anchor.hash === cut.hash;
  for await (const row of store.auditRows({ from: anchor.count, to: anchor.count })) {
    if (row.hash === anchor.hash) return true;
  }
  return false;
}
