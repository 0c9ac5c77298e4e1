import { USUAL_ACTION } from '../../action-kinds.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { reportCard } from '../../cards/report-card.ts';
import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { maySeeReport, seeReport } from '../../desk/see-report.ts';
import { MOST_REPORT_ROWS } from '../../desk/times.ts';
import { cardContext } from '../services.ts';
import { answerPrivately } from './overviews.ts';
import type { Talk } from './talk.ts';

/** The figures of the last days, for whoever may see them wherever they are: privately. */
export async function showReport(session: DirectorySession, talk: Talk): Promise<void> {
  const { services, turn, place } = talk;
  const seen = await maySeeReport(services.desk, session, turn, place);
  const card =
    'denied' in seen
      ? refusedCard({ action: USUAL_ACTION, ...seen.denied }, cardContext(services, turn.asker))
      : await drawnReport(talk, seen.turn);
  await answerPrivately(talk, card);
}

/** The figures of the last days as a card; that this person looked is on record. */
export async function drawnReport({ services, place }: Talk, turn: Turn): Promise<AdaptiveCard> {
  const { desk, config } = services;
  const until = desk.now();
  const report = await seeReport(desk, turn, { until, at: place });
  const canExport = config.fileHosts.length > 0;
  return reportCard(
    { ...report, until: new Date(until), most: MOST_REPORT_ROWS, report: canExport ? String(until) : undefined },
    cardContext(services, turn.asker),
  );
}
