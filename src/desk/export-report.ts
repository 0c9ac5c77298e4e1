import { SealError } from '../errors.ts';
import type { Desk, Turn } from './desk.ts';
import { reportCsv } from './report/report-lines.ts';
import type { Place } from './request/people.ts';
import { reportUpTo } from './see-report.ts';
import { EXPORT_LIFETIME } from './times.ts';
import { rowOfTurn } from './turn-row.ts';

/** What an offer is sealed for. */
const CONTEXT = 'report-export';

/** A report as a file. */
interface ReportFile {
  name: string;
  text: string;
}

/** An offer of the figures up to that moment as a file, for this person alone: sealed, since it comes back from their client. */
export function offerExport({ seal, now }: Desk, { asker }: Turn, until: number): string {
  return seal.seal([asker.id, until, now()].join(' '), CONTEXT);
}

/** Up to when the figures were offered to this person; undefined: they were not, or it is too long ago. */
export function offeredTo({ seal, now }: Desk, { asker }: Turn, offer: string): number | undefined {
  const [person, until, offeredAt] = opened(() => seal.unseal(offer, CONTEXT)).split(' ');
  if (person !== asker.id || now() - Number(offeredAt) >= EXPORT_LIFETIME) return undefined;
  return Number(until);
}

/** Nothing of what was not sealed here, or was changed. */
function opened(unseal: () => string): string {
  try {
    return unseal();
  } catch (error) {
    if (error instanceof SealError) return '';
    throw error;
  }
}

/** The figures up to that moment as a file. */
export async function reportFile(desk: Desk, until: number): Promise<ReportFile> {
  const day = new Date(until).toISOString().slice(0, 10);
  return { name: `nyckel-${day}.csv`, text: reportCsv(await reportUpTo(desk, until)) };
}

/**
 * Puts on record that somebody gets the figures as a file, before they do.
 * @throws StoreError
 */
export async function recordExport(desk: Desk, turn: Turn, at: Place): Promise<void> {
  await desk.store.record({ ...rowOfTurn(desk, turn, at), event: 'report-exported' });
}
