import { approvalsMovedCard, approvalsSetCard } from '../../cards/approvals-conversation-cards.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import { agreeToMove, openProposal } from '../../desk/approvals.ts';
import type { Turn } from '../../desk/desk.ts';
import { refusal } from '../../desk/judging/judge.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { TeamsError } from '../../errors.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { recordRefusal } from '../record-refusal.ts';
import { cardContext, type Services } from '../services.ts';
import { refusalText } from '../turn.ts';
import { gather, tellFormer } from './approvals-here.ts';

/** Who agrees, with their own session. */
interface Agreeing {
  services: Services;
  session: DirectorySession;
  turn: Turn;
}

/** A second administrator agrees to move the approvals, on the card that asks for it. */
export async function onAgree(
  { services, session, turn }: Agreeing,
  proposalId: string,
  at: Place,
): Promise<ActionAnswer> {
  const { desk, messenger } = services;
  const { asker } = turn;
  const context = cardContext(services, asker);
  const proposal = await openProposal(desk, proposalId);
  if (!proposal) return { type: 'message', text: refusalText(refusal('approvals-proposal-over'), asker.locale) };
  if (!sameConversation(proposal.askedIn, at)) {
    await recordRefusal(services, turn, 'elsewhere', at);
    return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  }
  const { approvals } = proposal;
  const move = await agreeToMove({ desk, session, turn }, proposal, () => gather(services, turn, approvals.place));
  if (move.kind === 'refused') return { type: 'message', text: refusalText(move.refusal, asker.locale) };
  const movers = { by: approvals.setBy.name, agreed: asker.name, unit: approvals.unit?.name };
  const isHere = sameConversation(approvals.place, at);
  const card = isHere ? approvalsSetCard(movers, context) : approvalsMovedCard(movers, context);
  const show = (work: () => Promise<unknown>) => shown(services, turn, work);
  await show(() => messenger.update(at, card));
  if (!isHere) {
    const set = approvalsSetCard(movers, cardContext(services, approvals));
    await show(() => messenger.send(approvals.place, set));
  }
  // Where the card could not be asked in the former conversation, it is told as well.
  const { before } = move;
  if (before && !sameConversation(before.place, at)) await tellFormer(services, turn, before, movers);
  return { type: 'card', card };
}

/** What was decided stays decided, whether a card shows it or not. */
async function shown(services: Services, { correlationId }: Turn, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.warn({ code: error.code, correlationId, err: error }, 'a card could not be shown');
  }
}
