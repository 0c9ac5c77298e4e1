import type { AuditedRequestStore } from '../../../store/record/audited-store.ts';
import { beginningOf } from '../../audit/beginning.ts';
import { reportLines } from '../../audit/report-lines.ts';
import { type Checked, ok, problem } from './finding.ts';

const MOST_NAMED = 3;

/** Whether the record is as it was written; the value is the time of its last row, in milliseconds since the epoch. */
export async function checkRecord(store: AuditedRequestStore): Promise<Checked<number>> {
  const found = await store.verifyAudit();
  const { rows, head, findings } = found;
  if (findings.length === 0) {
    const beginning = head?.cut ? ` ${await beginningOf(store, head)}` : '';
    return {
      finding: ok(`The record is sound; rows: ${rows}.${beginning}`),
      value: await lastTime(store, head?.count),
    };
  }
  const named = reportLines({ ...found, findings: findings.slice(0, MOST_NAMED) })
    .filter(line => line.startsWith('- '))
    .map(line => line.slice(2));
  const more = findings.length > MOST_NAMED ? ` And ${findings.length - MOST_NAMED} more.` : '';
  return {
    finding: problem(
      `The record is not sound. ${named.join(' ')}${more}`,
      'Keep a copy of the store as it is, run npm run audit -- verify, and see docs/record.md.',
    ),
  };
}

async function lastTime(store: AuditedRequestStore, count: number | undefined): Promise<number | undefined> {
  if (count === undefined) return undefined;
  for await (const { entry } of store.auditRows({ from: count, to: count })) return entry.at;
  return undefined;
}
