import { USUAL_ACTION } from '../../action-kinds.ts';
import { approvalsListCard } from '../../cards/approvals-list-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { listApprovals } from '../../desk/list-approvals.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { cardContext } from '../services.ts';
import type { Talk } from './talk.ts';

/** Where requests are approved, and who chose it: in general, and unit by unit. */
export async function showApprovals(session: DirectorySession, { services, turn, place: here }: Talk): Promise<void> {
  const context = cardContext(services, turn.asker);
  const listed = await listApprovals(services.desk, session, turn, here);
  if (listed.kind === 'refused') {
    await services.messenger.send(here, refusedCard({ action: USUAL_ACTION, ...listed.refusal }, context));
    return;
  }
  const rows = listed.all.map(({ unit, setBy, setAt, place }) => ({
    unit: unit?.name,
    by: setBy.name,
    at: new Date(setAt),
    isHere: sameConversation(place, here),
  }));
  await services.messenger.send(here, approvalsListCard(rows, context));
}
