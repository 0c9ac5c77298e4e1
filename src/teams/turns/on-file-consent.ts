import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { type ExportEnding, exportEndedCard } from '../../cards/export-cards.ts';
import type { Turn } from '../../desk/desk.ts';
import { offeredTo, recordExport, reportFile } from '../../desk/export-report.ts';
import type { Place } from '../../desk/request/people.ts';
import { TeamsError } from '../../errors.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { placeOf } from '../channel/activity.ts';
import { isAllowedHost } from '../channel/allowed-host.ts';
import { answerInvoke } from '../channel/invoke-response.ts';
import { uploadFile } from '../channel/upload-file.ts';
import { recordRefusal } from '../record-refusal.ts';
import { cardContext, type Services } from '../services.ts';
import { inBackground } from '../telling.ts';
import { askerIn, newTurn } from '../turn.ts';

/** What the client of whoever was asked says: whether the file may be saved, and where there is room for it. */
const consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ export: z.string().min(1).max(1_000) }),
  uploadInfo: z.object({ uploadUrl: z.string().min(1).max(4_000) }).nullish(),
});
type Consent = z.infer<typeof consent>;

/** Somebody says whether the figures may be saved as a file. */
export async function onFileConsent(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerIn(services, activity);
  const value = consent.safeParse(activity.value);
  const place = placeOf(activity);
  if (!asker || !value.success || !place.personal) return answerInvoke(context, 400);
  const turn = newTurn(asker);
  noteTurn({ kind: `file-${value.data.action}`, person: asker.id, correlationId: turn.correlationId });
  await answerInvoke(context, 200);
  const at = { ...place, cardId: activity.replyToId };
  inBackground(services, turn, place, async () => {
    const ending = await settled(services, turn, value.data, at);
    await show(services, at, exportEndedCard({ ending }, cardContext(services, asker)));
  });
}

async function settled(
  services: Services,
  turn: Turn,
  { action, context, uploadInfo }: Consent,
  at: Place,
): Promise<ExportEnding> {
  const { desk, config, log } = services;
  const until = offeredTo(desk, turn, context.export);
  if (until === undefined) {
    await recordRefusal(services, turn, 'export-not-offered', at);
    return 'over';
  }
  if (action === 'decline') return 'declined';
  const url = uploadInfo?.uploadUrl ?? '';
  if (!isAllowedHost(url, config.fileHosts)) {
    await recordRefusal(services, turn, 'upload-host-not-allowed', at);
    return 'failed';
  }
  const { text } = await reportFile(desk, until);
  await recordExport(desk, turn, at);
  if (await uploadFile(url, text, turn.correlationId)) return 'saved';
  log.warn({ correlationId: turn.correlationId, host: new URL(url).hostname }, 'a file could not be saved');
  return 'failed';
}

/** In the place of the question; beside it where that can't be changed. */
async function show({ messenger }: Services, at: Place, card: ReturnType<typeof exportEndedCard>): Promise<void> {
  try {
    if (at.cardId) return await messenger.update(at, card);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
  }
  await messenger.send({ ...at, cardId: undefined }, card);
}
