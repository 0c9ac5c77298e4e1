import { clickMessage } from '../../cards/click-messages.ts';
import type { Turn } from '../../desk/desk.ts';
import { offerExport, reportFile } from '../../desk/export-report.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import { maySeeReport } from '../../desk/see-report.ts';
import { REPORTED } from '../../desk/times.ts';
import { text } from '../../locales/text.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { refusalText } from '../turn.ts';

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

/** Who presses Export, on the card of which report, and where. */
interface Exporting {
  turn: Turn;
  /** What the card brings back: the moment up to which its figures are. */
  report: string;
  at: Place;
  /** Their own session; missing in the approvals conversation, where everybody may see the figures. */
  session?: DirectorySession;
}

/** Asks in their personal chat whether the figures may be saved as a file: bots have no files anywhere else. */
export async function onExport(services: Services, { turn, report, at, session }: Exporting): Promise<ActionAnswer> {
  const { desk, messenger, config } = services;
  const context = cardContext(services, turn.asker);
  const until = momentOf(report, desk.now());
  if (until === undefined || config.fileHosts.length === 0) {
    return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  }
  const seen = session ? await maySeeReport(desk, session, turn, at) : { turn };
  if ('denied' in seen) return { type: 'message', text: refusalText(seen.denied, turn.asker.locale) };
  const { name, text: written } = await reportFile(desk, until);
  const answered = { export: offerExport(desk, turn, until) };
  const content = {
    description: text(context.locale, 'report.title'),
    sizeInBytes: Buffer.byteLength(written),
    acceptContext: answered,
    declineContext: answered,
  };
  const { channelUserId } = turn.asker;
  const personal = at.personal ? at : await messenger.personalPlace(at, channelUserId);
  await messenger.post(
    { ...personal, cardId: undefined },
    { attachments: [{ contentType: FILE_CONSENT, name, content }] },
  );
  return { type: 'message', text: clickMessage('exportAsked', context) };
}

/** A report of long ago would be another one by now. */
function momentOf(report: string, now: number): number | undefined {
  const moment = /^\d{13}$/.test(report) ? Number(report) : Number.NaN;
  return moment <= now && moment > now - REPORTED ? moment : undefined;
}
